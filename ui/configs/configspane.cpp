// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configspane.h"

#include "backends/settings/settingsstore.h"
#include "configform.h"
#include "configinspector.h"
#include "configremoval.h"
#include "configstable.h"
#include "importview.h"
#include "models/configs/configsmodels.h"
#include "models/forms/settingstext.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "peopleview.h"
#include "ui/widgets/choicerow.h"
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

ConfigsPane::ConfigsPane(const Theme &theme, models::ConfigsModels &models, models::LaunchFactsKeeper &facts,
                         settings::SettingsStore &store, QWidget *parent)
    : PaneWidget(parent)
    , m_models(models)
    , m_facts(facts)
    , m_store(store)
    , m_pages(new QStackedWidget(this))
    , m_header(new PaneHeader(tr("Runtime configs"), tr("/ filter"), this))
    , m_table(new ConfigsTable(theme, models, store.path(), this))
    , m_inspector(new ConfigInspector(theme, models, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_problems(new PlainLabel(u"error"_s, this))
    , m_form(new ConfigForm(theme, facts, store, this))
    , m_export(new Exporter(*this, m_header->notice()))
    , m_removal(new ConfigRemoval(store, m_header->notice(), this))
    , m_importer(new ImportView(theme, store, this))
    , m_people(new PeopleView(theme, store, facts, this))
    , m_views(new QStackedWidget(this))
    , m_choices(new ChoiceRow(tr("View"), {tr("Configs"), tr("Users and projects")}, this))
{
    setObjectName(u"page"_s);
    makeHeader();
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_form);
    m_pages->addWidget(m_importer);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->addWidget(m_pages);
    connect(m_pages, &QStackedWidget::currentChanged, m_header,
            [this](int page) { m_header->setEnabled(page == List); }); // no key leads to what the form hides
    connect(&models, &models::ConfigsModels::changed, this, &ConfigsPane::refresh);
    connect(&store, &settings::SettingsStore::changed, this, &ConfigsPane::refresh);
    connectTable();
    connectInspector();
    connectForm();
    connectViews();
    connectImport();
    setFocusProxy(&m_table->table());
    refresh();
}

void ConfigsPane::makeHeader()
{
    m_new = m_header->addButton(tr("+ Add another config"));
    m_new->setToolTip(tr("Ctrl+N"));
    m_import = m_header->addButton(tr("Import…"));
    m_import->setToolTip(tr("From the settings of DSS, SkyPilot or dstack"));
    connect(m_new, &QPushButton::clicked, this, &ConfigsPane::newConfig);
    connect(m_import, &QPushButton::clicked, this, &ConfigsPane::importConfigs);
    m_header->filter().explain(m_table->queryFields());
    connect(&m_header->filter(), &QLineEdit::textChanged, this, &ConfigsPane::setFilter);
    connect(&m_header->filter(), &FilterEdit::left, this, [this] { m_table->table().setFocus(); });
}

QWidget *ConfigsPane::makeList()
{
    auto *page = new QWidget(m_pages);
    m_problems->makeParagraph();
    m_columns->addWidget(m_table);
    m_columns->addWidget(m_inspector);
    m_columns->setSizes({760, 320});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    m_views->addWidget(m_columns);
    m_views->addWidget(m_people);
    m_choices->setMinimumHeight(26);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_choices);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_problems);
    return page;
}

void ConfigsPane::connectTable()
{
    connect(m_table, &ConfigsTable::clearFilterRequested, &m_header->filter(), &QLineEdit::clear);
    connect(m_table, &ConfigsTable::selectionChanged, this, &ConfigsPane::showSelected);
    connect(m_table, &ConfigsTable::newRequested, this, &ConfigsPane::newConfig);
    connect(m_table, &ConfigsTable::importRequested, this, &ConfigsPane::importConfigs);
    connect(m_table, &ConfigsTable::editRequested, this,
            [this] { withSelected([this](const QString &id) { editConfig(id); }); });
    connect(m_table, &ConfigsTable::duplicateRequested, this,
            [this] { withSelected([this](const QString &id) { duplicateConfig(id); }); });
    connect(m_table, &ConfigsTable::testRequested, this, &ConfigsPane::testSelected);
    connect(m_table, &ConfigsTable::removalRequested, m_inspector, &ConfigInspector::askToRemove);
    connect(m_table, &ConfigsTable::moveRequested, this, &ConfigsPane::moveSelected);
    connect(m_table, &ConfigsTable::exportRequested, this,
            [this](DataTable *table, const QString &name) { m_export->askForTable(*table, name); });
}

