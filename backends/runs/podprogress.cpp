// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podprogress.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Stage = PodProgress::Stage;

bool isStuck(const QString &reason)
{
    static const QStringList reasons{u"ErrImagePull"_s,         u"ImagePullBackOff"_s,  u"InvalidImageName"_s,
                                     u"ErrImageNeverPull"_s,    u"ImageInspectError"_s, u"CreateContainerConfigError"_s,
                                     u"CreateContainerError"_s, u"RunContainerError"_s, u"CrashLoopBackOff"_s};
    return reasons.contains(reason);
}

bool takeStuck(PodProgress &progress, const QJsonArray &statuses)
{
    for (const QJsonValue status : statuses) {
        const QJsonValue waiting = status["state"_L1]["waiting"_L1];
        if (!isStuck(waiting["reason"_L1].toString()))
            continue;
        progress.stage = Stage::Stuck;
        progress.reason = waiting["reason"_L1].toString();
        progress.message = waiting["message"_L1].toString();
        return true;
    }
    return false;
}

bool takeMain(PodProgress &progress, const QJsonArray &statuses, const QString &container)
{
    for (const QJsonValue status : statuses) {
        if (status["name"_L1].toString() != container)
            continue;
        const QJsonValue ended = status["state"_L1]["terminated"_L1];
        progress.wasStarted = ended.isObject() || status["state"_L1]["running"_L1].isObject();
        if (ended.isObject()) {
            progress.stage = Stage::Ended;
            progress.exitCode = ended["exitCode"_L1].toInt();
            progress.reason = ended["reason"_L1].toString();
            progress.message = ended["message"_L1].toString();
        } else if (progress.wasStarted) {
            progress.stage = Stage::Running;
        }
        return progress.wasStarted;
    }
    return false;
}

void takeScheduling(PodProgress &progress, const QJsonObject &status)
{
    for (const QJsonValue condition : status.value("conditions"_L1).toArray()) {
        if (condition["type"_L1] != "PodScheduled"_L1 || condition["status"_L1] != "False"_L1)
            continue;
        progress.stage = Stage::Unschedulable;
        progress.reason = condition["reason"_L1].toString();
        progress.message = condition["message"_L1].toString();
    }
}

} // namespace

PodProgress podProgress(const QJsonObject &pod, const QString &container)
{
    PodProgress progress;
    if (pod.isEmpty())
        return progress;
    const QJsonObject status = pod.value("status"_L1).toObject();
    progress.pod = pod.value("metadata"_L1)["name"_L1].toString();
    progress.node = pod.value("spec"_L1)["nodeName"_L1].toString();
    progress.stage = Stage::Starting;
    const QJsonArray statuses = status.value("containerStatuses"_L1).toArray();
    if (takeMain(progress, statuses, container) ||
        takeStuck(progress, status.value("initContainerStatuses"_L1).toArray()) || takeStuck(progress, statuses))
        return progress;
    const QString phase = status.value("phase"_L1).toString();
    if (phase == "Failed"_L1 || phase == "Succeeded"_L1) { // without a status of its container: KWOK, evicted, refused
        progress.stage = Stage::Ended;
        progress.exitCode = phase == "Failed"_L1 ? 1 : 0;
        progress.reason = status.value("reason"_L1).toString();
        progress.message = status.value("message"_L1).toString();
    } else if (phase == "Running"_L1) {
        progress.stage = Stage::Running;
    } else if (progress.node.isEmpty()) {
        takeScheduling(progress, status);
    }
    return progress;
}

bool isPulling(const std::vector<QJsonObject> &events)
{
    QString pulling;
    QString other;
    for (const QJsonObject &event : events) {
        const QString reason = event.value("reason"_L1).toString();
        QString time = event.value("lastTimestamp"_L1).toString();
        if (time.isEmpty())
            time = event.value("metadata"_L1)["creationTimestamp"_L1].toString();
        if (reason == "Pulling"_L1)
            pulling = std::max(pulling, time);
        else if (reason == "Pulled"_L1 || reason == "Failed"_L1 || reason == "BackOff"_L1)
            other = std::max(other, time);
    }
    return pulling > other;
}

} // namespace fairlead::runs
