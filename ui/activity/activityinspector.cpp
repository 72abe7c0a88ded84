// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activityinspector.h"

#include "detailtable.h"
#include "models/activities/activitycentre.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::Activity;
using models::LayersModel;
using models::StepsModel;

constexpr int SideBySide = 860; // below it the tables stand above the log
constexpr int ResultHeight = 96;
constexpr int LeastLog = 150;
constexpr int LeastTable = 96;

DetailTable::Look stepsLook()
{
    using Column = StepsModel::Column;
    QList<int> widths(StepsModel::Columns, 0);
    widths[int(Column::Step)] = 44;
    widths[int(Column::Name)] = 170;
    widths[int(Column::State)] = 92;
    widths[int(Column::Duration)] = 56;
    widths[int(Column::Transferred)] = 132;
    return {ActivityInspector::tr("Steps"),
            widths,
            int(Column::Name),
            int(Column::State),
            int(Column::Transferred),
            StepsModel::ProgressRole,
            {int(Column::Transferred)}};
}

DetailTable::Look layersLook()
{
    using Column = LayersModel::Column;
    QList<int> widths(LayersModel::Columns, 0);
    widths[int(Column::Layer)] = 100;
    widths[int(Column::State)] = 190;
    widths[int(Column::Transferred)] = 150;
    widths[int(Column::Rate)] = 70;
    widths[int(Column::Remaining)] = 64;
    return {ActivityInspector::tr("Layers"),
            widths,
            int(Column::Transferred),
            int(Column::State),
            int(Column::Transferred),
            LayersModel::ProgressRole,
            {int(Column::Rate), int(Column::Remaining)}};
}

//! "base/exec:1.2" as a part of a file's name.
QString fileNameOf(const QString &title)
{
    QString name = models::plainLine(title, 80);
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            c = u'-';
    }
    return name;
}

} // namespace

