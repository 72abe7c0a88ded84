// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runfinding.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Stage = PodProgress::Stage;

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
