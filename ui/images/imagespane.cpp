// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagespane.h"

#include "backends/images/recipetext.h"
#include "backends/images/tagtemplate.h"
#include "backends/settings/settingsstore.h"
#include "models/formats.h"
#include "models/images/imagesmodels.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "recipeform.h"
#include "recipeinspector.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statedelegate.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::BaseImagesModel;

enum Page { List, Form };
enum Table { Recipes, Places, Empty };

QList<int> recipeColumns()
{
    using Column = BaseImagesModel::Column;
    QList<int> widths(BaseImagesModel::Columns, 0);
    widths[int(Column::Name)] = 100;
    widths[int(Column::Tag)] = 140;
    widths[int(Column::BuiltOn)] = 90;
    widths[int(Column::State)] = 130;
    widths[int(Column::Built)] = 88;
    widths[int(Column::Size)] = 66;
    widths[int(Column::Registries)] = 88;
    return widths;
}

} // namespace

ImagesPane::ImagesPane(const Theme &theme, models::ImagesModels &models, settings::SettingsStore &store,
                       QWidget *parent)
    : PaneWidget(parent)
    , m_theme(theme)
    , m_models(models)
    , m_store(store)
    , m_pages(new QStackedWidget(this))
    , m_header(new PaneHeader(tr("Base images"), tr("/ filter"), this))
    , m_problems(new PlainLabel(u"error"_s, this))
    , m_inspector(new RecipeInspector(theme, models.recipes, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_form(new RecipeForm(theme, models.recipes, store, this))
    , m_export(new Exporter(*this, m_header->notice()))
{
    setObjectName(u"page"_s);
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->addWidget(m_pages);
    connect(m_pages, &QStackedWidget::currentChanged, m_header,
            [this](int page) { m_header->setEnabled(page == List); }); // no key leads to what the form hides
    connect(&m_header->filter(), &QLineEdit::textChanged, this, &ImagesPane::setFilter);
    connect(&m_header->filter(), &FilterEdit::left, this, [this] { shownTable()->setFocus(); });
    connect(m_views, &ChoiceRow::chosen, this, [this](int view) { showView(View(view)); });
    connect(m_new, &QPushButton::clicked, this, &ImagesPane::newRecipe);
    connect(m_pushAll, &QPushButton::clicked, this, &ImagesPane::pushAllRequested);
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_models.recipes.totalCount() > 0 ? m_header->filter().clear() : newRecipe(); });
    connect(m_table, &DataTable::currentRowChanged, this, &ImagesPane::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImagesPane::showSelected);
    connect(&models, &models::ImagesModels::changed, this, &ImagesPane::refresh);
    connect(&models, &models::ImagesModels::placesReplaced, this, &ImagesPane::makePlaces);
    connect(&store, &settings::SettingsStore::changed, this, &ImagesPane::refresh);
    connectForm();
    connectInspector();
    showView(View::Recipes);
    setFocusProxy(m_table);
}

