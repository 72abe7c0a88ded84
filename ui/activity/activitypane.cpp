// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activitypane.h"

#include "activitybar.h"
#include "activityinspector.h"
#include "models/activities/activitycentre.h"
#include "models/keptstate.h"
#include "progressdelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statedelegate.h"

#include <QDateTime>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::ActivitiesModel;
using models::Activity;
using models::ActivityCentre;

constexpr int LeastTable = 150;

QList<int> activityColumns()
{
    using Column = ActivitiesModel::Column;
    QList<int> widths(ActivitiesModel::Columns, 0);
    widths[int(Column::Activity)] = 150;
    widths[int(Column::Target)] = 90;
    widths[int(Column::State)] = 100;
    widths[int(Column::Progress)] = 150;
    widths[int(Column::Started)] = 84;
    widths[int(Column::Elapsed)] = 64;
    widths[int(Column::Result)] = 140;
    return widths;
}

} // namespace

ActivityPane::ActivityPane(const Theme &theme, ActivityCentre &centre, QWidget *parent)
    : PaneWidget(parent)
    , m_theme(theme)
    , m_centre(centre)
    , m_header(new PaneHeader(tr("Activity"), tr("/ filter"), this))
    , m_export(new Exporter(*this, m_header->notice()))
    , m_inspector(new ActivityInspector(theme, centre, *m_export, m_header->notice(), this))
    , m_parts(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"page"_s);
    m_parts->addWidget(makeTablePanel());
    m_parts->addWidget(m_inspector);
    m_parts->setSizes({260, 400});
    m_parts->setHandleWidth(10);
    m_parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_parts, 1);
    m_header->addMenu(tr("Export"), tr("Export what is shown"), [this](QMenu &menu) {
        connect(menu.addAction(tr("This table as CSV…")), &QAction::triggered, m_table, &DataTable::exportRequested);
    });
    setFocusProxy(m_table);
    connectParts();
    refresh();
}

