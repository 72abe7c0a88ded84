// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonentry.h"

#include "backends/docker/daemonstatus.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString translated(const char *text, int count = -1)
{
    return QCoreApplication::translate("Docker", text, nullptr, count);
}

template <class Objects, class Size>
std::int64_t sumOf(const Objects &objects, Size sizeOf)
{
    std::int64_t sum = 0;
    for (const auto &object : objects)
        sum += std::max<std::int64_t>(0, sizeOf(object));
    return sum;
}

bool isGpuRuntime(const QString &name)
{
    return name.startsWith("nvidia"_L1) || name.startsWith("rocm"_L1) || name.startsWith("amd"_L1) ||
           name.startsWith("habana"_L1);
}

} // namespace

std::int64_t DaemonDisk::totalBytes() const
{
    const std::int64_t parts[] = {imagesBytes, containersBytes, volumesBytes, buildCacheBytes};
    if (std::all_of(std::begin(parts), std::end(parts), [](std::int64_t bytes) { return bytes < 0; }))
        return -1;
    return sumOf(parts, [](std::int64_t bytes) { return bytes; });
}

DaemonDisk daemonDisk(const docker::DiskUsage &usage)
{
    return {.imagesBytes = usage.layersBytes,
            .containersBytes = sumOf(usage.containers, [](const auto &each) { return each.sizeRwBytes; }),
            .volumesBytes = sumOf(usage.volumes, [](const auto &each) { return each.sizeBytes; }),
            .buildCacheBytes =
                sumOf(usage.buildCache, [](const auto &each) { return each.isShared ? 0 : each.sizeBytes; })};
}

bool DaemonEntry::isInsecure() const
{
    return status.isInsecure || models::isInsecure(daemon);
}

QString stateWord(DaemonState state)
{
    switch (state) {
    case DaemonState::Closed:
        return translated(QT_TRANSLATE_NOOP("Docker", "closed"));
    case DaemonState::Connecting:
        return translated(QT_TRANSLATE_NOOP("Docker", "connecting"));
    case DaemonState::Live:
        return translated(QT_TRANSLATE_NOOP("Docker", "live"));
    case DaemonState::Stale:
        return translated(QT_TRANSLATE_NOOP("Docker", "stale"));
    case DaemonState::Unreachable:
        return translated(QT_TRANSLATE_NOOP("Docker", "unreachable"));
    case DaemonState::Refused:
        return translated(QT_TRANSLATE_NOOP("Docker", "refused"));
    case DaemonState::Invalid:
        return translated(QT_TRANSLATE_NOOP("Docker", "cannot be used"));
    }
    return {};
}

bool isSameEngine(const DaemonStatus &a, const DaemonStatus &b)
{
    if (!a.info || !b.info || !a.version || !b.version)
        return false;
    const QString id = docker::lastingId(a.version->kind, *a.info);
    return !id.isEmpty() && id == docker::lastingId(b.version->kind, *b.info) && a.info->name == b.info->name &&
           a.info->dockerRootDir == b.info->dockerRootDir;
}

QString stateText(const DaemonStatus &status)
{
    const QString word = stateWord(status.state);
    if (status.state != DaemonState::Stale || status.since == 0)
        return word;
    return translated(QT_TRANSLATE_NOOP("Docker", "%1 since %2")).arg(word, clockText(status.since));
}

Severity severityOf(DaemonState state)
{
    switch (state) {
    case DaemonState::Closed:
    case DaemonState::Connecting:
        return Severity::Dim;
    case DaemonState::Live:
        return Severity::Ok;
    case DaemonState::Stale:
        return Severity::Warning;
    case DaemonState::Unreachable:
    case DaemonState::Refused:
    case DaemonState::Invalid:
        return Severity::Error;
    }
    return Severity::Neutral;
}

bool needsAttention(DaemonState state)
{
    return state >= DaemonState::Stale;
}

QString addressText(const settings::Daemon &daemon)
{
    if (!daemon.context.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Docker", "docker context %1")).arg(plainLine(daemon.context, 200));
    const QString host = plainLine(daemon.host.isEmpty() ? u"unix:///var/run/docker.sock"_s : daemon.host, 300);
    return daemon.tlsVerify ? translated(QT_TRANSLATE_NOOP("Docker", "%1 with TLS")).arg(host) : host;
}

bool isInsecure(const settings::Daemon &daemon)
{
    const QString host = daemon.host.trimmed().toLower();
    const bool isTcp = !host.isEmpty() && !host.startsWith("unix://"_L1) && !host.startsWith("ssh://"_L1);
    return daemon.context.isEmpty() && isTcp && !daemon.tlsVerify;
}

QString acceleratorText(const docker::EngineInfo &info)
{
    QStringList parts;
    for (const docker::EngineInfo::Runtime &runtime : info.runtimes) {
        if (isGpuRuntime(runtime.name))
            parts += plainLine(runtime.name, 60);
    }
    // "nvidia.com/gpu=all" is all of the others once more
    const auto devices = std::count_if(info.discoveredDevices.begin(), info.discoveredDevices.end(),
                                       [](const auto &device) { return !device.id.endsWith("=all"_L1); });
    if (devices > 0)
        parts += translated(QT_TRANSLATE_N_NOOP("Docker", "%Ln device(s)"), int(devices));
    return parts.join(u", "_s);
}

} // namespace fairlead::models
