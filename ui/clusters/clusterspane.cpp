// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterspane.h"

#include "contextinspector.h"
#include "models/clusters/contextstate.h"
#include "models/consolemodels.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "openbar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scopebar.h"
#include "ui/widgets/statedelegate.h"
#include "ui/widgets/welcome.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::ContextsModel;

QList<int> contextColumns()
{
    using Column = ContextsModel::Column;
    QList<int> widths(ContextsModel::Columns, 0);
    widths[int(Column::Name)] = 120;
    widths[int(Column::State)] = 118;
    widths[int(Column::Version)] = 72;
    widths[int(Column::Latency)] = 64;
    widths[int(Column::Username)] = 90;
    widths[int(Column::Error)] = 160;
    return widths;
}

} // namespace

ClustersPane::ClustersPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : PaneWidget(parent)
    , m_theme(theme)
    , m_models(models)
    , m_header(new PaneHeader(tr("Clusters"), tr("/ filter"), theme, models.contexts, this))
    , m_problems(new PlainLabel(u"error"_s, this))
    , m_inspector(new ContextInspector(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(u"page"_s);
    m_problems->makeParagraph();
    m_columns->addWidget(makeTablePanel());
    m_columns->addWidget(m_inspector);
    m_columns->setSizes({760, 320});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_problems); // below all: it comes and goes as the files are edited

    m_header->scope().setLinksToContexts(false);
    m_header->filter().explain(models.contexts.queryFields());
    connect(&m_header->filter(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_models.contexts.setFilterText(text);
        m_header->setFilterProblem(models::problemsText({&m_models.contexts.query()}));
    });
    connect(&m_header->filter(), &FilterEdit::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(&m_header->scope(), &ScopeBar::contextActivated, this, &ClustersPane::selectContext);
    connect(&m_header->scope(), &ScopeBar::manageRequested, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::currentRowChanged, this, &ClustersPane::showSelected);
    connect(&models.contexts, &models::IndexedTableModel::countsChanged, this, &ClustersPane::refreshColumns);
    connect(m_empty, &EmptyState::actionRequested, &m_header->filter(), &QLineEdit::clear);
    connect(&models, &models::ConsoleModels::changed, this, &ClustersPane::refresh);
    connect(&theme, &Theme::changed, this, &ClustersPane::showSelected);
    connect(&models.contexts, &ContextsModel::openRequested, this, &ClustersPane::openRequested);
    connect(m_inspector, &ContextInspector::openRequested, this, &ClustersPane::openRequested);
    connect(m_inspector, &ContextInspector::retryRequested, this, &ClustersPane::retryRequested);
    connect(m_inspector, &ContextInspector::approveRequested, this, &ClustersPane::approveRequested);
    connect(m_bar, &OpenBar::openRequested, this, &ClustersPane::openManyRequested);
    connect(m_bar, &OpenBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ClustersPane::refreshBar);
    m_export = new Exporter(*this, m_header->notice());
    connect(m_table, &DataTable::exportRequested, this, [this] { m_export->askForTable(*m_table, u"contexts"_s); });
    m_header->addMenu(tr("Export"), tr("Export what is shown"), [this](QMenu &menu) {
        connect(menu.addAction(tr("This table as CSV…")), &QAction::triggered, m_table, &DataTable::exportRequested);
    });
    setFocusProxy(m_table);
    refresh();
}

QWidget *ClustersPane::makeTablePanel()
{
    auto *panel = new Panel(this);
    m_table = new DataTable(m_theme, m_models.contexts, tr("Contexts"), panel);
    m_table->setDefaultColumns(contextColumns(), int(ContextsModel::Column::Error), int(ContextsModel::Column::Name));
    m_table->elideMiddle(int(ContextsModel::Column::Name));
    for (const auto column :
         {ContextsModel::Column::Version, ContextsModel::Column::Latency, ContextsModel::Column::Username})
        m_table->setColumnNeeded(int(column), false);
    m_table->setItemDelegateForColumn(int(ContextsModel::Column::State), new StateDelegate(m_theme, m_table));
    m_table->installEventFilter(this);
    m_bar = new OpenBar(panel);
    m_empty = new EmptyState(panel);
    m_tableOrEmpty = new QStackedWidget(panel);
    m_tableOrEmpty->addWidget(m_table);
    m_tableOrEmpty->addWidget(m_empty);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_tableOrEmpty, 1);
    return panel;
}

void ClustersPane::selectContext(const QString &id)
{
    if (!m_models.contexts.indexOf(id).isValid())
        m_header->filter().clear();
    m_table->selectRowOf(m_models.contexts.indexOf(id));
}

