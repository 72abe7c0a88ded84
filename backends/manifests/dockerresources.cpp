// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerresources.h"

#include "dockervalues.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using namespace dockervalues;

struct Resource
{
    QLatin1StringView key;
    QLatin1StringView member; //!< of HostConfig
    Value (*read)(const QString &text);
};

constexpr std::array Resources{
    Resource{"blkio-weight"_L1, "BlkioWeight"_L1, number},
    Resource{"blkio-weight-device"_L1, "BlkioWeightDevice"_L1, deviceWeights},
    Resource{"cgroup-parent"_L1, "CgroupParent"_L1, word},
    Resource{"cpu-period"_L1, "CpuPeriod"_L1, number},
    Resource{"cpu-quota"_L1, "CpuQuota"_L1, number},
    Resource{"cpu-rt-period"_L1, "CpuRealtimePeriod"_L1, number},
    Resource{"cpu-rt-runtime"_L1, "CpuRealtimeRuntime"_L1, number},
    Resource{"cpu-shares"_L1, "CpuShares"_L1, number},
    Resource{"cpus"_L1, "NanoCpus"_L1, nanoCpus},
    Resource{"cpuset-cpus"_L1, "CpusetCpus"_L1, word},
    Resource{"cpuset-mems"_L1, "CpusetMems"_L1, word},
    Resource{"device"_L1, "Devices"_L1, devices},
    Resource{"device-cgroup-rule"_L1, "DeviceCgroupRules"_L1, deviceRules},
    Resource{"device-read-bps"_L1, "BlkioDeviceReadBps"_L1, deviceSizes},
    Resource{"device-read-iops"_L1, "BlkioDeviceReadIOps"_L1, deviceNumbers},
    Resource{"device-write-bps"_L1, "BlkioDeviceWriteBps"_L1, deviceSizes},
    Resource{"device-write-iops"_L1, "BlkioDeviceWriteIOps"_L1, deviceNumbers},
    Resource{"group-add"_L1, "GroupAdd"_L1, words},
    Resource{"init"_L1, "Init"_L1, flag},
    Resource{"ipc"_L1, "IpcMode"_L1, word},
    Resource{"memory"_L1, "Memory"_L1, size},
    Resource{"memory-reservation"_L1, "MemoryReservation"_L1, size},
    Resource{"memory-swap"_L1, "MemorySwap"_L1, sizeOrAll},
    Resource{"memory-swappiness"_L1, "MemorySwappiness"_L1, number},
    Resource{"oom-kill-disable"_L1, "OomKillDisable"_L1, flag},
    Resource{"oom-score-adj"_L1, "OomScoreAdj"_L1, number},
    Resource{"pid"_L1, "PidMode"_L1, word},
    Resource{"pids-limit"_L1, "PidsLimit"_L1, number},
    Resource{"storage-opt"_L1, "StorageOpt"_L1, pairs},
    Resource{"sysctl"_L1, "Sysctls"_L1, pairs},
    Resource{"ulimit"_L1, "Ulimits"_L1, ulimits},
};

//! "nofile=1024:2048", "/dev/sda:/dev/xvda:rwm", "/dev/sda:1048576": one of several values as the flag takes it.
QString itemText(const QJsonValue &item)
{
    const QJsonObject object = item.toObject();
    if (object.contains("Soft"_L1))
        return u"%1=%2:%3"_s.arg(object.value("Name"_L1).toString())
            .arg(object.value("Soft"_L1).toInteger())
            .arg(object.value("Hard"_L1).toInteger());
    if (object.contains("PathOnHost"_L1))
        return u"%1:%2:%3"_s.arg(object.value("PathOnHost"_L1).toString(),
                                 object.value("PathInContainer"_L1).toString(),
                                 object.value("CgroupPermissions"_L1).toString());
    for (const auto figure : {"Rate"_L1, "Weight"_L1}) {
        if (object.contains(figure))
            return u"%1:%2"_s.arg(object.value("Path"_L1).toString()).arg(object.value(figure).toInteger());
    }
    return item.toString();
}

//! What read() takes for \p value, each by itself.
QStringList textsOf(const Resource &resource, const QJsonValue &value)
{
    QStringList texts;
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            texts += itemText(item);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            texts += it.key() + u'=' + it.value().toString();
    } else if (resource.read == nanoCpus) {
        texts += QString::number(value.toDouble() / 1e9, 'g', 12);
    } else {
        texts += value.isString() ? value.toString() : QString::fromUtf8(value.toVariant().toByteArray());
    }
    return texts;
}

} // namespace

std::optional<std::int64_t> parseDockerSize(const QString &text)
{
    static const QRegularExpression grammar(u"\\A([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?(?:([kmgtp])(?:i?b)?|b)?\\z"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = grammar.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2).toLower();
    const auto power = unit.isEmpty() ? 0 : u"kmgtp"_s.indexOf(unit) + 1;
    const double bytes = match.captured(1).toDouble() * std::pow(1024.0, double(power));
    if (bytes >= 9.2e18)
        return {};
    return std::int64_t(bytes);
}

tl::expected<void, QString> putDockerResource(QJsonObject &hostConfig, const QString &key, const QString &value)
{
    const auto *found =
        std::find_if(Resources.begin(), Resources.end(), [&key](const Resource &each) { return each.key == key; });
    if (found == Resources.end())
        return tl::make_unexpected(
            u"no resource of docker run; known are %1"_s.arg(dockerResourceKeys().join(u", "_s)));
    const Value read = found->read(value);
    if (!read)
        return tl::make_unexpected(read.error());
    hostConfig.insert(found->member, *read);
    return {};
}

QStringList dockerResourceFlags(const QJsonObject &hostConfig)
{
    QStringList flags;
    for (const Resource &each : Resources) {
        if (!hostConfig.contains(each.member))
            continue;
        for (const QString &text : textsOf(each, hostConfig.value(each.member)))
            flags += u"--%1=%2"_s.arg(each.key, text);
    }
    return flags;
}

QStringList dockerResourceKeys()
{
    QStringList keys;
    for (const Resource &each : Resources)
        keys += each.key;
    return keys;
}

} // namespace fairlead::manifests
