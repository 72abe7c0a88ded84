// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "backends/manifests/containerrequest.h"
#include "backends/manifests/grammar.h"
#include "backends/runs/launchlogin.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::DockerMount;
using settings::RuntimeConfig;

void checkMounts(const std::vector<DockerMount> &mounts, ProblemList &problems)
{
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        const DockerMount &each = mounts[i];
        const QString field = u"docker.mounts[%1]"_s.arg(i);
        const bool isPlain = checkTemplate(field + u".source"_s, each.source, problems);
        problems.expect(manifests::isMountPath(each.target), field + u".target"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
        if (each.type == "bind"_L1)
            problems.expect(!isPlain || each.source.startsWith(u'/'), field + u".source"_s,
                            QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path of the daemon's host"));
        if (each.type == "tmpfs"_L1)
            problems.expect(each.source.isEmpty(), field + u".source"_s,
                            QT_TRANSLATE_NOOP("ConfigCheck", "A tmpfs has no source"));
    }
}

void checkGpus(const settings::DockerGpus &gpus, ProblemList &problems)
{
    problems.expect(gpus.count.value_or(0) >= -1, u"docker.gpus.count"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number, or -1 for all"));
    for (qsizetype i = 0; i < gpus.cdiDevices.size(); ++i)
        problems.expect(gpus.cdiDevices[i].contains(u'=') && gpus.cdiDevices[i].contains(u'/'),
                        u"docker.gpus.cdiDevices[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name such as nvidia.com/gpu=0"));
}

//! What a launch refuses whatever the variables are: those of other checks are left out.
void checkRequest(RuntimeConfig config, ProblemList &problems)
{
    config.labels.clear();
    for (settings::EnvVariable &each : config.env)
        each.value.clear();
    for (DockerMount &each : config.docker.mounts)
        each.source.clear();
    const auto request = manifests::containerRequest(config, {});
    for (const manifests::ManifestProblem &problem : request ? manifests::ManifestProblems() : request.error())
        problems.error(problem.field, problem.message.left(1).toUpper() + problem.message.mid(1));
}

//! What only Kubernetes knows, and stands here.
void warnOfUnused(const RuntimeConfig &config, const settings::Settings &others, ProblemList &problems)
{
    const auto warn = [&problems](bool isSet, const QString &field) {
        if (isSet)
            problems.warn(field, ProblemList::said(
                                     QT_TRANSLATE_NOOP("ConfigCheck", "Only for Kubernetes: Docker leaves it out")));
    };
    const settings::RuntimeImage &image = config.image;
    const QString &login = image.pullSecretFrom.id;
    const bool isLogin = login == image.registry.id || login == runs::loginRegistry(config, image.reference, others);
    warn(!image.pullSecret.isEmpty(), u"image.pullSecret"_s);
    warn(!login.isEmpty() && !isLogin, u"image.pullSecretFrom"_s);
    warn(!config.annotations.empty(), u"annotations"_s);
    warn(config.securityContext.fsGroup.has_value(), u"securityContext.fsGroup"_s);
    const settings::Timeouts &timeouts = config.timeouts;
    warn(!timeouts.scheduling.isEmpty(), u"timeouts.scheduling"_s);
    warn(timeouts.waitForAutoscaler, u"timeouts.waitForAutoscaler"_s);
    warn(!timeouts.run.isEmpty(), u"timeouts.run"_s);
    warn(!timeouts.keepFinished.isEmpty(), u"timeouts.keepFinished"_s);
    warn(timeouts.backoffLimit.has_value(), u"timeouts.backoffLimit"_s);
}

} // namespace

void checkDocker(const RuntimeConfig &config, const settings::Settings &others, ProblemList &problems)
{
    checkRequest(config, problems);
    checkDockerResources(config.docker, problems);
    checkGpus(config.docker.gpus, problems);
    checkMounts(config.docker.mounts, problems);
    warnOfUnused(config, others, problems);
}

} // namespace fairlead::models