ActivityInspector::ActivityInspector(const Theme &theme, models::ActivityCentre &centre, Exporter &exporter,
                                     Notice &notice, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_centre(centre)
{
    setAccessibleName(tr("Activity"));
    build(exporter, notice);
    connect(&centre, &models::ActivityCentre::detailsChanged, this, [this](const QString &id) {
        if (id == m_id)
            showDetails();
    });
    setActivity({}, models::Severity::Dim);
}

ActivityInspector::~ActivityInspector()
{
    for (DetailTable *table : {m_steps, m_layers})
        table->setModel(nullptr); // the details go before the children
    m_log->setLog(nullptr);
}

void ActivityInspector::build(Exporter &exporter, Notice &notice)
{
    m_result = new WrappedText(u"message"_s, this);
    m_result->setAccessibleName(tr("Result, verbatim"));
    m_result->setMaximumHeight(ResultHeight);
    m_problem = new PlainLabel(u"warning"_s, this);
    m_failure = new PlainLabel(u"error"_s, this);
    for (PlainLabel *label : {m_problem, m_failure}) {
        label->makeParagraph();
        label->setContentsMargins(6, 0, 6, 0);
    }
    m_steps = new DetailTable(m_theme, stepsLook(), exporter, this);
    m_layers = new DetailTable(m_theme, layersLook(), exporter, this);
    m_tables = new QSplitter(Qt::Vertical, this);
    m_tables->addWidget(m_steps);
    m_tables->addWidget(m_layers);
    m_log = new LogPanel(m_theme, notice, this);
    m_parts = new QSplitter(Qt::Horizontal, this);
    m_parts->addWidget(m_tables);
    m_parts->addWidget(m_log);
    m_log->setMinimumHeight(LeastLog);
    m_tables->setMinimumHeight(LeastTable);
    connect(m_parts, &QSplitter::splitterMoved, this, [this] { m_areSizesTheUsers = true; });
    for (QSplitter *splitter : {m_tables, m_parts}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(8);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 8, 9, 6);
    layout->setSpacing(6);
    layout->addWidget(makeHead());
    layout->addWidget(m_problem);
    layout->addWidget(m_failure);
    layout->addWidget(m_result);
    layout->addWidget(m_parts, 1);
}

QWidget *ActivityInspector::makeHead()
{
    m_head = new QWidget(this);
    m_title = new ElidedLabel(u"heading"_s, m_head);
    m_state = new StateLabel(m_theme, m_head);
    m_facts = new ElidedLabel(u"dim"_s, m_head);
    m_openFolder = new QPushButton(tr("Open log folder"), m_head);
    m_copyPath = new QPushButton(tr("Copy log path"), m_head);
    auto *layout = new QVBoxLayout(m_head);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->setSpacing(2);
    m_headFirst = new QHBoxLayout;
    m_headSecond = new QHBoxLayout;
    for (QHBoxLayout *line : {m_headFirst, m_headSecond}) {
        line->setSpacing(10);
        layout->addLayout(line);
    }
    m_headFirst->addWidget(m_title);
    m_headFirst->addWidget(m_state);
    m_headFirst->addStretch(0); // what nothing else wants
    for (QPushButton *link : {m_openFolder, m_copyPath})
        link->setObjectName(u"link"_s);
    arrangeHead();
    connect(m_openFolder, &QPushButton::clicked, this, &ActivityInspector::openFolder);
    connect(m_copyPath, &QPushButton::clicked, this, [this] {
        if (const Activity *activity = m_centre.activities().activity(m_id))
            QApplication::clipboard()->setText(activity->logPath);
    });
    return m_head;
}

//! What was done, and how it is, is not squeezed by the rest.
void ActivityInspector::arrangeHead()
{
    const QWidgetList rest{m_facts, m_openFolder, m_copyPath};
    int wanted = -m_headFirst->spacing();
    for (const QWidget *widget : QWidgetList{m_title, m_state} + rest)
        wanted += widget->isHidden() ? 0 : widget->sizeHint().width() + m_headFirst->spacing();
    const QMargins margins = layout()->contentsMargins() + m_head->layout()->contentsMargins();
    const bool isWide = wanted <= contentsRect().width() - margins.left() - margins.right();
    QHBoxLayout &line = isWide ? *m_headFirst : *m_headSecond;
    if (line.indexOf(m_facts) >= 0)
        return;
    for (QWidget *widget : rest) {
        m_headFirst->removeWidget(widget);
        m_headSecond->removeWidget(widget);
        line.addWidget(widget, widget == m_facts ? 1 : 0);
    }
}

void ActivityInspector::openFolder()
{
    if (const Activity *activity = m_centre.activities().activity(m_id))
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(activity->logPath).absolutePath()));
}

void ActivityInspector::setActivity(const QString &id, models::Severity severity)
{
    m_severity = severity;
    const bool isAnother = m_id != id;
    m_id = id;
    if (isAnother || !m_details)
        showDetails();
    else
        refresh();
}

//! Tables and log let go of what they show before it goes.
void ActivityInspector::showDetails()
{
    const Activity *activity = m_centre.activities().activity(m_id);
    auto details = activity ? m_centre.details(m_id) : nullptr;
    StepsModel *steps = details && details->steps.totalCount() > 0 ? &details->steps : nullptr;
    LayersModel *layers = details && details->layers.totalCount() > 0 ? &details->layers : nullptr;
    if (details != m_details || bool(m_steps->table()) != bool(steps))
        m_steps->setModel(steps, [steps] { return steps->summary(); });
    if (details != m_details || bool(m_layers->table()) != bool(layers))
        m_layers->setModel(layers, [layers] { return layers->summary(); });
    m_tables->setVisible(steps || layers);
    if (!m_areSizesTheUsers) // of a push the log says little
        m_parts->setSizes(layers && !steps ? QList{620, 400} : QList{500, 520});
    m_log->setLog(details ? &details->log : nullptr, activity ? fileNameOf(activity->title) : QString(),
                  activity ? activity->logPath : QString());
    m_details = std::move(details);
    refresh();
}

