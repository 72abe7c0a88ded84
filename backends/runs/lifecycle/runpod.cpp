// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runpod.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

QString endText(const QJsonValue &ended)
{
    const QString reason = ended["reason"_L1].toString();
    const QString code = u"exit %1"_s.arg(ended["exitCode"_L1].toInt());
    return reason.isEmpty() || reason == "Error"_L1 ? code : reason + u", "_s + code;
}

//! "docker.io/x/y@sha256:..." and "sha256:...".
QString digestOf(const QString &imageId)
{
    const qsizetype at = imageId.lastIndexOf("sha256:"_L1);
    return at < 0 ? QString() : imageId.sliced(at);
}

RunContainer containerOf(const QJsonValue &status, bool isInit)
{
    RunContainer container{.name = status["name"_L1].toString(),
                           .isInit = isInit,
                           .image = status["image"_L1].toString(),
                           .digest = digestOf(status["imageID"_L1].toString()),
                           .restarts = status["restartCount"_L1].toInt()};
    const QJsonValue state = status["state"_L1];
    const QJsonValue running = state["running"_L1];
    const QJsonValue ended = state["terminated"_L1];
    const QJsonValue waiting = state["waiting"_L1];
    const QJsonValue &told = ended.isObject() ? ended : waiting;
    container.reason = told["reason"_L1].toString();
    container.message = told["message"_L1].toString();
    if (running.isObject()) {
        container.state = RunContainer::State::Running;
        container.started = secondsOf(running["startedAt"_L1].toString());
    } else if (ended.isObject()) {
        container.state = RunContainer::State::Ended;
        container.exitCode = ended["exitCode"_L1].toInt();
        container.started = secondsOf(ended["startedAt"_L1].toString());
        container.ended = secondsOf(ended["finishedAt"_L1].toString());
    }
    const QJsonValue last = status["lastState"_L1]["terminated"_L1];
    if (last.isObject())
        container.lastEnd = endText(last);
    return container;
}

//! In words. Source: Kubernetes, "Pod disruption conditions".
QString disruptionText(const QJsonValue &condition)
{
    const QString reason = condition["reason"_L1].toString();
    if (reason == "PreemptionByScheduler"_L1)
        return u"preempted by a pod of higher priority"_s;
    if (reason == "DeletionByTaintManager"_L1)
        return u"taken off its node because of a taint"_s;
    if (reason == "EvictionByEvictionAPI"_L1)
        return u"evicted, as when a node is drained"_s;
    if (reason == "DeletionByPodGC"_L1)
        return u"its node is gone"_s;
    if (reason == "TerminationByKubelet"_L1)
        return u"ended by its node, which needed the room or shut down"_s;
    return reason;
}

void takeConditions(RunPod &pod, const QJsonArray &conditions)
{
    for (const QJsonValue condition : conditions) {
        const QString type = condition["type"_L1].toString();
        const bool isTrue = condition["status"_L1] == "True"_L1;
        if (type == "PodScheduled"_L1 && isTrue)
            pod.scheduled = secondsOf(condition["lastTransitionTime"_L1].toString());
        else if (type == "Ready"_L1)
            pod.isReady = isTrue;
        else if (type == "DisruptionTarget"_L1 && isTrue)
            pod.disruption = disruptionText(condition);
    }
}

int indexOf(const QJsonValue &metadata)
{
    const QString key = u"batch.kubernetes.io/job-completion-index"_s;
    bool isNumber = false;
    const int index = metadata["annotations"_L1][key].toString().toInt(&isNumber);
    return isNumber ? index : -1;
}

} // namespace

std::int64_t secondsOf(const QString &time)
{
    const QDateTime moment = QDateTime::fromString(time, Qt::ISODate);
    return moment.isValid() ? moment.toSecsSinceEpoch() : 0;
}

int RunPod::restarts() const
{
    int sum = 0;
    for (const RunContainer &container : containers)
        sum += container.restarts;
    return sum;
}

RunPod runPod(const QJsonObject &pod, const QString &container)
{
    const QJsonValue metadata = pod.value("metadata"_L1);
    const QJsonValue status = pod.value("status"_L1);
    RunPod result{.progress = podProgress(pod, container),
                  .uid = metadata["uid"_L1].toString(),
                  .index = indexOf(metadata),
                  .created = secondsOf(metadata["creationTimestamp"_L1].toString()),
                  .isLeaving = metadata["deletionTimestamp"_L1].isString(),
                  .isLost = status["reason"_L1] == "NodeLost"_L1 || status["phase"_L1] == "Unknown"_L1};
    for (const QJsonValue each : status["initContainerStatuses"_L1].toArray())
        result.containers.push_back(containerOf(each, true));
    for (const QJsonValue each : status["containerStatuses"_L1].toArray())
        result.containers.push_back(containerOf(each, false));
    for (const QJsonValue gate : pod.value("spec"_L1)["schedulingGates"_L1].toArray())
        result.gates += gate["name"_L1].toString();
    takeConditions(result, status["conditions"_L1].toArray());
    const auto isIt = [&container](const RunContainer &each) { return !each.isInit && each.name == container; };
    const auto main = std::find_if(result.containers.begin(), result.containers.end(), isIt);
    if (main != result.containers.end()) {
        result.started = main->started;
        result.ended = main->ended;
    }
    return result;
}

} // namespace fairlead::runs
