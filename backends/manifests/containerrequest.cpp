// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "containerrequest.h"

#include "dockerresources.h"
#include "launchtexts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using docker::ContainerSpec;
using docker::DeviceRequest;
using settings::DockerGpus;
using settings::DockerMount;
using settings::RuntimeConfig;
using settings::SecurityContext;

bool wantsDevices(const DockerGpus &gpus)
{
    return gpus.count.value_or(0) != 0 || !gpus.deviceIds.isEmpty() || !gpus.cdiDevices.isEmpty() ||
           !gpus.runtime.isEmpty();
}

//! What NVIDIA's runtime shows to a container that nobody asked devices for by a request; empty: the request says it.
QString visibleDevices(const DockerGpus &gpus)
{
    if (!wantsDevices(gpus))
        return u"void"_s;
    const bool isRequested = gpus.count.value_or(0) != 0 || !gpus.deviceIds.isEmpty() || !gpus.cdiDevices.isEmpty();
    return isRequested ? QString() : u"all"_s;
}

void putEnvironment(ContainerSpec &spec, const RuntimeConfig &config, LaunchTexts &texts)
{
    QString visible = visibleDevices(config.docker.gpus);
    for (std::size_t i = 0; i < config.env.size(); ++i) {
        const settings::EnvVariable &each = config.env[i];
        const QString field = u"env[%1]"_s.arg(i);
        if (!each.secret.isEmpty() || !each.configMap.isEmpty())
            texts.report(field, u"Docker has neither Secrets nor ConfigMaps"_s);
        else
            spec.env += each.name + u'=' + texts.expanded(field + u".value"_s, each.value);
        if (each.name == "NVIDIA_VISIBLE_DEVICES"_L1)
            visible.clear();
    }
    if (!visible.isEmpty())
        spec.env += u"NVIDIA_VISIBLE_DEVICES="_s + visible;
}

void putDevices(ContainerSpec &spec, const DockerGpus &gpus, LaunchTexts &texts)
{
    const QList<QStringList> gpu{{u"gpu"_s}};
    spec.runtime = gpus.runtime;
    if (gpus.count.value_or(0) != 0 && !gpus.deviceIds.isEmpty())
        texts.report(u"docker.gpus.deviceIds"_s, u"a number of devices is given, too: one of both"_s);
    else if (gpus.count.value_or(0) != 0)
        spec.deviceRequests.push_back({.count = *gpus.count, .capabilities = gpu});
    else if (!gpus.deviceIds.isEmpty())
        spec.deviceRequests.push_back({.deviceIds = gpus.deviceIds, .capabilities = gpu});
    if (!gpus.cdiDevices.isEmpty())
        spec.deviceRequests.push_back({.driver = u"cdi"_s, .deviceIds = gpus.cdiDevices});
}

QStringList securityOptions(const SecurityContext &security, LaunchTexts &texts)
{
    QStringList options;
    if (security.allowPrivilegeEscalation == false)
        options += u"no-new-privileges:true"_s;
    if (security.seccompProfile == "Unconfined"_L1)
        options += u"seccomp=unconfined"_s;
    else if (security.seccompProfile.startsWith("Localhost/"_L1))
        texts.report(u"securityContext.seccompProfile"_s, u"Docker takes no profile of the daemon's host"_s);
    return options;
}

QString userOf(const SecurityContext &security, LaunchTexts &texts)
{
    if (security.runAsNonRoot && security.runAsUser.value_or(0) == 0)
        texts.report(u"securityContext.runAsNonRoot"_s, u"Docker cannot look which user an image has: set runAsUser"_s);
    if (security.runAsGroup && !security.runAsUser)
        texts.report(u"securityContext.runAsGroup"_s, u"Docker wants runAsUser with it"_s);
    if (!security.runAsUser)
        return {};
    const QString user = QString::number(*security.runAsUser);
    return security.runAsGroup ? user + u':' + QString::number(*security.runAsGroup) : user;
}