QWidget *ImagesPane::makeList()
{
    auto *page = new QWidget(m_pages);
    m_problems->makeParagraph();
    m_new = m_header->addButton(tr("+ New base image"));
    m_new->setToolTip(tr("Ctrl+N"));
    m_pushAll = m_header->addButton(tr("Build and push all"));
    m_pushAll->setToolTip(tr("Builds what is out of date, and pushes every base image to its registries"));
    m_columns->addWidget(makeTablePanel());
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

QWidget *ImagesPane::makeTablePanel()
{
    using Column = BaseImagesModel::Column;
    auto *panel = new Panel(this);
    m_views = new ChoiceRow(tr("View"), {tr("Recipes"), tr("Where they are")}, panel);
    m_views->setMinimumHeight(26);
    m_table = new DataTable(m_theme, m_models.recipes, tr("Base images"), panel);
    m_table->setDefaultColumns(recipeColumns(), int(Column::State), int(Column::Name));
    m_table->elideMiddle(int(Column::Tag));
    m_table->setItemDelegateForColumn(int(Column::State), new StateDelegate(m_theme, m_table));
    m_table->installEventFilter(this);
    connect(m_table, &DataTable::exportRequested, this, [this] { m_export->askForTable(*m_table, u"base-images"_s); });
    m_empty = new EmptyState(panel);
    m_tables = new QStackedWidget(panel);
    m_tables->addWidget(m_table);
    makePlaces();
    m_tables->addWidget(m_empty);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->setSpacing(2);
    layout->addWidget(m_views);
    layout->addWidget(m_tables, 1);
    return panel;
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
    connect(m_inspector, &RecipeInspector::removeConfirmed, this, &ImagesPane::remove);
    connect(m_inspector, &RecipeInspector::exportRequested, this, &ImagesPane::exportDockerfile);
}

DataTable *ImagesPane::shownTable() const
{
    return m_view == View::Recipes ? m_table : m_places;
}

void ImagesPane::showView(View view)
{
    m_view = view;
    m_views->setCurrent(int(view));
    const models::QueryFields &fields =
        view == View::Recipes ? m_models.recipes.queryFields() : m_models.places()->queryFields();
    m_header->filter().explain(fields);
    setFilter(m_header->filter().text());
    setFocusProxy(shownTable());
    refresh();
}

void ImagesPane::setFilter(const QString &text)
{
    models::IndexedTableModel &model = m_view == View::Recipes
                                           ? static_cast<models::IndexedTableModel &>(m_models.recipes)
                                           : static_cast<models::IndexedTableModel &>(*m_models.places());
    model.setFilterText(text);
    m_header->setFilterProblem(models::problemsText({&model.query()}));
    refreshEmpty();
}

void ImagesPane::selectRecipe(const QString &id)
{
    if (!m_models.recipes.indexOf(id).isValid())
        m_header->filter().clear();
    m_table->selectRowOf(m_models.recipes.indexOf(id));
    if (m_models.places()->indexOf(id).isValid())
        m_places->selectRowOf(m_models.places()->indexOf(id));
}

QString ImagesPane::selectedRecipe() const
{
    return shownTable()->selectedKey();
}

void ImagesPane::selectSomething()
{
    if (!m_table->currentIndex().isValid() && m_models.recipes.rowCount() > 0)
        m_table->selectRowOf(m_models.recipes.index(0, 0));
}

//! The current one first.
QStringList ImagesPane::selectedIds() const
{
    const QString current = selectedRecipe();
    QStringList ids;
    if (m_view == View::Places) {
        if (m_models.recipes.recipe(current))
            ids += current;
        return ids;
    }
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids += index.data(models::IndexedTableModel::KeyRole).toString();
    const QStringList inOrder = m_models.recipes.ids();
    std::sort(ids.begin(), ids.end(),
              [&inOrder](const QString &a, const QString &b) { return inOrder.indexOf(a) < inOrder.indexOf(b); });
    if (ids.removeOne(current) || !current.isEmpty())
        ids.prepend(current);
    return ids;
}

void ImagesPane::showSelected()
{
    m_inspector->setRecipes(selectedIds());
}

void ImagesPane::showList()
{
    m_pages->setCurrentIndex(List);
    refresh();
    shownTable()->setFocus();
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
    const BaseImagesModel &recipes = m_models.recipes;
    QStringList counts{tr("%Ln base image(s)", nullptr, recipes.totalCount())};
    if (const int count = recipes.countOf(models::RecipeState::State::OutOfDate); count > 0)
        counts += tr("%Ln out of date", nullptr, count);
    if (const int count = recipes.countOf(models::RecipeState::State::Failed); count > 0)
        counts += tr("%Ln failed", nullptr, count);
    m_views->setText(counts.join(u" · "_s));
    QStringList problems;
    for (const settings::SettingsProblem &problem : m_store.problems()) {
        const bool isOfMine =
            problem.kind == settings::SettingsProblem::Kind::Broken ||
            (problem.kind == settings::SettingsProblem::Kind::Error && problem.field.startsWith("baseImages"_L1));
        if (isOfMine && problems.size() < 3)
            problems += models::plainLine(problem.text(), 300);
    }
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());
    m_pushAll->setVisible(recipes.totalCount() > 0);
    m_inspector->setReadOnly(m_store.isReadOnly());
    m_inspector->setRecipes(selectedIds());
    refreshEmpty();
}

