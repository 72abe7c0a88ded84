// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetesattempt.h"

#include "backends/kubernetes/objectwatch.h"
#include "backends/manifests/runlabels.h"
#include "backends/runs/inturn.h"
#include "namespaceremoval.h"
#include "runcleanup.h"
#include "runlogs.h"
#include "runmanifest.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::runs {

using kubernetes::ObjectList;
using Stage = PodProgress::Stage;

namespace {

constexpr auto NextLook = 10s;
constexpr auto ScaleUp = 15min;      // that an autoscaler gets for a node
constexpr auto MostProlonged = 1h;   // since it was let go
constexpr std::size_t MostAsked = 4; // pods whose events are read

} // namespace

void KubernetesAttempt::follow()
{
    m_job = new kubernetes::ObjectWatch(*m_http, *kubernetes::knownKind(u"batch/v1"_s, u"Job"_s), ns(), {},
                                        u"metadata.name="_s + name(), this);
    m_pods = new kubernetes::ObjectWatch(*m_http, *kubernetes::knownKind(u"v1"_s, u"Pod"_s), ns(),
                                         manifests::runSelector(m_settings.plan.launch.runId), {}, this);
    for (kubernetes::ObjectWatch *watch : {m_job, m_pods}) {
        connect(watch, &kubernetes::ObjectWatch::changed, this, guarded([this] { onChanged(); }));
        connect(watch, &kubernetes::ObjectWatch::stateChanged, this, guarded([this] { onState(); }));
        watch->start();
    }
    if (m_settings.schedulingLimit)
        m_schedulingTimer.start(*m_settings.schedulingLimit);
    m_eventTimer.start(m_settings.eventInterval);
    QMetaObject::invokeMethod(this, &KubernetesAttempt::askEvents, Qt::QueuedConnection);
}

//! What keeps us from seeing it, told once; who only looks does not wait for what is refused.
void KubernetesAttempt::onState()
{
    const std::optional<ApiError> &error = m_job->error() ? m_job->error() : m_pods->error();
    const QString why = error ? error->message : QString();
    if (!why.isEmpty() && why != m_lastProblem)
        emit noted(u"cannot be seen for now: "_s + why);
    m_lastProblem = why;
    if (error && !error->isTransient() && m_settings.onlyLooks && !m_wasSeen)
        return finish({.kind = AttemptEnd::Kind::Refused, .why = why, .leftovers = {u"Job "_s + name()}});
    onChanged();
}

//! Whether what the server tells is whole and of now.
bool KubernetesAttempt::isInSight() const
{
    return m_job->freshness() == kubernetes::Freshness::Live && m_pods->freshness() == kubernetes::Freshness::Live;
}

void KubernetesAttempt::onChanged()
{
    const std::vector<QJsonObject> jobs = m_job->objects();
    const bool isUnseen = m_pods->freshness() == kubernetes::Freshness::Connecting &&
                          !(m_pods->error() && m_pods->error()->kind == ApiError::Kind::Forbidden);
    if (m_job->freshness() == kubernetes::Freshness::Connecting || isUnseen)
        return;
    m_wasSeen = m_wasSeen || m_settings.isThere || !jobs.empty();
    if (!m_wasSeen)
        return;
    RunStatus status = runStatus(jobs.empty() ? QJsonObject() : jobs.front(), m_pods->objects());
    for (RunPod &pod : status.pods) {
        if (pod.progress.stage == Stage::Starting && !pod.progress.node.isEmpty() &&
            m_pulling.contains(pod.progress.pod))
            pod.progress.isPulling = true;
    }
    if (status.phase == RunPhase::Starting && !m_pulling.isEmpty())
        status.phase = RunPhase::Pulling;
    if (status.phase == RunPhase::Running || status.isOver()) {
        m_eventTimer.stop();
        m_schedulingTimer.stop();
    }
    setStatus(status);
    updateLogs();
    const AttemptEnd removed{.kind = AttemptEnd::Kind::Removed, .why = u"its Job was removed by somebody else"_s};
    if (jobs.empty())
        m_settings.onlyLooks ? finish(removed) : cleanUp(removed);
    else if (status.isOver())
        endWell();
}

void KubernetesAttempt::readLogs(bool follows)
{
    m_followsLogs = follows;
    if (m_wasSeen)
        updateLogs();
}

void KubernetesAttempt::updateLogs()
{
    if (!m_followsLogs || m_isStopping)
        return;
    if (!m_logs) {
        m_logs = new RunLogs(*m_http, ns(), *m_followsLogs, this);
        connect(m_logs, &RunLogs::received, this, &RunAttempt::logged);
        connect(m_logs, &RunLogs::failed, this,
                [this](const QString &pod, const QString &container, const ApiError &error) {
                    emit noted(u"the log of %1/%2 is not whole: %3"_s.arg(pod, container, error.message));
                });
        connect(m_logs, &RunLogs::caughtUp, this, [this] {
            emit caughtUp();
            if (m_isEnding)
                endWell();
        });
    }
    m_logs->read(status());
    if (m_logs->isThrough())
        QMetaObject::invokeMethod(this, &RunAttempt::caughtUp, Qt::QueuedConnection);
}

