// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runspane.h"

#include "models/formats.h"
#include "models/keptstate.h"
#include "models/runs/rundetails.h"
#include "models/runs/runsmodel.h"
#include "newrunpage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/objectinspector.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statedelegate.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::RunEntry;
using models::RunsModel;

QList<int> runColumns()
{
    using Column = RunsModel::Column;
    QList<int> widths(RunsModel::Columns, 0);
    widths[int(Column::Run)] = 112;
    widths[int(Column::State)] = 128;
    widths[int(Column::Config)] = 60;
    widths[int(Column::Place)] = 70;
    widths[int(Column::Nodes)] = 46;
    widths[int(Column::Elapsed)] = 76;
    widths[int(Column::Begun)] = 76;
    widths[int(Column::User)] = 50;
    widths[int(Column::Command)] = 44;
    return widths;
}

} // namespace

RunsPane::RunsPane(const Theme &theme, RunsModel &runs, models::LaunchFactsKeeper &facts,
                   settings::SettingsStore &store, QWidget *parent)
    : PaneWidget(parent)
    , m_theme(theme)
    , m_runs(runs)
    , m_header(new PaneHeader(tr("Runs"), tr("/ filter"), this))
    , m_export(new Exporter(*this, m_header->notice()))
    , m_orphans(m_header->addButton({}))
    , m_inspector(new ObjectInspector(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
    , m_form(new NewRunPage(theme, facts, store, this))
{
    setObjectName(u"page"_s);
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->addWidget(m_pages);
    setFocusProxy(m_table);
    connectParts();
    refresh();
}

QWidget *RunsPane::makeList()
{
    auto *page = new QWidget(m_pages);
    m_orphans->setToolTip(tr("Ends what runs that nobody cares for have left, and takes it away"));
    m_columns->addWidget(makeTablePanel());
    m_columns->addWidget(m_inspector);
    m_columns->setSizes({740, 340});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
    QPushButton *newRun = m_header->addButton(tr("+ New run"));
    newRun->setToolTip(tr("Ctrl+N"));
    connect(newRun, &QPushButton::clicked, this, [this] { this->newRun(); });
    m_header->addMenu(tr("Export"), tr("Export what is shown"), [this](QMenu &menu) {
        connect(menu.addAction(tr("This table as CSV…")), &QAction::triggered, m_table, &DataTable::exportRequested);
    });
    return page;
}

void RunsPane::newRun(const std::optional<runs::RunForm> &form)
{
    m_pages->setCurrentWidget(m_form);
    m_form->begin(form);
}

void RunsPane::showList()
{
    m_pages->setCurrentIndex(0);
    m_table->setFocus();
}

//! The same once more, to be changed before it is launched.
void RunsPane::again(const QString &runId)
{
    const RunEntry *entry = m_runs.run(runId);
    if (entry && !entry->record.form.configId.isEmpty())
        newRun(entry->record.form);
}

QWidget *RunsPane::makeTablePanel()
{
    using Column = RunsModel::Column;
    auto *panel = new Panel(this);
    m_table = new DataTable(m_theme, m_runs, tr("Runs"), panel);
    m_table->setDefaultColumns(runColumns(), int(Column::Command), int(Column::Run));
    m_table->setItemDelegateForColumn(int(Column::State), new StateDelegate(m_theme, m_table));
    m_table->installEventFilter(this);
    m_empty = new EmptyState(panel);
    m_tableOrEmpty = new QStackedWidget(panel);
    m_tableOrEmpty->addWidget(m_table);
    m_tableOrEmpty->addWidget(m_empty);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->addWidget(m_tableOrEmpty);
    return panel;
}

void RunsPane::connectParts()
{
    FilterEdit &filter = m_header->filter();
    filter.explain(m_runs.queryFields());
    connect(&filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_runs.setFilterText(text);
        m_header->setFilterProblem(models::problemsText({&m_runs.query()}));
    });
    connect(&filter, &FilterEdit::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_runs.totalCount() > 0 ? m_header->filter().clear() : newRun(); });
    connect(m_pages, &QStackedWidget::currentChanged, m_header,
            [this](int page) { m_header->setEnabled(page == 0); }); // no key leads to what the form hides
    connect(m_form, &NewRunPage::left, this, &RunsPane::showList);
    connect(m_form, &NewRunPage::launchRequested, this,
            [this](const runs::RunForm &form, const models::RunOutlook &outlook) {
                showList();
                m_selectsNext = outlook.runId;
                emit launchRequested(form, outlook);
            });
    connect(m_table, &DataTable::currentRowChanged, this, &RunsPane::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::showSelected);
    connect(m_table, &DataTable::exportRequested, this, [this] { m_export->askForTable(*m_table, u"runs"_s); });
    connect(&m_runs, &models::IndexedTableModel::countsChanged, this, &RunsPane::refresh);
    connect(&m_runs, &RunsModel::objectChanged, this, [this](const QString &runId) {
        refresh();
        if (m_selectsNext == runId) {
            m_selectsNext.clear();
            selectRun(runId);
        }
        if (selectedIds().contains(runId))
            showSelected();
    });
    connect(m_inspector, &ObjectInspector::actionRequested, this, [this](Action action) {
        action == Action::Again ? again(m_table->selectedKey()) : askFirst(action, selectedIds());
    });
    connect(m_inspector, &ObjectInspector::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_orphans, &QPushButton::clicked, this, [this] { askFirst(Action::CleanUp, m_runs.orphans()); });
    connect(&m_theme, &Theme::changed, this, &RunsPane::showSelected);
}