QWidget *ActivityPane::makeTablePanel()
{
    using Column = ActivitiesModel::Column;
    auto *panel = new Panel(this);
    panel->setMinimumHeight(LeastTable);
    m_table = new DataTable(m_theme, m_centre.activities(), tr("Activities"), panel);
    m_table->setDefaultColumns(activityColumns(), int(Column::Result), int(Column::Activity));
    m_table->setItemDelegateForColumn(int(Column::State), new StateDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(int(Column::Progress),
                                      new ProgressDelegate(m_theme, ActivitiesModel::ProgressRole, m_table));
    m_table->installEventFilter(this);
    m_bar = new ActivityBar(panel);
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

void ActivityPane::connectParts()
{
    ActivitiesModel &activities = m_centre.activities();
    FilterEdit &filter = m_header->filter();
    filter.explain(activities.queryFields());
    connect(&filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_centre.activities().setFilterText(text);
        m_header->setFilterProblem(models::problemsText({&m_centre.activities().query()}));
    });
    connect(&filter, &FilterEdit::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_empty, &EmptyState::actionRequested, &filter, &QLineEdit::clear);
    connect(m_table, &DataTable::currentRowChanged, this, &ActivityPane::showSelected);
    connect(m_table, &DataTable::exportRequested, this, [this] { m_export->askForTable(*m_table, u"activities"_s); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ActivityPane::refreshBar);
    connect(&activities, &models::IndexedTableModel::countsChanged, this, &ActivityPane::refresh);
    connect(&activities, &ActivitiesModel::activitiesChanged, this, &ActivityPane::refreshBar);
    connect(m_bar, &ActivityBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_bar, &ActivityBar::cancelRequested, this, [this](const QStringList &ids) {
        forEach(ids, [](ActivityCentre &centre, const QString &id) { centre.activities().cancel(id); });
    });
    connect(m_bar, &ActivityBar::retryRequested, this, [this](const QStringList &ids) {
        m_retried = ids.size() == 1 ? ids.front() : QString();
        m_retriedAt = QDateTime::currentSecsSinceEpoch();
        forEach(ids, [](ActivityCentre &centre, const QString &id) { centre.activities().retry(id); });
    });
    connect(m_bar, &ActivityBar::removeRequested, this, [this](const QStringList &ids) {
        forEach(ids, [](ActivityCentre &centre, const QString &id) { centre.activities().remove(id); });
    });
    connect(m_bar, &ActivityBar::removeEndedRequested, &activities, &ActivitiesModel::removeEnded);
    connect(&m_centre, &ActivityCentre::saveFailed, this, [this](const QString &reason) {
        m_header->notice().say(tr("The list of activities could not be kept on disk: %1").arg(reason),
                               models::Severity::Warning);
    });
    connect(&m_theme, &Theme::changed, this, &ActivityPane::showSelected);
}

void ActivityPane::forEach(const QStringList &ids, void (*act)(ActivityCentre &centre, const QString &id))
{
    for (const QString &id : ids)
        act(m_centre, id);
    m_centre.activities().flush();
}

void ActivityPane::refresh()
{
    const ActivitiesModel &activities = m_centre.activities();
    const bool hasRows = activities.rowCount() > 0;
    m_tableOrEmpty->setCurrentIndex(hasRows ? 0 : 1);
    m_inspector->setVisible(activities.totalCount() > 0);
    m_bar->setVisible(activities.totalCount() > 0);
    if (activities.totalCount() > 0)
        m_empty->setContent(tr("No activity matches the filter"), {}, tr("Clear the filter"));
    else
        m_empty->setContent(tr("Nothing has been done yet"),
                            tr("Builds, pushes, pulls and tests are listed here with their steps and logs while they "
                               "run and after they have ended, and stay when the console is closed."));
    refreshBar();
    followRetried();
    showSelected();
}

QStringList ActivityPane::selectedIds() const
{
    QStringList ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids += index.data(models::IndexedTableModel::KeyRole).toString();
    return ids;
}

void ActivityPane::refreshBar()
{
    const ActivitiesModel &activities = m_centre.activities();
    ActivityBar::Content content{.running = activities.runningCount()};
    content.ended = activities.totalCount() - content.running;
    for (const QString &id : selectedIds()) {
        const Activity *activity = activities.activity(id);
        if (!activity)
            continue; // on its way out
        if (activities.canCancel(id))
            content.cancellable += id;
        if (activities.canRetry(id))
            content.retryable += id;
        if (activity->hasEnded())
            content.removable += id;
    }
    m_bar->setContent(content);
}

void ActivityPane::showSelected()
{
    if (m_table->selectedKey() != m_retried)
        m_retried.clear();
    const QModelIndex state = m_table->currentIndex().siblingAtColumn(int(ActivitiesModel::Column::State));
    m_inspector->setActivity(m_table->selectedKey(),
                             state.data(models::IndexedTableModel::SeverityRole).value<models::Severity>());
}

//! Whoever presses Retry wants to see how it goes, unless they have gone elsewhere meanwhile.
void ActivityPane::followRetried()
{
    ActivitiesModel &activities = m_centre.activities();
    const Activity *retried = activities.activity(m_retried);
    if (!retried || m_table->selectedKey() != m_retried)
        return;
    for (int row = 0; row < activities.rowCount(); ++row) {
        const QString id = activities.index(row, 0).data(models::IndexedTableModel::KeyRole).toString();
        const Activity *begun = activities.activity(id);
        if (!begun || begun->created < m_retriedAt || id == m_retried || begun->kind != retried->kind ||
            begun->title != retried->title || begun->target != retried->target)
            continue;
        m_retried.clear();
        m_table->selectRowOf(activities.index(row, 0));
        return;
    }
}

void ActivityPane::selectActivity(const QString &id)
{
    ActivitiesModel &activities = m_centre.activities();
    activities.flush();
    const auto rowOf = [&] {
        for (int row = 0; row < activities.rowCount(); ++row) {
            if (activities.index(row, 0).data(models::IndexedTableModel::KeyRole).toString() == id)
                return activities.index(row, 0);
        }
        return QModelIndex();
    };
    if (!rowOf().isValid() && activities.activity(id))
        m_header->filter().clear();
    m_table->selectRowOf(rowOf());
}

QString ActivityPane::selectedActivity() const
{
    return m_table->selectedKey();
}

void ActivityPane::selectSomething()
{
    if (!m_table->currentIndex().isValid() && m_centre.activities().rowCount() > 0)
        m_table->selectRowOf(m_centre.activities().index(0, 0));
}

void ActivityPane::updateSeconds()
{
    if (!isVisible())
        return;
    m_centre.activities().updateAges();
    m_inspector->updateAges();
}

void ActivityPane::showEvent(QShowEvent *event)
{
    PaneWidget::showEvent(event);
    m_centre.activities().updateAges();
    selectSomething();
}

std::vector<Command> ActivityPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("Cancel the selected activities"), action, u"C"_s, [this] { m_bar->cancelSelected(); }},
        {tr("Retry the selected activities"), action, u"R"_s, [this] { m_bar->retrySelected(); }},
        {tr("Remove the selected activities…"), action, u"Del"_s, [this] { m_bar->removeSelected(); }},
        {tr("Remove all ended activities…"), action, {}, [this] { m_bar->removeEnded(); }},
        {tr("Search the log of the activity"), action, {}, [this] { m_inspector->log().focusSearch(); }},
    };
    for (Command &command : m_table->commands())
        commands.push_back(std::move(command));
    return commands;
}

std::vector<KeyGroup> ActivityPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    hints.insert(hints.begin(), {{{QKeySequence(Qt::Key_Return)}, tr("To the log")},
                                 {{QKeySequence(Qt::Key_C)}, tr("Cancel the selected activities")},
                                 {{QKeySequence(Qt::Key_R)}, tr("Retry the selected activities")},
                                 {{QKeySequence(Qt::Key_Delete)}, tr("Remove the selected activities")}});
    return {{tr("Table"), std::move(hints)}, {tr("In the log"), LogPanel::keyHints()}};
}

bool ActivityPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return PaneWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != 0)
        return PaneWidget::eventFilter(watched, event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_inspector->log().view().setFocus();
        return true;
    case Qt::Key_C:
        m_bar->cancelSelected();
        return true;
    case Qt::Key_R:
        m_bar->retrySelected();
        return true;
    case Qt::Key_Delete:
        m_bar->removeSelected();
        return true;
    default:
        return PaneWidget::eventFilter(watched, event);
    }
}

void ActivityPane::saveState(models::KeptState &settings) const
{
    settings.setValue("activity/columns"_L1, m_table->saveColumns());
    settings.setValue("activity/exportFolder"_L1, m_export->folder());
    settings.setValue("activity/splitter"_L1, m_parts->saveState());
    m_inspector->saveState(settings);
}

void ActivityPane::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("activity/columns"_L1).toByteArray());
    m_export->setFolder(settings.value("activity/exportFolder"_L1).toString());
    m_parts->restoreState(settings.value("activity/splitter"_L1).toByteArray());
    m_inspector->restoreState(settings);
}

} // namespace fairlead::ui