void ActivityInspector::refresh()
{
    const Activity *activity = m_centre.activities().activity(m_id);
    m_head->setVisible(activity != nullptr);
    m_log->setPlaceholder(placeholder(activity));
    const bool isUnwritten = activity && !activity->hasEnded() && m_details && !m_details->problem.isEmpty();
    m_problem->setVisible(isUnwritten);
    if (isUnwritten)
        m_problem->setText(
            tr("The log is not kept on disk: %1. Make room in %2.")
                .arg(models::plainLine(m_details->problem, 300), models::plainLine(m_centre.logFolder())));
    const QString failure = m_details && activity ? m_details->steps.failure() : QString();
    m_failure->setText(failure);
    m_failure->setVisible(!failure.isEmpty());
    const QString result = activity && activity->hasEnded() ? models::plainText(activity->result).trimmed() : QString();
    m_result->setVisible(!result.isEmpty());
    if (m_result->toPlainText() != result)
        m_result->setText(result);
    if (activity)
        showHead(*activity);
}

void ActivityInspector::showHead(const Activity &activity)
{
    m_title->setFullText(tr("%1 %2").arg(models::kindText(activity.kind), models::plainLine(activity.title, 300)));
    m_state->setState(models::stateText(activity), m_severity);
    QStringList facts;
    if (!activity.target.isEmpty())
        facts += models::plainLine(activity.target, 300);
    if (activity.started > 0) {
        const QString elapsed = models::durationText(activity.elapsed(models::secondsNow()));
        facts += tr("started %1").arg(models::clockText(activity.started));
        facts += activity.hasEnded() ? tr("took %1").arg(elapsed) : tr("for %1").arg(elapsed);
    }
    if (!activity.hasEnded() && !activity.detail.isEmpty())
        facts += models::plainLine(activity.detail, 300);
    m_facts->setFullText(facts.join(u" · "_s));
    m_openFolder->setVisible(!activity.logPath.isEmpty());
    m_copyPath->setVisible(!activity.logPath.isEmpty());
    arrangeHead();
}

QString ActivityInspector::placeholder(const Activity *activity) const
{
    if (!activity)
        return tr("Select an activity to see its steps and its log.");
    if (!m_details)
        return tr("No log of this activity was kept.");
    if (m_details->isReading)
        return tr("Reading the log…");
    if (activity->hasEnded() && !m_details->problem.isEmpty())
        return tr("The log cannot be read: %1. It may have been one of the oldest, which are removed.")
            .arg(models::plainLine(m_details->problem, 300));
    return activity->hasEnded() ? tr("Nothing was written.") : tr("Nothing has been written yet.");
}

void ActivityInspector::updateAges()
{
    if (m_details) {
        m_details->steps.updateAges();
        m_details->layers.updateAges();
    }
    refresh();
}

void ActivityInspector::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    m_parts->setOrientation(width() >= SideBySide ? Qt::Horizontal : Qt::Vertical);
    arrangeHead();
}

void ActivityInspector::saveState(models::KeptState &settings) const
{
    settings.setValue("activity/steps"_L1, m_steps->saveColumns());
    settings.setValue("activity/layers"_L1, m_layers->saveColumns());
    if (m_areSizesTheUsers)
        settings.setValue("activity/parts"_L1, m_parts->saveState());
    m_log->saveState(settings, u"activity/log"_s);
}

void ActivityInspector::restoreState(const models::KeptState &settings)
{
    m_steps->restoreColumns(settings.value("activity/steps"_L1).toByteArray());
    m_layers->restoreColumns(settings.value("activity/layers"_L1).toByteArray());
    m_areSizesTheUsers = settings.contains("activity/parts"_L1) &&
                         m_parts->restoreState(settings.value("activity/parts"_L1).toByteArray());
    m_parts->setOrientation(width() >= SideBySide ? Qt::Horizontal : Qt::Vertical);
    m_log->restoreState(settings, u"activity/log"_s);
}

} // namespace fairlead::ui