void ConfigsPane::connectInspector()
{
    connect(m_inspector, &ConfigInspector::testRequested, this, &ConfigsPane::testRequested);
    connect(m_inspector, &ConfigInspector::runRequested, this, &ConfigsPane::runRequested);
    connect(m_inspector, &ConfigInspector::editRequested, this, [this](const QString &id) { editConfig(id); });
    connect(m_inspector, &ConfigInspector::fieldRequested, this, &ConfigsPane::editConfig);
    connect(m_inspector, &ConfigInspector::duplicateRequested, this, &ConfigsPane::duplicateConfig);
    connect(m_inspector, &ConfigInspector::removeConfirmed, m_removal, &ConfigRemoval::remove);
    connect(m_inspector, &ConfigInspector::manifestsRequested, this, &ConfigsPane::exportManifests);
    connect(m_inspector, &ConfigInspector::testWithRequested, this, &ConfigsPane::askHowToTest);
    connect(m_inspector, &ConfigInspector::exportRequested, this, &ConfigsPane::exportConfig);
    connect(m_inspector, &ConfigInspector::moveRequested, this, &ConfigsPane::moveSelected);
    connect(m_inspector, &ConfigInspector::referenceRequested, this, &ConfigsPane::showReference);
    connect(m_inspector, &ConfigInspector::showActivityRequested, this, &ConfigsPane::showActivityRequested);
    connect(m_inspector, &ConfigInspector::left, &m_table->table(), qOverload<>(&QWidget::setFocus));
}

void ConfigsPane::connectForm()
{
    connect(m_form, &ConfigForm::left, this, &ConfigsPane::showList);
    connect(m_form, &ConfigForm::saved, this, [this](const QString &id) {
        m_models.configs.flush();
        showList();
        selectConfig(id);
        m_header->notice().say(tr("Saved: %1").arg(m_models.configs.nameOf(id)));
    });
    connect(m_form, &ConfigForm::testRequested, this, [this](const QString &id) { emit testRequested({id}); });
}

void ConfigsPane::setFilter(const QString &text)
{
    m_header->setFilterProblem(m_table->setFilter(text));
    m_people->setFilter(text);
}

void ConfigsPane::selectConfig(const QString &id)
{
    if (!m_models.configs.indexOf(id).isValid())
        m_header->filter().clear();
    m_table->select(id);
}

QString ConfigsPane::selectedConfig() const
{
    return m_table->selectedId();
}

void ConfigsPane::selectSomething()
{
    m_table->selectSomething();
}

void ConfigsPane::showSelected()
{
    m_inspector->setConfigs(m_table->selectedIds());
}

void ConfigsPane::showList()
{
    m_pages->setCurrentIndex(List);
    refresh();
    setFocus();
}

void ConfigsPane::showForm()
{
    m_pages->setCurrentIndex(Form);
    m_form->takeFocus();
}

void ConfigsPane::newConfig()
{
    leaveForm([this] {
        m_form->editNew();
        showForm();
    });
}

void ConfigsPane::editConfig(const QString &id, const QString &field)
{
    leaveForm([this, id, field] {
        m_form->edit(id);
        if (!m_form->isEditing())
            return;
        showForm();
        if (!field.isEmpty())
            m_form->focusField(field);
    });
}

void ConfigsPane::duplicateConfig(const QString &id)
{
    if (m_store.isReadOnly())
        return;
    leaveForm([this, id] {
        m_form->editDuplicate(id);
        if (m_form->isEditing())
            showForm();
    });
}

void ConfigsPane::refresh()
{
    const QString readOnly = models::readOnlyText(m_store);
    const QString problems = readOnly.isEmpty() ? models::problemsText(m_store, u"runtimeConfigs"_s) : readOnly;
    m_problems->setText(problems);
    m_problems->setVisible(!problems.isEmpty());
    m_inspector->setReadOnly(m_store.isReadOnly());
    m_table->refresh();
    showSelected();
}

void ConfigsPane::updateAges()
{
    m_models.updateAges();
    if (isVisible())
        m_inspector->refresh();
}

void ConfigsPane::saveState(models::KeptState &settings) const
{
    m_table->saveState(settings);
    settings.setValue("configs/exportFolder"_L1, m_export->folder());
    settings.setValue("configs/splitter"_L1, m_columns->saveState());
    m_inspector->saveState(settings);
    m_form->saveState(settings);
    m_people->saveState(settings);
}

void ConfigsPane::restoreState(const models::KeptState &settings)
{
    m_table->restoreState(settings);
    m_export->setFolder(settings.value("configs/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("configs/splitter"_L1).toByteArray());
    m_inspector->restoreState(settings);
    m_form->restoreState(settings);
    m_people->restoreState(settings);
}

} // namespace fairlead::ui
