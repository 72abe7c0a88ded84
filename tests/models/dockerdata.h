// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/docker/dockermodels.h"

//! Daemons, containers and images to show, written down.
namespace fairlead::tests {

inline settings::Settings dockerSettings()
{
    using namespace Qt::StringLiterals;
    settings::Settings settings;
    settings.daemons = {
        {.id = u"local"_s, .name = u"This machine"_s, .host = u"unix:///var/run/docker.sock"_s},
        {.id = u"gpu"_s, .name = u"gpu-build-01"_s, .host = u"tcp://gpu-build-01:2376"_s, .tlsVerify = true},
        {.id = u"lab"_s, .name = u"lab"_s, .host = u"tcp://10.0.0.5:2375"_s},
        {.id = u"old"_s, .name = u"old-host"_s, .context = u"old"_s},
    };
    settings.registries = {
        {.id = u"r1"_s,
         .name = u"Team registry"_s,
         .host = u"registry.example:5000"_s,
         .repositoryPrefix = u"team/images"_s},
        {.id = u"r2"_s, .name = u"Scratch"_s, .host = u"10.0.0.9:5000"_s, .insecure = true, .credentials = u"none"_s},
        {.id = u"r3"_s,
         .name = u"ECR"_s,
         .host = u"1234.dkr.ecr.eu-west-1.amazonaws.com"_s,
         .credentials = u"helper"_s,
         .credentialHelper = u"ecr-login"_s,
         .prePush = u"ecr"_s},
    };
    settings.baseImages = {{.id = u"b1"_s,
                            .name = u"exec"_s,
                            .from = u"debian:12"_s,
                            .daemon = {u"gpu"_s, u"gpu-build-01"_s},
                            .registries = {{u"r1"_s, u"Team registry"_s}}}};
    return settings;
}

inline models::DaemonStatus liveStatus()
{
    using namespace Qt::StringLiterals;
    models::DaemonStatus status{.state = models::DaemonState::Live, .since = 1};
    status.apiVersion = u"1.51"_s;
    status.latency = std::chrono::milliseconds(3);
    status.version = docker::EngineVersion{.kind = docker::EngineVersion::Kind::Docker,
                                           .engineName = u"Docker Engine - Community"_s,
                                           .version = u"28.3.1"_s,
                                           .apiVersion = u"1.51"_s,
                                           .os = u"linux"_s,
                                           .arch = u"amd64"_s};
    docker::EngineInfo info{.id = u"7TRN:IPZB:QYBB:VPBQ"_s, .name = u"gpu-build-01"_s};
    info.containers = 14;
    info.containersRunning = 9;
    info.images = 41;
    info.driver = u"overlay2"_s;
    info.dockerRootDir = u"/var/lib/docker"_s;
    info.operatingSystem = u"Debian GNU/Linux 12 (bookworm)"_s;
    info.osType = u"linux"_s;
    info.architecture = u"x86_64"_s;
    info.cpus = 96;
    info.memoryBytes = std::int64_t(503) << 30;
    info.runtimes = {
        {u"io.containerd.runc.v2"_s, u"runc"_s}, {u"nvidia"_s, u"nvidia-container-runtime"_s}, {u"runc"_s, u"runc"_s}};
    info.defaultRuntime = u"runc"_s;
    info.discoveredDevices = {
        {u"cdi"_s, u"nvidia.com/gpu=0"_s}, {u"cdi"_s, u"nvidia.com/gpu=1"_s}, {u"cdi"_s, u"nvidia.com/gpu=all"_s}};
    info.warnings = {u"WARNING: No swap limit support"_s};
    status.info = info;
    status.disk = {.imagesBytes = std::int64_t(120) << 30,
                   .containersBytes = std::int64_t(3) << 30,
                   .volumesBytes = std::int64_t(40) << 30,
                   .buildCacheBytes = std::int64_t(22) << 30};
    return status;
}

inline docker::Container container(const QString &id, const QString &name, const QString &imageId,
                                   const QString &state = QStringLiteral("running"),
                                   const QString &status = QStringLiteral("Up 2 hours"))
{
    using namespace Qt::StringLiterals;
    docker::Container container{.id = id, .names = {name}, .image = u"team/exec:1.2"_s, .imageId = imageId};
    container.command = u"/opt/run --serve"_s;
    container.created = 1'700'000'000;
    container.state = state;
    container.status = status;
    container.ports = {{.ip = u"0.0.0.0"_s, .privatePort = 80, .publicPort = 8080, .type = u"tcp"_s},
                       {.ip = u"::"_s, .privatePort = 80, .publicPort = 8080, .type = u"tcp"_s}};
    container.mounts = {{.type = u"bind"_s, .source = u"/srv/data"_s, .destination = u"/data"_s},
                        {.type = u"volume"_s, .name = u"models"_s, .destination = u"/models"_s, .isWritable = true}};
    container.labels = {{u"team"_s, u"speech"_s}};
    return container;
}

inline docker::Image image(const QString &id, const QStringList &tags, std::int64_t bytes, std::int64_t shared = 0)
{
    using namespace Qt::StringLiterals;
    docker::Image image{.id = u"sha256:"_s + id, .repoTags = tags};
    image.created = 1'700'000'000;
    image.sizeBytes = bytes;
    image.sharedSizeBytes = shared;
    for (const QString &tag : tags.mid(0, 1))
        image.repoDigests += tag.left(tag.lastIndexOf(u':')) + u"@sha256:"_s + QString(64, u'd');
    return image;
}

} // namespace fairlead::tests
