// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runadvice.h"

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

bool hasAny(const QString &text, const QStringList &words)
{
    return std::any_of(words.begin(), words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

//! Of a Job whose controller may not make its pods.
RunAdvice refusedAdvice(const RunEvent &event)
{
    RunAdvice advice{.verbatim = event.message};
    if (hasAny(event.message, {u"exceeded quota"_s})) {
        advice.cause = u"The quota of the namespace has no room for its pods."_s;
        advice.remedies = {u"ask for less, or end something else in this namespace"_s,
                           u"have the ResourceQuota raised"_s};
    } else if (hasAny(event.message, {u"PodSecurity"_s, u"violates"_s})) {
        advice.cause = u"The Pod Security level of the namespace forbids its pods."_s;
        advice.remedies = {u"change what it names in the security context of the config"_s,
                           u"take a namespace with another level"_s};
    } else if (hasAny(event.message, {u"serviceaccount"_s})) {
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

RunAdvice pullAdvice(const RunPod &pod)
{
    RunAdvice advice{.verbatim = pod.progress.message};
    const QString where = u"Node %1 "_s.arg(pod.progress.node);
    switch (pullFailure(pod.progress.reason, pod.progress.message)) {
    case PullFailure::NotFound:
        advice.cause = where + u"does not find the image: its registry has no such repository or tag."_s;
        advice.remedies = {u"push the image, or correct its name"_s,
                           u"some registries say so, too, where the login may not see it: check the pull secret"_s};
        break;
    case PullFailure::Unauthorized:
        advice.cause = where + u"may not pull the image."_s;
        advice.remedies = {u"give a pull secret whose login may pull it"_s};
        break;
    case PullFailure::NoRoute:
        advice.cause = where + u"does not reach the registry of the image."_s;
        advice.remedies = {u"see its name, proxy and firewall from that node"_s,
                           u"take a registry that the nodes reach"_s};
        break;
    case PullFailure::Certificate:
        advice.cause = where + u"does not trust the certificate of the registry."_s;
        advice.remedies = {u"have the nodes trust it"_s};
        break;
    case PullFailure::TooMany:
        advice.cause = u"The registry takes no more pulls from there for now."_s;
        advice.remedies = {u"give a pull secret with a login of its own, or a mirror"_s, u"wait"_s};
        break;
    case PullFailure::BadName:
        advice.cause = u"The name of the image is none."_s;
        advice.remedies = {u"correct it"_s};
        break;
    case PullFailure::Never:
        advice.cause = where + u"does not have the image and may not pull it."_s;
        advice.remedies = {u"take another pull policy than Never"_s};
        break;
    case PullFailure::Other:
        advice.cause = where + u"cannot pull the image."_s;
        advice.remedies = {u"see what it says of it"_s};
        break;
    }
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

struct Ending
{
    QString reason; //!< contained in the reason or the message; empty: by exit code alone
    int exitCode = 0;
    QString cause;
    QString remedy;
};

const std::vector<Ending> &endings()
{
    static const std::vector<Ending> all{
        {u"DeadlineExceeded"_s, 0, u"It took longer than its time limit."_s, u"give it more time, or let it do less"_s},
        {u"OOMKilled"_s, 0, u"It took more memory than its limit, and was killed."_s,
         u"raise the memory of the config, or let it take less at a time"_s},
        {u"ephemeral"_s, 0, u"It was evicted: the node's disk, or its share of it, was full."_s,
         u"write to a volume, or ask for ephemeral-storage"_s},
        {u"Evicted"_s, 0, u"It was evicted: its node was short of something."_s,
         u"ask for what it really takes, so that the scheduler counts it"_s},
        {u"UnexpectedAdmissionError"_s, 0, u"Its node could not give it its devices."_s,
         u"see the device plugin on that node"_s},
        {u"OutOf"_s, 0, u"Its node had no room left when it came."_s, u"run it again"_s},
        {u"NodeLost"_s, 0, u"Its node is lost."_s, u"run it again, and see the node"_s},
        {u"StartError"_s, 0, u"Its image lacks the program, or it cannot be run."_s,
         u"give a command that the image has"_s},
        {u"ContainerCannotRun"_s, 0, u"Its image lacks the program, or it cannot be run."_s,
         u"give a command that the image has"_s},
        {{}, 126, u"Its program may not be run."_s, u"see the permissions of the program in the image"_s},
        {{}, 127, u"Its shell did not find the program."_s, u"give a command that the image has"_s},
        {{}, 137, u"It was killed (SIGKILL)."_s, u"see the events, and the memory of its node"_s},
        {{}, 139, u"It crashed (a segmentation fault)."_s, u"read its log"_s},
        {{}, 143, u"It was told to end (SIGTERM)."_s, u"see who stopped it"_s},
    };
    return all;
}

RunAdvice endAdvice(const RunStatus &status)
{
    for (const RunPod &pod : status.pods) {
        if (!pod.disruption.isEmpty())
            return {.cause = u"A pod of it was taken away: %1."_s.arg(pod.disruption),
                    .verbatim = status.message == pod.disruption ? QString() : status.message,
                    .remedies = {u"run it again, with a higher priority if that happens often"_s}};
    }
    for (const Ending &ending : endings()) {
        const bool isIt = ending.reason.isEmpty()
                              ? ending.exitCode == status.exitCode
                              : status.reason.contains(ending.reason) || status.message.contains(ending.reason);
        if (isIt)
            return {.cause = ending.cause, .verbatim = status.message, .remedies = {ending.remedy}};
    }
    return {.cause = u"Its program ended with exit code %1."_s.arg(status.exitCode),
            .verbatim = status.message,
            .remedies = {u"read its log"_s}};
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

PullFailure pullFailure(const QString &reason, const QString &message)
{
    if (reason == "InvalidImageName"_L1)
        return PullFailure::BadName;
    if (reason == "ErrImageNeverPull"_L1)
        return PullFailure::Never;
    if (hasAny(message, {u"x509"_s, u"certificate"_s}))
        return PullFailure::Certificate;
    if (hasAny(message, {u"429"_s, u"toomanyrequests"_s, u"rate limit"_s}))
        return PullFailure::TooMany;
    if (hasAny(message, {u"401"_s, u"403"_s, u"unauthorized"_s, u"denied"_s, u"no basic auth"_s, u"authoriz"_s}))
        return PullFailure::Unauthorized;
    if (hasAny(message, {u"not found"_s, u"manifest unknown"_s, u"404"_s, u"does not exist"_s}) &&
        !hasAny(message, {u"no such host"_s}))
        return PullFailure::NotFound;
    if (hasAny(message, {u"no such host"_s, u"dial tcp"_s, u"i/o timeout"_s, u"connection refused"_s, u"no route"_s,
                         u"deadline exceeded"_s, u"network is unreachable"_s, u"server gave HTTP response"_s}))
        return PullFailure::NoRoute;
    return PullFailure::Other;
}

RunAdvice runAdvice(const RunStatus &status, const std::vector<RunEvent> &events, const std::optional<ClusterFit> &fit)
{
    if (status.phase == RunPhase::Failed)
        return endAdvice(status);
    if (status.isOver() || status.phase == RunPhase::Running)
        return {};
    if (status.phase == RunPhase::Queued) {
        const RunEvent *queue =
            lastOf(events, {u"Pending"_s, u"QuotaReserved"_s, u"Suspended"_s, u"CreatedWorkload"_s});
        return {.cause = u"Its Job is held back."_s,
                .verbatim = queue ? queue->message : QString(),
                .remedies = {u"see its queue: how much of its quota is taken"_s}};
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