void ImagesPane::refreshEmpty()
{
    const bool isRecipes = m_view == View::Recipes;
    const models::IndexedTableModel &model = isRecipes ? static_cast<models::IndexedTableModel &>(m_models.recipes)
                                                       : static_cast<models::IndexedTableModel &>(*m_models.places());
    m_tables->setCurrentIndex(model.rowCount() == 0 ? Empty : isRecipes ? Recipes : Places);
    if (model.totalCount() > 0)
        m_empty->setContent(tr("No base image matches the filter"), {}, tr("Clear the filter"));
    else if (m_models.recipes.totalCount() > 0)
        m_empty->setContent(tr("Nothing is known yet"),
                            tr("Which image is where is shown once a daemon or a registry has answered."));
    else
        m_empty->setContent(tr("No base images yet"),
                            tr("A base image is a recipe: what it is built on, packages, Python versions, CUDA. It is "
                               "kept in %1, built on a daemon and pushed to registries.")
                                .arg(models::plainLine(m_store.path(), 300)),
                            tr("New base image"));
}

//! Of the model as it is now: its columns are the places.
void ImagesPane::makePlaces()
{
    delete m_places;
    m_places = new DataTable(m_theme, *m_models.places(), tr("Where images are"), m_tables);
    m_tables->insertWidget(Places, m_places);
    QList<int> widths{120};
    for (std::size_t i = 0; i < m_models.places()->places().size(); ++i)
        widths += 150;
    m_places->setDefaultColumns(widths, int(widths.size()) - 1, 0);
    m_places->installEventFilter(this);
    connect(m_places, &DataTable::currentRowChanged, this, &ImagesPane::showSelected);
    connect(m_places, &DataTable::exportRequested, this,
            [this] { m_export->askForTable(*m_places, u"image-places"_s); });
    if (m_view == View::Places)
        showView(m_view);
}

void ImagesPane::remove(const QString &id)
{
    const files::YamlValue *now = settings::findObject(m_store.root(), u"baseImages"_s, id);
    if (!now)
        return;
    const settings::SettingsChange removal{u"baseImages"_s, id, *now, {}};
    const QString name = models::plainLine(m_models.recipes.nameOf(id), 200);
    m_store.save({removal}, this, [this, removal, name](const settings::SaveOutcome &outcome) {
        Notice &notice = m_header->notice();
        switch (outcome.kind) {
        case settings::SaveOutcome::Kind::Saved:
            notice.say(tr("Removed: %1").arg(name), models::Severity::Neutral, tr("Undo"),
                       [this, removal, name] { putBack(removal, name); });
            break;
        case settings::SaveOutcome::Kind::Clash:
            notice.say(tr("%1 was not removed: somebody has changed it meanwhile. Look at it again.").arg(name),
                       models::Severity::Warning);
            break;
        case settings::SaveOutcome::Kind::Failed:
            notice.say(tr("%1 was not removed: %2").arg(name, outcome.reason), models::Severity::Error);
            break;
        }
    });
}

void ImagesPane::putBack(const settings::SettingsChange &removal, const QString &name)
{
    m_store.save({{removal.section, removal.id, {}, removal.before}}, this,
                 [this, name](const settings::SaveOutcome &outcome) {
                     if (outcome.kind != settings::SaveOutcome::Kind::Saved)
                         m_header->notice().say(tr("%1 was not put back: %2").arg(name, outcome.reason),
                                                models::Severity::Error);
                 });
}

void ImagesPane::exportDockerfile(const QString &id)
{
    if (const settings::BaseImage *recipe = m_models.recipes.recipe(id))
        writeDockerfile(recipe->name, images::recipeText(*recipe).text);
}

