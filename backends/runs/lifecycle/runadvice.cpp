// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runadvice.h"

#include "endadvice.h"
#include "pulladvice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Stage = PodProgress::Stage;
using Cause = NodeFit::Cause;

//! The last of \p events with one of \p reasons; null: none.
const RunEvent *lastOf(const std::vector<RunEvent> &events, const QStringList &reasons)
{
    const auto found = std::find_if(events.rbegin(), events.rend(),
                                    [&reasons](const RunEvent &event) { return reasons.contains(event.reason); });
    return found == events.rend() ? nullptr : &*found;
}

//! Of a Job whose controller may not make its pods.
RunAdvice refusedAdvice(const RunEvent &event)
{
    RunAdvice advice{.verbatim = event.message};
    if (event.message.contains("exceeded quota"_L1)) {
        advice.cause = u"The quota of the namespace has no room for its pods."_s;
        advice.remedies = {u"ask for less, or end something else in this namespace"_s,
                           u"have the ResourceQuota raised"_s};
    } else if (event.message.contains("PodSecurity"_L1)) {
        advice.cause = u"The Pod Security level of the namespace forbids its pods."_s;
        advice.remedies = {u"change what it names in the security context of the config"_s,
                           u"take a namespace with another level"_s};
    } else if (event.message.contains("serviceaccount"_L1)) {
        advice.cause = u"Its service account is not there."_s;
        advice.remedies = {u"have it made, or take another in the config"_s};
    } else {
        advice.cause = u"The cluster refuses its pods."_s;
        advice.remedies = {u"change what the cluster names"_s};
    }
    return advice;
}

QString remedyOf(const ClusterFit::Reason &reason)
{
    switch (reason.cause) {
    case Cause::Taint:
        return u"tolerate the %1"_s.arg(reason.text);
    case Cause::Label:
        return u"select other nodes (%1)"_s.arg(reason.text);
    case Cause::Affinity:
        return u"change the affinity of the config"_s;
    case Cause::Room:
        return u"ask for less, or wait until others end (%1)"_s.arg(reason.text);
    case Cause::State:
        return u"wait until the node takes pods again (%1)"_s.arg(reason.text);
    case Cause::None:
        break;
    }
    return {};
}

RunAdvice schedulingAdvice(const RunStatus &status, const std::vector<RunEvent> &events,
                           const std::optional<ClusterFit> &fit)
{
    RunAdvice advice{.cause = u"No node has been found yet."_s, .verbatim = status.message};
    for (const RunPod &pod : status.pods) {
        if (pod.progress.node.isEmpty() && !pod.gates.isEmpty())
            return {.cause = u"Its pod is held back by the scheduling gate %1."_s.arg(pod.gates.join(u", "_s)),
                    .remedies = {u"see whoever has set it"_s}};
    }
    if (const RunEvent *up = lastOf(events, {u"TriggeredScaleUp"_s, u"Nominated"_s})) {
        advice.cause = u"No node has room; an autoscaler is making one."_s;
        advice.verbatim = up->message;
        advice.remedies = {u"wait for it"_s};
        return advice;
    }
    if (fit) {
        advice.cause = fit->isPossible() ? u"No node takes it now: it %1."_s.arg(fit->text())
                                         : u"No node will take it: it %1."_s.arg(fit->text());
        for (const ClusterFit::Reason &reason : fit->reasons) {
            const QString remedy = remedyOf(reason);
            if (!remedy.isEmpty() && advice.remedies.size() < 3)
                advice.remedies += remedy;
        }
    }
    if (const RunEvent *no = lastOf(events, {u"NotTriggerScaleUp"_s}))
        advice.remedies += u"the autoscaler makes none: "_s + no->message;
    advice.remedies += u"take another context"_s;
    return advice;
}

