// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activitycentre.h"

#include <QDateTime>
#include <QJsonObject>
#include <QtConcurrentRun>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::models {

namespace {

constexpr auto SaveDelay = 1s;
constexpr qsizetype MostKept = qsizetype(ActivitiesModel::MostEnded);

} // namespace

ActivityCentre::ActivityCentre(const QString &stateFolder, QObject *parent)
    : QObject(parent)
    , m_historyPath(stateFolder.isEmpty() ? QString() : stateFolder + "/activities.json"_L1)
    , m_files(stateFolder.isEmpty() ? nullptr : std::make_unique<LogFiles>(stateFolder + "/logs"_L1))
    , m_logs(m_files.get())
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(SaveDelay);
    connect(&m_saveTimer, &QTimer::timeout, this, &ActivityCentre::save);
    connect(&m_saving, &QFutureWatcherBase::finished, this, &ActivityCentre::onSaved);
    connect(&m_restoring, &QFutureWatcherBase::finished, this, [this] {
        m_activities.restoreHistory(m_restoring.result());
        emit restored();
    });
    connect(&m_activities, &ActivitiesModel::ended, this, &ActivityCentre::onEnded);
    connect(&m_activities, &ActivitiesModel::activityRemoved, this, &ActivityCentre::onRemoved);
    connect(&m_activities, &ActivitiesModel::activitiesChanged, this, &ActivityCentre::saveSoon);
    if (!m_files)
        return;
    connect(m_files.get(), &LogFiles::contentRead, this, &ActivityCentre::onContentRead);
    connect(m_files.get(), &LogFiles::failed, this, [this](const QString &id, const QString &reason) {
        if (ActivityDetails *details = live(id)) {
            details->problem = reason;
            emit detailsChanged(id);
        }
    });
}

ActivityCentre::~ActivityCentre()
{
    m_activities.disconnect(this);
    m_saving.waitForFinished();
    if (!m_historyPath.isEmpty() && (m_hasChanged || m_saveTimer.isActive()))
        saveHistory(m_historyPath, change(), MostKept);
}

void ActivityCentre::restore()
{
    if (!m_historyPath.isEmpty())
        m_restoring.setFuture(
            QtConcurrent::run([path = m_historyPath, logs = logFolder()] { return readHistory(path, logs); }));
}

QString ActivityCentre::logFolder() const
{
    return m_files ? m_files->folder() : QString();
}

QString ActivityCentre::begin(Activity activity, ActivitiesModel::Actions actions)
{
    const QString id = m_activities.add(std::move(activity), std::move(actions));
    m_mine.insert(id);
    const auto details = m_details.emplace(id, std::make_shared<ActivityDetails>()).first->second;
    if (const ActivityLogs::Queue queue = m_logs.queue(id))
        m_intakes[id] = std::make_unique<LogIntake>(queue, details->log, m_files != nullptr);
    if (m_files) {
        m_activities.update(id, [this](Activity &begun) { begun.logPath = m_files->path(begun.id); });
        m_files->open(id);
    }
    saveSoon();
    return id;
}

void ActivityCentre::update(const QString &id, const std::function<void(Activity &activity)> &change)
{
    m_activities.update(id, change);
}

//! Of one that has not ended.
ActivityDetails *ActivityCentre::live(const QString &id) const
{
    const Activity *activity = m_activities.activity(id);
    const auto found = m_details.find(id);
    return activity && !activity->hasEnded() && found != m_details.end() ? found->second.get() : nullptr;
}

void ActivityCentre::log(const QString &id, QByteArrayView utf8, LogRing::Source source)
{
    ActivityDetails *details = live(id);
    if (!details || utf8.isEmpty())
        return;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    details->log.append(utf8, now, source);
    if (m_files && details->problem.isEmpty())
        m_files->append(id, utf8, now, source);
}

void ActivityCentre::setSteps(const QString &id, const std::vector<docker::BuildStep> &steps)
{
    ActivityDetails *details = live(id);
    if (!details)
        return;
    const bool hadAny = details->steps.totalCount() > 0;
    details->steps.setSteps(steps);
    if (!hadAny && !steps.empty())
        emit detailsChanged(id);
}

void ActivityCentre::setLayers(const QString &id, const std::vector<docker::LayerProgress> &layers)
{
    ActivityDetails *details = live(id);
    if (!details)
        return;
    const bool hadAny = details->layers.totalCount() > 0;
    details->layers.setLayers(layers);
    if (!hadAny && !layers.empty())
        emit detailsChanged(id);
}

