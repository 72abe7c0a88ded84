// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runstatus.h"

#include "backends/manifests/podtemplate.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Stage = PodProgress::Stage;

constexpr QLatin1StringView MainContainer(manifests::MainContainer);

QJsonValue conditionOf(const QJsonValue &status, QLatin1StringView type)
{
    for (const QJsonValue condition : status["conditions"_L1].toArray()) {
        if (condition["type"_L1] == type && condition["status"_L1] == "True"_L1)
            return condition;
    }
    return {};
}

//! That which failed first; null: none has.
const RunPod *firstFailed(const std::vector<RunPod> &pods)
{
    const RunPod *first = nullptr;
    for (const RunPod &pod : pods) {
        const bool hasFailed = pod.hasEnded() && pod.progress.exitCode != 0;
        if (hasFailed && (!first || (pod.ended != 0 && pod.ended < first->ended)))
            first = &pod;
    }
    return first;
}

//! By index, the replaced before their successors.
std::vector<RunPod> podsOf(const std::vector<QJsonObject> &objects)
{
    std::vector<RunPod> pods;
    for (const QJsonObject &object : objects)
        pods.push_back(runPod(object, MainContainer));
    std::stable_sort(pods.begin(), pods.end(), [](const RunPod &a, const RunPod &b) {
        return std::pair(a.index, a.created) < std::pair(b.index, b.created);
    });
    return pods;
}

void takeFailure(RunStatus &status, const QJsonValue &condition)
{
    status.phase = RunPhase::Failed;
    status.reason = condition["reason"_L1].toString();
    status.message = condition["message"_L1].toString();
    status.finished = secondsOf(condition["lastTransitionTime"_L1].toString());
    status.exitCode = 1;
    const RunPod *failed = firstFailed(status.pods);
    if (!failed || status.reason == "DeadlineExceeded"_L1)
        return;
    status.exitCode = failed->progress.exitCode;
    status.reason = failed->progress.reason == "Error"_L1 ? QString() : failed->progress.reason;
    status.message = failed->progress.message;
    if (!failed->disruption.isEmpty())
        status.message = failed->disruption;
}

//! Of a run that goes on: the pod that is least far says where it is.
void takeProgress(RunStatus &status)
{
    int placed = 0;
    int failed = 0; // its Job has yet to say what that means
    bool isPulling = false;
    for (std::size_t i = 0; i < status.pods.size(); ++i) {
        const RunPod &pod = status.pods[i];
        const bool isReplaced = i + 1 < status.pods.size() && status.pods[i + 1].index == pod.index;
        if (isReplaced)
            continue;
        const PodProgress &progress = pod.progress;
        placed += progress.node.isEmpty() ? 0 : 1;
        isPulling = isPulling || progress.isPulling;
        status.running += progress.stage == Stage::Running ? 1 : 0;
        status.ended += progress.stage == Stage::Ended && progress.exitCode == 0 ? 1 : 0;
        failed += progress.stage == Stage::Ended && progress.exitCode != 0 ? 1 : 0;
        if (progress.stage == Stage::Stuck || (progress.stage == Stage::Unschedulable && !status.isStuck)) {
            status.isStuck = status.isStuck || progress.stage == Stage::Stuck;
            status.reason = progress.reason;
            status.message = progress.message;
        }
        status.scheduled = std::max(status.scheduled, pod.scheduled);
        status.started = std::max(status.started, pod.started);
    }
    if (placed < status.wanted)
        status.scheduled = 0;
    if (status.running + status.ended < status.wanted)
        status.started = 0;
    if (status.running + status.ended + failed == status.wanted)
        status.phase = RunPhase::Running;
    else if (placed < status.wanted)
        status.phase = RunPhase::Scheduling;
    else
        status.phase = isPulling ? RunPhase::Pulling : RunPhase::Starting;
}

} // namespace

QString toString(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Queued:
        return u"queued"_s;
    case RunPhase::Scheduling:
        return u"scheduling"_s;
    case RunPhase::Pulling:
        return u"pulling"_s;
    case RunPhase::Starting:
        return u"starting"_s;
    case RunPhase::Running:
        return u"running"_s;
    case RunPhase::Succeeded:
        return u"succeeded"_s;
    case RunPhase::Failed:
        return u"failed"_s;
    case RunPhase::Stopped:
        return u"stopped"_s;
    }
    return {};
}

QString RunStatus::text() const
{
    QStringList words{toString(phase)};
    if (phase == RunPhase::Running && wanted > 1)
        words[0] += u" %1 of %2"_s.arg(running).arg(wanted);
    if (phase == RunPhase::Scheduling && wanted > 1) {
        const auto placed =
            std::count_if(pods.begin(), pods.end(), [](const RunPod &pod) { return !pod.progress.node.isEmpty(); });
        words[0] += u", %1 of %2 have a node"_s.arg(placed).arg(wanted);
    }
    if (phase == RunPhase::Failed)
        words += u"exit %1"_s.arg(exitCode);
    if (!reason.isEmpty() && reason != "Unschedulable"_L1)
        words += reason;
    return words.join(u", "_s);
}

RunStatus runStatus(const QJsonObject &job, const std::vector<QJsonObject> &pods)
{
    RunStatus result{.phase = RunPhase::Stopped};
    result.pods = podsOf(pods);
    if (job.isEmpty())
        return result;
    const QJsonValue spec = job.value("spec"_L1);
    const QJsonValue status = job.value("status"_L1);
    result.wanted = std::max(1, spec["completions"_L1].toInt(1));
    result.created = secondsOf(job.value("metadata"_L1)["creationTimestamp"_L1].toString());
    result.released = secondsOf(status["startTime"_L1].toString());
    takeProgress(result);
    const QJsonValue failed = conditionOf(status, "Failed"_L1);
    const QJsonValue failing = conditionOf(status, "FailureTarget"_L1); // its pods are being ended
    if (failed.isObject() || failing.isObject()) {
        takeFailure(result, failed.isObject() ? failed : failing);
    } else if (const QJsonValue complete = conditionOf(status, "Complete"_L1); complete.isObject()) {
        result.phase = RunPhase::Succeeded;
        result.isStuck = false;
        result.reason.clear();
        result.message.clear();
        result.finished = secondsOf(complete["lastTransitionTime"_L1].toString());
    } else if (spec["suspend"_L1].toBool()) {
        result.phase = RunPhase::Queued;
    }
    return result;
}

} // namespace fairlead::runs