void RunsPane::refresh()
{
    const bool hasRows = m_runs.rowCount() > 0;
    m_tableOrEmpty->setCurrentIndex(hasRows ? 0 : 1);
    m_inspector->setVisible(m_runs.totalCount() > 0);
    if (m_runs.totalCount() > 0)
        m_empty->setContent(tr("No run matches the filter"), {}, tr("Clear the filter"));
    else
        m_empty->setContent(
            tr("Nothing has been run yet"),
            tr("Jobs that you launch are listed here: how each stands, why it waits, and what it left."),
            tr("New run"));
    const int orphans = int(m_runs.orphans().size());
    m_orphans->setText(tr("Remove %Ln left behind…", nullptr, orphans));
    m_orphans->setVisible(orphans > 0);
    showSelected();
}

QStringList RunsPane::selectedIds() const
{
    QStringList ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids += index.data(models::IndexedTableModel::KeyRole).toString();
    return ids;
}

void RunsPane::showSelected()
{
    const QStringList ids = selectedIds();
    if (ids.size() > 1) {
        models::ObjectDetails details{.title = tr("%Ln runs", nullptr, int(ids.size()))};
        const QStringList stoppable = fitting(Action::Stop, ids);
        const QStringList removable = fitting(Action::Remove, ids);
        if (!stoppable.isEmpty())
            details.actions.push_back({Action::Stop, tr("Stop %1…").arg(models::numberText(stoppable.size())), true});
        if (!removable.isEmpty())
            details.actions.push_back({Action::Remove, tr("Remove %1…").arg(models::numberText(removable.size()))});
        m_inspector->setDetails(ids.join(u'\n'), details);
    } else if (ids.isEmpty()) {
        m_inspector->setHint(tr("Select a run to see how it stands."));
    } else {
        showOne(ids.front());
    }
}

void RunsPane::showOne(const QString &runId)
{
    if (const RunEntry *entry = m_runs.run(runId))
        m_inspector->setDetails(runId, runDetails(*entry, models::secondsNow()));
}

QStringList RunsPane::fitting(Action action, const QStringList &ids) const
{
    QStringList result;
    for (const QString &id : ids) {
        const RunEntry *entry = m_runs.run(id);
        if (!entry || entry->isEnding)
            continue;
        const bool canBeStopped = !entry->record.isOver();
        if (action == Action::CleanUp || canBeStopped == (action == Action::Stop))
            result += id;
    }
    return result;
}

QString RunsPane::namesOf(const QStringList &ids) const
{
    QStringList names;
    for (const QString &id : ids) {
        const RunEntry *entry = m_runs.run(id);
        const runs::AttemptRecord *last = entry ? entry->record.last() : nullptr;
        if (entry)
            names += last ? tr("%1 at %2").arg(entry->record.name, last->place) : entry->record.name;
    }
    return models::namesText(names);
}