void ClustersPane::showFiltered(const QString &filter)
{
    m_header->filter().setText(filter);
    if (m_models.contexts.rowCount() > 0)
        m_table->selectRowOf(m_models.contexts.index(0, 0));
    m_table->setFocus();
}

std::vector<Command> ClustersPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("Open or disconnect the selected contexts"), action, u"Space"_s, [this] { m_bar->toggleSelected(); }},
        {tr("Open all contexts…"), action, {}, [this] { m_bar->openAll(); }},
    };
    for (Command &command : m_table->commands())
        commands.push_back(std::move(command));
    return commands;
}

std::vector<KeyGroup> ClustersPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    hints.insert(hints.begin(), {{QKeySequence(Qt::Key_Space), QKeySequence(Qt::Key_Return)},
                                 tr("Open or disconnect the selected contexts")});
    return {{tr("Table"), std::move(hints)}};
}

bool ClustersPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return PaneWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isToggle = key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isToggle || (key->modifiers() & ~Qt::KeypadModifier) != 0)
        return PaneWidget::eventFilter(watched, event);
    m_bar->toggleSelected();
    return true;
}

void ClustersPane::refreshBar()
{
    OpenBar::Contexts contexts;
    for (const models::ContextEntry *entry : m_models.contexts.entries()) {
        ++contexts.all;
        contexts.open += entry->isOpen ? 1 : 0;
        if (!entry->isOpen && !entry->context.problem)
            contexts.closed += entry->context.id;
    }
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const models::ContextEntry &entry = *m_models.contexts.entry(index);
        if (entry.isOpen)
            contexts.selectedOpen += entry.context.id;
        else if (!entry.context.problem)
            contexts.selectedClosed += entry.context.id;
    }
    m_bar->setContexts(contexts);
    m_bar->setVisible(contexts.all > 0);
}

//! Columns of which no context has said anything yet leave their room to the names; what came stays.
void ClustersPane::refreshColumns()
{
    using Column = ContextsModel::Column;
    const auto entries = m_models.contexts.entries();
    const auto need = [&](Column column, auto says) {
        if (std::any_of(entries.begin(), entries.end(), says))
            m_table->setColumnNeeded(int(column), true);
    };
    using Entry = models::ContextEntry;
    need(Column::Version, [](const Entry *entry) { return !entry->status.serverVersion.isEmpty(); });
    need(Column::Latency, [](const Entry *entry) { return entry->status.latency.has_value(); });
    need(Column::Username, [](const Entry *entry) { return !entry->status.username.isEmpty(); });
}

void ClustersPane::updateSeconds()
{
    if (isVisible())
        showSelected();
}

QString ClustersPane::selectedContext() const
{
    return m_table->selectedKey();
}

void ClustersPane::selectSomething()
{
    if (m_table->currentIndex().isValid())
        return;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        if (models::needsAttention(entry->status.state)) {
            selectContext(entry->context.id);
            return;
        }
    }
    if (m_models.contexts.rowCount() > 0)
        m_table->selectRowOf(m_models.contexts.index(0, 0));
}

void ClustersPane::saveState(models::KeptState &settings) const
{
    settings.setValue("clusters/columns"_L1, m_table->saveColumns());
    settings.setValue("clusters/exportFolder"_L1, m_export->folder());
    settings.setValue("clusters/splitter"_L1, m_columns->saveState());
}

void ClustersPane::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("clusters/columns"_L1).toByteArray());
    m_export->setFolder(settings.value("clusters/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("clusters/splitter"_L1).toByteArray());
}

void ClustersPane::showSelected()
{
    m_inspector->setEntry(m_models.contexts.entry(m_table->currentIndex()));
}

void ClustersPane::refresh()
{
    m_header->scope().refresh();
    QStringList problems;
    for (const kubernetes::KubeconfigProblem &problem : m_models.problems())
        problems += models::plainLine(problem.text(), 300);
    constexpr int Shown = 3;
    const int more = int(problems.size()) - Shown;
    problems = problems.mid(0, Shown);
    if (more > 0)
        problems += tr("and %Ln more problem(s) in kubeconfigs", nullptr, more);
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty() && m_models.contexts.totalCount() > 0); // else the empty state says it
    refreshBar();

    m_tableOrEmpty->setCurrentIndex(m_models.contexts.rowCount() > 0 ? 0 : 1);
    if (!m_models.isLoaded()) {
        m_empty->setContent(tr("Reading kubeconfigs…"), {});
    } else if (m_models.contexts.totalCount() > 0) {
        m_empty->setContent(tr("No context matches the filter"), {}, tr("Clear the filter"));
    } else {
        const Welcome welcome = welcomeWithoutContexts(m_models);
        m_empty->setContent(welcome.title, welcome.text);
    }
}

} // namespace fairlead::ui
