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

QString remedyOfStuck(const PodProgress &progress)
{
    const QString &reason = progress.reason;
    if (reason == "InvalidImageName"_L1)
        return u"correct the reference of the image"_s;
    if (reason == "ErrImageNeverPull"_L1)
        return u"the image is not on the node: take another pull policy than Never"_s;
    if (progress.message.contains("x509"_L1))
        return u"have the nodes trust the certificate of the registry"_s;
    const bool isRefused = progress.message.contains("401"_L1) || progress.message.contains("403"_L1) ||
                           progress.message.contains("nauthorized"_L1) || progress.message.contains("denied"_L1) ||
                           progress.message.contains("no basic auth"_L1) || progress.message.contains("authoriz"_L1);
    if (isRefused)
        return u"give a pull secret whose login may pull this image"_s;
    if (reason == "ErrImagePull"_L1 || reason == "ImagePullBackOff"_L1)
        return u"see whether the image is in the registry, and the nodes reach that"_s;
    return u"correct what the node names, in the config"_s;
}

TrialResult endedFinding(const PodProgress &progress)
{
    TrialResult result{.step = TrialResult::Step::Run};
    if (progress.exitCode == 0) {
        result.detail = u"ended well on node %1"_s.arg(progress.node);
        return result;
    }
    result.state = CheckState::Failed;
    const QStringList words{u"ended with exit code %1 on node %2"_s.arg(progress.exitCode).arg(progress.node),
                            progress.reason == "Error"_L1 ? QString() : progress.reason, progress.message.trimmed()};
    result.detail = words.join(u": "_s).remove(u": : "_s);
    while (result.detail.endsWith(u": "_s))
        result.detail.chop(2);
    const bool hasNoProgram = progress.reason == "StartError"_L1 || progress.reason == "ContainerCannotRun"_L1;
    result.remedy =
        hasNoProgram ? u"the image lacks the program: give a command that it has"_s : u"see the lines that it wrote"_s;
    return result;
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

TrialResult runFinding(const PodProgress &progress, const QStringList &lines, const QStringList &events)
{
    TrialResult result{.step = TrialResult::Step::Run, .state = CheckState::Failed};
    const QString said = events.join(u"; "_s);
    switch (progress.stage) {
    case Stage::Absent:
        result.detail = said.isEmpty() ? u"the Job got no pod"_s : said;
        result.remedy = u"see what keeps the Job's controller from making its pod"_s;
        break;
    case Stage::Unschedulable:
        result.detail = progress.message.isEmpty() ? progress.reason : progress.message;
        result.remedy = u"see the step placement: which nodes fit, and what keeps it off the others"_s;
        break;
    case Stage::Starting:
        if (progress.isPulling) {
            result.state = CheckState::Warning;
            result.detail = u"still pulling the image on node %1"_s.arg(progress.node);
            result.remedy = u"test again when the node has the image; a launch waits for it, too"_s;
            break;
        }
        result.detail = u"did not start in time on node %1"_s.arg(progress.node);
        if (!said.isEmpty())
            result.detail += u": "_s + said;
        result.remedy = u"see what the node waits for: volumes, image, its own state"_s;
        break;
    case Stage::Stuck:
        result.detail = u"%1: %2"_s.arg(progress.reason, progress.message);
        result.remedy = remedyOfStuck(progress);
        break;
    case Stage::Running:
        result.state = CheckState::Warning;
        result.detail = u"ran on node %1 and did not end in time"_s.arg(progress.node);
        result.remedy = u"give a command that ends by itself"_s;
        break;
    case Stage::Ended:
        result = endedFinding(progress);
        break;
    }
    result.items = lines;
    return result;
}

} // namespace fairlead::runs