//! Of a container that does not start, or not for long.
RunAdvice stuckAdvice(const RunPod &pod)
{
    const PodProgress &progress = pod.progress;
    if (progress.reason == "CreateContainerConfigError"_L1)
        return {.cause = u"Something that its container refers to is not there."_s,
                .verbatim = progress.message,
                .remedies = {u"have the Secret or ConfigMap made in the namespace, or correct its name or key"_s}};
    if (progress.reason == "CreateContainerError"_L1 || progress.reason == "RunContainerError"_L1)
        return {.cause = u"Node %1 cannot start the container."_s.arg(progress.node),
                .verbatim = progress.message,
                .remedies = {u"see whether the image has the command, and the node the runtime that is asked for"_s}};
    if (progress.reason == "CrashLoopBackOff"_L1) {
        QString last;
        for (const RunContainer &container : pod.containers) {
            if (container.reason == "CrashLoopBackOff"_L1)
                last = container.lastEnd;
        }
        return {.cause = last.isEmpty() ? u"Its container ends again and again."_s
                                        : u"Its container ends again and again: %1."_s.arg(last),
                .verbatim = progress.message,
                .remedies = {u"read the log of the instance before"_s}};
    }
    return pullAdvice(pod);
}

RunAdvice startingAdvice(const std::vector<RunEvent> &events)
{
    if (const RunEvent *volume = lastOf(events, {u"FailedMount"_s, u"FailedAttachVolume"_s, u"FailedMapVolume"_s}))
        return {.cause = u"Its node waits for a volume."_s,
                .verbatim = volume->message,
                .remedies = {u"see whether the claim is bound, and not held by another node"_s}};
    if (const RunEvent *sandbox = lastOf(events, {u"FailedCreatePodSandBox"_s}))
        return {.cause = u"Its node cannot make the pod's network or sandbox."_s,
                .verbatim = sandbox->message,
                .remedies = {u"see the node: its network plugin, or the runtime class that is asked for"_s}};
    return {};
}

} // namespace

std::vector<RunEvent> runEvents(const std::vector<QJsonObject> &events)
{
    std::vector<RunEvent> result;
    for (const QJsonObject &event : events) {
        const QJsonValue about = event.value("involvedObject"_L1);
        const QJsonValue series = event.value("series"_L1);
        RunEvent made{.reason = event.value("reason"_L1).toString(),
                      .message = event.value("message"_L1).toString(),
                      .object = about["kind"_L1].toString() + u' ' + about["name"_L1].toString(),
                      .count = std::max({1, event.value("count"_L1).toInt(), series["count"_L1].toInt()}),
                      .isWarning = event.value("type"_L1) == "Warning"_L1};
        for (const QString &time :
             {event.value("lastTimestamp"_L1).toString(), series["lastObservedTime"_L1].toString(),
              event.value("eventTime"_L1).toString(), event.value("metadata"_L1)["creationTimestamp"_L1].toString()})
            made.last = std::max(made.last, secondsOf(time));
        result.push_back(std::move(made));
    }
    std::stable_sort(result.begin(), result.end(), [](const auto &a, const auto &b) { return a.last < b.last; });
    return result;
}

RunAdvice runAdvice(const RunStatus &status, const std::vector<RunEvent> &events, const std::optional<ClusterFit> &fit)
{
    if (status.phase == RunPhase::Failed)
        return endAdvice(status);
    if (status.isOver() || status.phase == RunPhase::Running)
        return {};
    if (status.phase == RunPhase::Queued) {
        const RunEvent *queue = lastOf(events, {u"Pending"_s, u"QuotaReserved"_s, u"CreatedWorkload"_s});
        if (!queue) // what it owns is being made
            return {};
        return {.cause = u"Its Job is held back by its queue."_s,
                .verbatim = queue->message,
                .remedies = {u"see the queue: how much of its quota is taken"_s}};
    }
    for (const RunPod &pod : status.pods) {
        if (pod.progress.stage == Stage::Stuck)
            return stuckAdvice(pod);
        if (pod.isLost)
            return {.cause = u"Node %1 no longer tells of its pod."_s.arg(pod.progress.node),
                    .remedies = {u"wait until the node is back or given up, or stop the run by force"_s}};
    }
    if (const RunEvent *refused = lastOf(events, {u"FailedCreate"_s}); refused && status.pods.empty())
        return refusedAdvice(*refused);
    if (status.phase == RunPhase::Scheduling)
        return status.pods.empty() ? RunAdvice{.cause = u"Its pods are being made."_s}
                                   : schedulingAdvice(status, events, fit);
    return startingAdvice(events);
}

QString RunAdvice::text() const
{
    QStringList lines;
    for (const QString &line : {cause, verbatim})
        lines += line;
    for (const QString &remedy : remedies)
        lines += u"- "_s + remedy;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace fairlead::runs