void putSecurity(ContainerSpec &spec, const SecurityContext &security, LaunchTexts &texts)
{
    const auto put = [&spec](const QString &key, const QStringList &values) {
        if (!values.isEmpty())
            spec.hostConfig.insert(key, QJsonArray::fromStringList(values));
    };
    spec.user = userOf(security, texts);
    put(u"SecurityOpt"_s, securityOptions(security, texts));
    put(u"CapAdd"_s, security.addCapabilities);
    put(u"CapDrop"_s, security.dropCapabilities);
    if (security.privileged)
        spec.hostConfig.insert(u"Privileged"_s, true);
    if (!security.readOnlyRootFilesystem)
        return;
    spec.hostConfig.insert(u"ReadonlyRootfs"_s, true);
    QJsonObject writable;
    for (const QString &folder : security.writableFolders)
        writable.insert(folder, QString());
    if (!writable.isEmpty())
        spec.hostConfig.insert(u"Tmpfs"_s, writable);
}

QJsonObject mountOf(const DockerMount &mount, const QString &field, LaunchTexts &texts)
{
    QJsonObject result{{u"Type"_s, mount.type}, {u"Target"_s, mount.target}};
    const QString source = texts.expanded(field + u".source"_s, mount.source);
    if (mount.type != "tmpfs"_L1)
        result.insert(u"Source"_s, source);
    if (mount.readOnly)
        result.insert(u"ReadOnly"_s, true);
    if (mount.type == "tmpfs"_L1 && !mount.size.isEmpty()) {
        if (const auto bytes = parseDockerSize(mount.size))
            result.insert(u"TmpfsOptions"_s, QJsonObject{{u"SizeBytes"_s, qint64(*bytes)}});
        else
            texts.report(field + u".size"_s, u"expected a size such as 512m or 8g"_s);
    }
    return result;
}

void putMounts(ContainerSpec &spec, const std::vector<DockerMount> &mounts, LaunchTexts &texts)
{
    QJsonArray all;
    for (std::size_t i = 0; i < mounts.size(); ++i)
        all.append(mountOf(mounts[i], u"docker.mounts[%1]"_s.arg(i), texts));
    if (!all.isEmpty())
        spec.hostConfig.insert(u"Mounts"_s, all);
}

void putResources(ContainerSpec &spec, const settings::DockerPart &part, LaunchTexts &texts)
{
    for (const auto &[key, value] : part.resources) {
        if (const auto put = putDockerResource(spec.hostConfig, key, value); !put)
            texts.report(u"docker.resources.%1"_s.arg(key), put.error());
    }
    if (part.shmSize.isEmpty())
        return;
    if (const auto bytes = parseDockerSize(part.shmSize))
        spec.shmSizeBytes = *bytes;
    else
        texts.report(u"docker.shmSize"_s, u"expected a size such as 512m or 8g"_s);
}

docker::Labels labelsOf(const RuntimeConfig &config, const Launch &launch, LaunchTexts &texts)
{
    docker::Labels labels;
    for (const auto &[key, value] : config.labels)
        labels[key] = texts.expanded(u"labels.%1"_s.arg(key), value);
    const QJsonObject own = texts.ownLabels(config, launch);
    for (auto it = own.begin(); it != own.end(); ++it)
        labels[it.key()] = it.value().toString();
    return labels;
}

} // namespace

tl::expected<ContainerSpec, ManifestProblems> containerRequest(const RuntimeConfig &config, const Launch &launch)
{
    LaunchTexts texts(launch.variables);
    ContainerSpec spec{.image = launch.image, .command = launch.command, .networkMode = config.docker.network};
    if (launch.nodes != 1)
        texts.report(u"nodes"_s, u"Docker runs on one node: ask for 1, or take a config of Kubernetes"_s);
    spec.labels = labelsOf(config, launch, texts);
    putEnvironment(spec, config, texts);
    putResources(spec, config.docker, texts);
    putDevices(spec, config.docker.gpus, texts);
    putSecurity(spec, config.securityContext, texts);
    putMounts(spec, config.docker.mounts, texts);
    if (texts.hasProblems())
        return tl::make_unexpected(texts.takeProblems());
    return spec;
}

} // namespace fairlead::manifests
