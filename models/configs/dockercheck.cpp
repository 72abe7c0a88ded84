// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "backends/manifests/dockerresources.h"
#include "backends/manifests/grammar.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::DockerMount;
using settings::RuntimeConfig;

void checkMounts(const std::vector<DockerMount> &mounts, ProblemList &problems)
{
    QSet<QString> targets;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        const DockerMount &each = mounts[i];
        const QString field = u"docker.mounts[%1]"_s.arg(i);
        const bool isPlain = checkTemplate(field + u".source"_s, each.source, problems);
        problems.expect(manifests::isMountPath(each.target), field + u".target"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
        problems.expect(!targets.contains(each.target), field + u".target"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Something else is mounted there"));
        targets.insert(each.target);
        if (each.type == "bind"_L1)
            problems.expect(!isPlain || each.source.startsWith(u'/'), field + u".source"_s,
                            QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path of the daemon's host"));
        if (each.type == "tmpfs"_L1)
            problems.expect(each.source.isEmpty(), field + u".source"_s,
                            QT_TRANSLATE_NOOP("ConfigCheck", "A tmpfs has no source"));
        problems.expect(each.size.isEmpty() || manifests::parseDockerSize(each.size), field + u".size"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a size such as 512m or 8g"));
    }
}

void checkGpus(const settings::DockerGpus &gpus, ProblemList &problems)
{
    problems.expect(gpus.count.value_or(0) >= -1, u"docker.gpus.count"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number, or -1 for all"));
    problems.expect(gpus.count.value_or(0) == 0 || gpus.deviceIds.isEmpty(), u"docker.gpus.deviceIds"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "A number of devices is given, too: one of both"));
    for (qsizetype i = 0; i < gpus.cdiDevices.size(); ++i)
        problems.expect(gpus.cdiDevices[i].contains(u'=') && gpus.cdiDevices[i].contains(u'/'),
                        u"docker.gpus.cdiDevices[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name such as nvidia.com/gpu=0"));
}

} // namespace

void checkDocker(const RuntimeConfig &config, ProblemList &problems)
{
    for (const auto &[key, value] : config.docker.resources) {
        QJsonObject ignored;
        if (const auto put = manifests::putDockerResource(ignored, key, value); !put)
            problems.error(u"docker.resources."_s + key, put.error());
    }
    problems.expect(config.docker.shmSize.isEmpty() || manifests::parseDockerSize(config.docker.shmSize),
                    u"docker.shmSize"_s, QT_TRANSLATE_NOOP("ConfigCheck", "Expected a size such as 512m or 8g"));
    checkGpus(config.docker.gpus, problems);
    checkMounts(config.docker.mounts, problems);
    for (std::size_t i = 0; i < config.env.size(); ++i)
        problems.expect(config.env[i].secret.isEmpty() && config.env[i].configMap.isEmpty(), u"env[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Docker has neither Secrets nor ConfigMaps"));
    const settings::SecurityContext &security = config.securityContext;
    problems.expect(!security.runAsNonRoot || security.runAsUser.value_or(0) != 0, u"securityContext.runAsNonRoot"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Docker cannot look which user an image has: say one"));
    problems.expect(!security.seccompProfile.startsWith("Localhost/"_L1), u"securityContext.seccompProfile"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Docker takes no profile of the daemon's host"));
}

} // namespace fairlead::models