void ImagesPane::writeDockerfile(const QString &name, const QString &text)
{
    const QString file = images::imageName(name);
    m_export->ask(tr("Export the Dockerfile of %1").arg(models::plainLine(name, 200)),
                  file.isEmpty() ? u"image"_s : file, u"Dockerfile"_s,
                  [text]() -> std::function<QByteArray()> { return [text] { return text.toUtf8(); }; });
}

//! What is asked for while the form is open is asked after what becomes of the form: it may be about what stands there.
std::vector<Command> ImagesPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("New base image"), action, {}, [this] { newRecipe(); }},
        {tr("Build and push the selected base images"), action, {}, [this] { buildAndPushSelected(); }},
        {tr("Build and push all base images"), action, {}, [this] { emit pushAllRequested(); }},
        {tr("Base images: recipes"), action, {}, [this] { showView(View::Recipes); }},
        {tr("Base images: where they are"), action, {}, [this] { showView(View::Places); }},
    };
    for (const QString &id : m_models.recipes.ids())
        commands.push_back({models::plainLine(m_models.recipes.nameOf(id), 200), tr("Base image"), {}, [this, id] {
                                showView(View::Recipes);
                                selectRecipe(id);
                                m_table->setFocus();
                            }});
    for (Command &command : shownTable()->commands())
        commands.push_back(std::move(command));
    for (Command &command : commands)
        command.run = [this, run = std::move(command.run)] { leaveForm(run); };
    return commands;
}

void ImagesPane::buildAndPushSelected()
{
    if (const QStringList ids = selectedIds(); !ids.isEmpty())
        emit buildRequested(ids, true);
}

std::vector<KeyGroup> ImagesPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    const std::vector<KeyHint> own{
        {{QKeySequence(Qt::Key_Return)}, tr("Edit the selected base image")},
        {{QKeySequence(Qt::CTRL | Qt::Key_N)}, tr("New base image")},
        {{QKeySequence(Qt::CTRL | Qt::Key_B)}, tr("Build and push the selected base images")},
        {{QKeySequence(Qt::Key_Delete)}, tr("Remove the selected base image")}};
    hints.insert(hints.begin(), own.begin(), own.end());
    return {{tr("Table"), std::move(hints)},
            {tr("Form"),
             {{{QKeySequence(Qt::CTRL | Qt::Key_S)}, tr("Save")},
              {{QKeySequence(Qt::CTRL | Qt::Key_Return)}, tr("Save, build and push")},
              {{QKeySequence(Qt::Key_Escape)}, tr("Leave; asks where something is not saved")}}}};
}

bool ImagesPane::eventFilter(QObject *watched, QEvent *event)
{
    if ((watched != m_table && watched != m_places) || event->type() != QEvent::KeyPress)
        return PaneWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_N)
        newRecipe();
    else if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_B)
        buildAndPushSelected();
    else if (modifiers == 0 && isEnter && selectedIds().size() == 1)
        editRecipe(selectedIds().front());
    else if (modifiers == 0 && key->key() == Qt::Key_Delete)
        m_inspector->askToRemove();
    else
        return PaneWidget::eventFilter(watched, event);
    return true;
}

void ImagesPane::updateAges()
{
    m_models.updateAges();
    if (isVisible())
        m_inspector->refresh();
}

void ImagesPane::saveState(models::KeptState &settings) const
{
    settings.setValue("images/columns"_L1, m_table->saveColumns());
    settings.setValue("images/view"_L1, int(m_view));
    settings.setValue("images/exportFolder"_L1, m_export->folder());
    settings.setValue("images/splitter"_L1, m_columns->saveState());
    m_inspector->saveState(settings);
    m_form->saveState(settings);
}

void ImagesPane::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("images/columns"_L1).toByteArray());
    showView(settings.value("images/view"_L1).toInt() == int(View::Places) ? View::Places : View::Recipes);
    m_export->setFolder(settings.value("images/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("images/splitter"_L1).toByteArray());
    m_inspector->restoreState(settings);
    m_form->restoreState(settings);
}

} // namespace fairlead::ui
