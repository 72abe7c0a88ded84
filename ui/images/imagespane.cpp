// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagespane.h"

#include "backends/settings/settingsstore.h"
#include "models/forms/settingstext.h"
#include "models/images/imagesmodels.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "recipeform.h"
#include "recipeinspector.h"
#include "reciperemoval.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

enum Page { List, Form };

} // namespace

ImagesPane::ImagesPane(const Theme &theme, models::ImagesModels &models, settings::SettingsStore &store,
                       QWidget *parent)
    : PaneWidget(parent)
    , m_models(models)
    , m_store(store)
    , m_pages(new QStackedWidget(this))
    , m_header(new PaneHeader(tr("Base images"), tr("/ filter"), this))
    , m_tables(new ImagesTables(theme, models, store.path(), this))
    , m_problems(new PlainLabel(u"error"_s, this))
    , m_inspector(new RecipeInspector(theme, models.recipes, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_form(new RecipeForm(theme, models.recipes, store, this))
    , m_export(new Exporter(*this, m_header->notice()))
    , m_removal(new RecipeRemoval(store, m_header->notice(), this))
{
    setObjectName(u"page"_s);
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->addWidget(m_pages);
    connect(m_pages, &QStackedWidget::currentChanged, m_header,
            [this](int page) { m_header->setEnabled(page == List); }); // no key leads to what the form hides
    connect(m_new, &QPushButton::clicked, this, &ImagesPane::newRecipe);
    connect(m_pushAll, &QPushButton::clicked, this, &ImagesPane::pushAllRequested);
    connect(&models, &models::ImagesModels::changed, this, &ImagesPane::refresh);
    connect(&store, &settings::SettingsStore::changed, this, &ImagesPane::refresh);
    connectTables();
    connectForm();
    connectInspector();
    showView(View::Recipes);
}

QWidget *ImagesPane::makeList()
{
    auto *page = new QWidget(m_pages);
    m_problems->makeParagraph();
    m_new = m_header->addButton(tr("+ New base image"));
    m_new->setToolTip(tr("Ctrl+N"));
    m_pushAll = m_header->addButton(tr("Build and push all"));
    m_pushAll->setToolTip(tr("Builds what is out of date, and pushes every base image to its registries"));
    m_columns->addWidget(m_tables);
    m_columns->addWidget(m_inspector);
    m_columns->setSizes({760, 320});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_problems);
    return page;
}

void ImagesPane::connectTables()
{
    connect(&m_header->filter(), &QLineEdit::textChanged, this, &ImagesPane::setFilter);
    connect(&m_header->filter(), &FilterEdit::left, this, [this] { m_tables->table().setFocus(); });
    connect(m_tables, &ImagesTables::clearFilterRequested, &m_header->filter(), &QLineEdit::clear);
    connect(m_tables, &ImagesTables::viewChanged, this, &ImagesPane::showShownTable);
    connect(m_tables, &ImagesTables::selectionChanged, this, &ImagesPane::showSelected);
    connect(m_tables, &ImagesTables::placesSeen, this, &ImagesPane::placesSeen);
    connect(m_tables, &ImagesTables::newRequested, this, &ImagesPane::newRecipe);
    connect(m_tables, &ImagesTables::editRequested, this, &ImagesPane::editRecipe);
    connect(m_tables, &ImagesTables::buildAndPushRequested, this, &ImagesPane::buildAndPushSelected);
    connect(m_tables, &ImagesTables::removalRequested, m_inspector, &RecipeInspector::askToRemove);
    connect(m_tables, &ImagesTables::exportRequested, this,
            [this](DataTable *table, const QString &name) { m_export->askForTable(*table, name); });
}

void ImagesPane::connectForm()
{
    connect(m_form, &RecipeForm::left, this, &ImagesPane::showList);
    connect(m_form, &RecipeForm::saved, this, [this](const QString &id) {
        m_models.recipes.flush();
        showList();
        selectRecipe(id);
        m_header->notice().say(tr("Saved: %1").arg(models::plainLine(m_models.recipes.nameOf(id), 200)));
    });
    connect(m_form, &RecipeForm::buildRequested, this,
            [this](const QString &id, bool push) { emit buildRequested({id}, push); });
    connect(m_form, &RecipeForm::exportRequested, this, &ImagesPane::writeDockerfile);
}

void ImagesPane::connectInspector()
{
    connect(m_inspector, &RecipeInspector::buildRequested, this, &ImagesPane::buildRequested);
    connect(m_inspector, &RecipeInspector::pushRequested, this, &ImagesPane::pushRequested);
    connect(m_inspector, &RecipeInspector::rebuildRequested, this, &ImagesPane::rebuildRequested);
    connect(m_inspector, &RecipeInspector::showActivityRequested, this, &ImagesPane::showActivityRequested);
    connect(m_inspector, &RecipeInspector::editRequested, this, &ImagesPane::editRecipe);
    connect(m_inspector, &RecipeInspector::duplicateRequested, this, [this](const QString &id) {
        m_form->editDuplicate(id);
        showForm();
    });
    connect(m_inspector, &RecipeInspector::removeConfirmed, m_removal, &RecipeRemoval::remove);
    connect(m_inspector, &RecipeInspector::exportRequested, this, &ImagesPane::exportDockerfile);
}

void ImagesPane::showView(View view)
{
    m_tables->setView(view);
}

void ImagesPane::showShownTable()
{
    m_header->filter().explain(m_tables->queryFields());
    setFilter(m_header->filter().text());
    setFocusProxy(&m_tables->table());
    refresh();
}

void ImagesPane::setFilter(const QString &text)
{
    m_header->setFilterProblem(m_tables->setFilter(text));
}

void ImagesPane::selectRecipe(const QString &id)
{
    if (!m_models.recipes.indexOf(id).isValid())
        m_header->filter().clear();
    m_tables->select(id);
}

QString ImagesPane::selectedRecipe() const
{
    return m_tables->selectedKey();
}

void ImagesPane::selectSomething()
{
    m_tables->selectSomething();
}

void ImagesPane::showSelected()
{
    m_inspector->setRecipes(m_tables->selectedIds());
}

void ImagesPane::showList()
{
    m_pages->setCurrentIndex(List);
    refresh();
    m_tables->table().setFocus();
}

void ImagesPane::showForm()
{
    m_pages->setCurrentIndex(Form);
    m_form->takeFocus();
}

void ImagesPane::newRecipe()
{
    leaveForm([this] {
        m_form->editNew();
        showForm();
    });
}

void ImagesPane::editRecipe(const QString &id)
{
    leaveForm([this, id] {
        m_form->edit(id);
        if (m_form->isEditing())
            showForm();
    });
}

bool ImagesPane::hasUnsavedChanges() const
{
    return m_form->hasUnsavedChanges();
}

void ImagesPane::leaveForm(std::function<void()> go)
{
    m_form->leave(std::move(go));
}

void ImagesPane::refresh()
{
    const QString readOnly = models::readOnlyText(m_store);
    const QString problems = readOnly.isEmpty() ? models::problemsText(m_store, u"baseImages"_s) : readOnly;
    m_problems->setText(problems);
    m_problems->setVisible(!problems.isEmpty());
    m_pushAll->setVisible(m_models.recipes.totalCount() > 0);
    m_inspector->setReadOnly(m_store.isReadOnly());
    m_inspector->setRecipes(m_tables->selectedIds());
    m_tables->refresh();
}

void ImagesPane::updateAges()
{
    m_models.updateAges();
    if (isVisible())
        m_inspector->refresh();
}

void ImagesPane::saveState(models::KeptState &settings) const
{
    m_tables->saveState(settings);
    settings.setValue("images/exportFolder"_L1, m_export->folder());
    settings.setValue("images/splitter"_L1, m_columns->saveState());
    m_inspector->saveState(settings);
    m_form->saveState(settings);
}

void ImagesPane::restoreState(const models::KeptState &settings)
{
    m_tables->restoreState(settings);
    m_export->setFolder(settings.value("images/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("images/splitter"_L1).toByteArray());
    m_inspector->restoreState(settings);
    m_form->restoreState(settings);
}

} // namespace fairlead::ui