void ActivityCentre::finish(const QString &id, Activity::State state, const QString &result, bool hasWarning)
{
    Q_ASSERT(state >= Activity::State::Succeeded);
    m_activities.update(id, [&](Activity &activity) {
        activity.state = state;
        activity.result = result;
        activity.hasWarning = hasWarning && state == Activity::State::Succeeded;
    });
}

void ActivityCentre::onEnded(const Activity &activity)
{
    const auto found = m_details.find(activity.id);
    if (const auto intake = m_intakes.find(activity.id); intake != m_intakes.end()) {
        intake->second->takeRest();
        m_intakes.erase(intake);
        m_logs.close(activity.id);
    }
    if (found == m_details.end())
        return;
    found->second->log.finish();
    if (m_files)
        m_files->close(activity.id);
    keepEnded(activity.id);
    saveSoon();
}

//! The details of \p id are the newest of those that have ended; of the oldest only the files stay.
void ActivityCentre::keepEnded(const QString &id)
{
    m_ended.removeOne(id);
    m_ended += id;
    const auto bytes = [this] {
        qsizetype sum = 0;
        for (const QString &each : std::as_const(m_ended))
            sum += m_details[each]->log.ring().bytes();
        return sum;
    };
    while (m_ended.size() > 1 && (std::size_t(m_ended.size()) > MostDetails || bytes() > MostLogBytes)) {
        const QString oldest = m_ended.takeFirst();
        m_shown[oldest] = m_details[oldest];
        m_details.erase(oldest);
    }
    std::erase_if(m_shown, [](const auto &each) { return each.second.expired(); });
}

void ActivityCentre::onRemoved(const QString &id)
{
    m_details.erase(id);
    m_shown.erase(id);
    m_ended.removeOne(id);
    m_mine.remove(id);
    m_removed.insert(id);
    if (m_files)
        m_files->remove(id);
    saveSoon();
}

std::shared_ptr<ActivityDetails> ActivityCentre::details(const QString &id)
{
    if (const auto found = m_details.find(id); found != m_details.end())
        return found->second;
    if (const auto found = m_shown.find(id); found != m_shown.end()) {
        if (auto shown = found->second.lock())
            return shown;
    }
    const Activity *activity = m_activities.activity(id);
    if (!activity || !activity->hasEnded() || activity->logPath.isEmpty() || !m_files || m_files->path(id).isEmpty())
        return {};
    auto made = std::make_shared<ActivityDetails>();
    made->isReading = true;
    m_details.emplace(id, made);
    keepEnded(id);
    m_files->read(id);
    return made;
}

void ActivityCentre::onContentRead(const QString &id, const LogFiles::Content &content)
{
    const auto found = m_details.find(id);
    const auto shown = m_shown.find(id);
    const auto details = found != m_details.end() ? found->second
                         : shown != m_shown.end() ? shown->second.lock()
                                                  : nullptr;
    if (!details || !details->isReading)
        return;
    details->isReading = false;
    details->problem = content.problem;
    if (content.ring)
        details->log.setRing(std::move(*content.ring));
    if (found != m_details.end())
        keepEnded(id); // now it is known how much it is
    emit detailsChanged(id);
}

HistoryChange ActivityCentre::change() const
{
    HistoryChange change{.removed = m_removed};
    const QJsonArray all = m_activities.history(); // in their order: many begin in one second
    for (const QJsonValue &activity : all) {
        if (m_mine.contains(activity.toObject()[u"id"].toString()))
            change.mine.append(activity);
    }
    return change;
}

//! Not started anew: what changes all the time would never be saved.
void ActivityCentre::saveSoon()
{
    m_hasChanged = true;
    if (!m_historyPath.isEmpty() && !m_saveTimer.isActive() && !m_saving.isRunning())
        m_saveTimer.start();
}

void ActivityCentre::save()
{
    const HistoryChange change = this->change();
    m_hasChanged = false;
    if (change.isEmpty())
        return;
    m_removedBeforeSave = m_removed;
    m_saving.setFuture(
        QtConcurrent::run([path = m_historyPath, change] { return saveHistory(path, change, MostKept); }));
}

void ActivityCentre::onSaved()
{
    if (const QString reason = m_saving.result(); !reason.isEmpty())
        emit saveFailed(reason);
    else
        m_removed.subtract(std::exchange(m_removedBeforeSave, {}));
    if (m_hasChanged)
        saveSoon();
}

} // namespace fairlead::models