void RunsPane::askFirst(Action action, const QStringList &asked)
{
    const QStringList ids = fitting(action, asked);
    if (ids.isEmpty())
        return;
    const int count = int(ids.size());
    ConfirmForm::Question question{.names = namesOf(ids)};
    if (action == Action::Remove) {
        question.text = tr("Remove %Ln runs that have ended?", nullptr, count);
        question.warning = tr("What is left of them at their places goes with them, their logs too.");
        question.action = tr("Remove");
        question.run = [this, ids] {
            for (const QString &id : ids)
                emit removalRequested(id);
        };
    } else {
        question.text = action == Action::Stop ? tr("Stop %Ln runs?", nullptr, count)
                                               : tr("Remove what %Ln runs have left behind?", nullptr, count);
        question.warning = tr("Their processes end, and all that was made for them is taken away.");
        question.action = action == Action::Stop ? tr("Stop") : tr("Remove");
        question.run = [this, ids] {
            for (const QString &id : ids)
                emit stopRequested(id, false);
        };
    }
    m_inspector->ask(std::move(question));
}

//! Of those that are ending and take their time.
void RunsPane::askForForce(const QStringList &asked)
{
    QStringList ids;
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(ids), [this](const QString &id) {
        const RunEntry *entry = m_runs.run(id);
        return entry && (entry->isEnding || !entry->record.isOver());
    });
    if (ids.isEmpty())
        return;
    m_inspector->ask({.text = tr("Kill %Ln runs at once?", nullptr, int(ids.size())),
                      .names = namesOf(ids),
                      .warning = tr("Their processes get no time to save anything."),
                      .action = tr("Kill"),
                      .run = [this, ids] {
                          for (const QString &id : ids)
                              emit stopRequested(id, true);
                      }});
}

void RunsPane::selectRun(const QString &runId)
{
    m_runs.flush();
    if (!m_runs.indexOf(runId).isValid() && m_runs.run(runId))
        m_header->filter().clear();
    m_table->selectRowOf(m_runs.indexOf(runId));
}

QString RunsPane::selectedRun() const
{
    return m_table->selectedKey();
}

void RunsPane::selectSomething()
{
    if (!m_table->currentIndex().isValid() && m_runs.rowCount() > 0)
        m_table->selectRowOf(m_runs.index(0, 0));
}

void RunsPane::updateSeconds()
{
    if (isVisible())
        m_runs.updateElapsed();
}

void RunsPane::updateAges()
{
    m_runs.updateAges();
    showSelected();
}

void RunsPane::showEvent(QShowEvent *event)
{
    PaneWidget::showEvent(event);
    m_runs.updateAges();
    selectSomething();
}

std::vector<Command> RunsPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("New run"), action, u"Ctrl+N"_s, [this] { newRun(); }},
        {tr("Run the selected one again…"), action, {}, [this] { again(m_table->selectedKey()); }},
        {tr("Stop the selected runs…"), action, u"S"_s, [this] { askFirst(Action::Stop, selectedIds()); }},
        {tr("Kill the selected runs…"), action, {}, [this] { askForForce(selectedIds()); }},
        {tr("Remove the selected runs…"), action, u"Del"_s, [this] { askFirst(Action::Remove, selectedIds()); }},
        {tr("Remove what runs have left behind…"), action, {}, [this] { askFirst(Action::CleanUp, m_runs.orphans()); }},
    };
    for (Command &command : m_table->commands())
        commands.push_back(std::move(command));
    return commands;
}

std::vector<KeyGroup> RunsPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    hints.insert(hints.begin(), {{{QKeySequence(Qt::Key_S)}, tr("Stop the selected runs")},
                                 {{QKeySequence(Qt::Key_Delete)}, tr("Remove the selected runs")}});
    return {{tr("Table"), std::move(hints)}};
}

bool RunsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return PaneWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != 0)
        return PaneWidget::eventFilter(watched, event);
    if (key->key() != Qt::Key_S && key->key() != Qt::Key_Delete)
        return PaneWidget::eventFilter(watched, event);
    askFirst(key->key() == Qt::Key_S ? Action::Stop : Action::Remove, selectedIds());
    return true;
}

void RunsPane::saveState(models::KeptState &settings) const
{
    settings.setValue("runs/columns"_L1, m_table->saveColumns());
    settings.setValue("runs/exportFolder"_L1, m_export->folder());
    settings.setValue("runs/splitter"_L1, m_columns->saveState());
    m_inspector->saveState(settings);
    m_form->saveState(settings);
}

void RunsPane::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("runs/columns"_L1).toByteArray());
    m_export->setFolder(settings.value("runs/exportFolder"_L1).toString());
    m_columns->restoreState(settings.value("runs/splitter"_L1).toByteArray());
    m_inspector->restoreState(settings);
    m_form->restoreState(settings);
}

} // namespace fairlead::ui