//! Of the Job and of pods that do not run; who may not see them does without.
void KubernetesAttempt::askEvents()
{
    if (m_isAskingEvents || !goesOn())
        return;
    std::vector<QString> names{name()};
    for (const RunPod &pod : status().pods) {
        if (names.size() <= MostAsked && pod.progress.stage != Stage::Running && !pod.hasEnded())
            names.push_back(pod.progress.pod);
    }
    m_isAskingEvents = true;
    const auto found = std::make_shared<std::vector<QJsonObject>>();
    const auto pulling = std::make_shared<QStringList>();
    inTurn(
        std::move(names),
        [this, found, pulling](const QString &name, const std::function<void()> &next) {
            m_objects->list(u"v1"_s, u"Event"_s, ns(), {}, u"involvedObject.name="_s + name, this,
                            [found, pulling, name, next](const ObjectList &events) {
                                if (events) {
                                    found->insert(found->end(), events->begin(), events->end());
                                    if (isPulling(*events))
                                        *pulling += name;
                                }
                                next();
                            });
        },
        [this, found, pulling] {
            m_isAskingEvents = false;
            if (!goesOn())
                return;
            m_pulling = *pulling;
            setEvents(runEvents(*found));
            if (m_wasSeen) // else they came before what they are about
                emit eventsRead();
            onChanged();
        });
}

//! Longer, where an autoscaler makes a node for it.
std::optional<std::chrono::seconds> KubernetesAttempt::prolonged() const
{
    if (!m_settings.timeouts.waitForAutoscaler)
        return {};
    const std::int64_t now = QDateTime::currentSecsSinceEpoch();
    if (status().released != 0 && now - status().released > std::chrono::seconds(MostProlonged).count())
        return {};
    std::optional<std::chrono::seconds> rest;
    for (const RunEvent &event : events()) {
        const std::chrono::seconds left = ScaleUp - std::chrono::seconds(now - event.last);
        if ((event.reason == "TriggeredScaleUp"_L1 || event.reason == "Nominated"_L1) && left > 0s)
            rest = left;
    }
    return rest;
}

void KubernetesAttempt::onSchedulingLimit()
{
    const bool waits = status().phase == RunPhase::Scheduling || status().phase == RunPhase::Queued;
    if (!waits || !goesOn())
        return;
    if (!isInSight()) { // it may run for all that is known
        m_schedulingTimer.start(NextLook);
        return;
    }
    if (const auto rest = prolonged()) {
        emit noted(u"an autoscaler makes a node: it gets %1 s more"_s.arg(rest->count()));
        m_schedulingTimer.start(*rest);
        return;
    }
    const RunAdvice advice = runAdvice(status(), events(), {});
    const QString why = advice.verbatim.isEmpty() ? advice.cause : advice.verbatim;
    cleanUp({.kind = AttemptEnd::Kind::NotScheduled,
             .why = u"not scheduled in %1 s: %2"_s.arg(m_settings.schedulingLimit->count()).arg(why)});
}

//! Its rights and logins go at once, not with the Job.
void KubernetesAttempt::endWell()
{
    m_isEnding = true;
    if (m_isTidying || (m_logs && !m_logs->isThrough()))
        return;
    m_isTidying = true;
    std::vector<QJsonObject> owned = m_settings.plan.job.owned();
    if (m_settings.login)
        owned.push_back(pullSecret(m_settings.plan.launch.pullSecret, ns(), {}));
    inTurn(
        std::move(owned),
        [this](const QJsonObject &object, const std::function<void()> &next) {
            m_objects->remove(kubernetes::ObjectClient::referenceTo(object), {}, this,
                              [next](const tl::expected<void, kubernetes::ObjectError> &) { next(); });
        },
        [this] {
            if (goesOn())
                finish({.kind = AttemptEnd::Kind::Over});
        });
}

void KubernetesAttempt::stop(bool isForced)
{
    m_isForced = m_isForced || isForced;
    const bool follows = m_pods && !m_isTidying;
    if (!std::exchange(m_isStopping, true) && follows)
        cleanUp({.kind = AttemptEnd::Kind::Stopped});
    else if (isForced && m_cleanUp)
        m_cleanUp->force();
}

void KubernetesAttempt::cleanUp(const AttemptEnd &end)
{
    if (m_cleanUp || isOver())
        return;
    m_pending = end;
    m_eventTimer.stop();
    m_schedulingTimer.stop();
    m_cleanUp = new RunCleanUp(*m_objects,
                               {.namespaceName = ns(),
                                .jobName = name(),
                                .selector = manifests::runSelector(m_settings.plan.launch.runId),
                                .isForced = m_isForced,
                                .pollInterval = m_settings.pollInterval},
                               this);
    connect(m_cleanUp, &RunCleanUp::finished, this, &KubernetesAttempt::onCleanUp);
    if (m_hasJob)
        m_cleanUp->start();
    else
        onCleanUp();
}

//! What could not be looked at is thought to be there.
void KubernetesAttempt::onCleanUp()
{
    m_pending.leftovers = m_cleanUp->leftovers();
    if (m_cleanUp->error() && m_pending.leftovers.isEmpty())
        m_pending.leftovers = {u"Job %1 (%2)"_s.arg(name(), m_cleanUp->error()->message)};
    if (m_pending.kind == AttemptEnd::Kind::Stopped || m_pending.kind == AttemptEnd::Kind::Removed) {
        RunStatus last = status();
        last.phase = RunPhase::Stopped;
        last.finished = QDateTime::currentSecsSinceEpoch();
        setStatus(last);
    }
    const bool isUnneeded = m_pending.leftovers.isEmpty() && !m_madeNamespace.isEmpty() && !m_pods;
    if (!isUnneeded)
        return finish(m_pending);
    auto *removal = new NamespaceRemoval(*m_objects, m_madeNamespace, m_settings.pollInterval, this);
    connect(removal, &NamespaceRemoval::finished, this, [this, removal] {
        if (!removal->isGone())
            emit noted(u"Namespace %1 stays: others use it by now"_s.arg(ns()));
        finish(m_pending);
    });
    removal->start();
}

} // namespace fairlead::runs
