// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "containerstats.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! A number may be larger than 63 bits: no limit at all, to some kernels.
std::int64_t bytes(const QJsonValue &value)
{
    if (!value.isDouble())
        return -1;
    constexpr std::int64_t Most = std::int64_t(1) << 62;
    return value.toDouble() >= double(Most) ? Most : value.toInteger();
}

double cpuCount(const QJsonObject &cpu)
{
    const double online = cpu.value("online_cpus"_L1).toDouble();
    if (online > 0)
        return online;
    return double(cpu.value("cpu_usage"_L1).toObject().value("percpu_usage"_L1).toArray().size());
}

std::optional<double> cpuFraction(const QJsonObject &now, const QJsonObject &before)
{
    const auto total = [](const QJsonObject &cpu) {
        return cpu.value("cpu_usage"_L1).toObject().value("total_usage"_L1).toDouble();
    };
    const auto system = [](const QJsonObject &cpu) { return cpu.value("system_cpu_usage"_L1).toDouble(); };
    const double interval = system(now) - system(before);
    const double used = total(now) - total(before);
    if (system(before) <= 0 || interval <= 0)
        return {};
    return std::max(0.0, used / interval * cpuCount(now));
}

std::int64_t memoryUsed(const QJsonObject &memory)
{
    const std::int64_t usage = bytes(memory.value("usage"_L1));
    const QJsonObject stats = memory.value("stats"_L1).toObject();
    for (const auto key : {"total_inactive_file"_L1, "inactive_file"_L1}) { // cgroup v1, v2
        const std::int64_t cache = bytes(stats.value(key));
        if (cache >= 0 && cache < usage)
            return usage - cache;
    }
    return usage;
}

std::int64_t networkSum(const QJsonObject &root, QLatin1StringView key)
{
    const QJsonValue networks = root.value("networks"_L1);
    if (!networks.isObject())
        return -1;
    std::int64_t sum = 0;
    for (const QJsonValue network : networks.toObject())
        sum += std::max<std::int64_t>(0, bytes(network.toObject().value(key)));
    return sum;
}

std::int64_t blockSum(const QJsonObject &root, QLatin1StringView operation)
{
    const QJsonValue entries = root.value("blkio_stats"_L1).toObject().value("io_service_bytes_recursive"_L1);
    if (!entries.isArray())
        return -1;
    std::int64_t sum = 0;
    for (const QJsonValue entry : entries.toArray()) {
        const QJsonObject each = entry.toObject();
        if (each.value("op"_L1).toString().compare(operation, Qt::CaseInsensitive) == 0)
            sum += std::max<std::int64_t>(0, bytes(each.value("value"_L1)));
    }
    return sum;
}

} // namespace

Result<ContainerStats> decodeStats(QByteArrayView json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray(), &error);
    if (!document.isObject()) {
        return tl::make_unexpected(
            ApiError{.kind = ApiError::Kind::Malformed,
                     .reason = u"BadJson"_s,
                     .message = error.error == QJsonParseError::NoError ? u"not an object"_s : error.errorString()});
    }
    const QJsonObject root = document.object();
    const QJsonObject cpu = root.value("cpu_stats"_L1).toObject();
    const QJsonObject memory = root.value("memory_stats"_L1).toObject();
    return ContainerStats{.cpuFraction = cpuFraction(cpu, root.value("precpu_stats"_L1).toObject()),
                          .cpus = cpuCount(cpu),
                          .memoryBytes = memoryUsed(memory),
                          .memoryLimitBytes = bytes(memory.value("limit"_L1)),
                          .receivedBytes = networkSum(root, "rx_bytes"_L1),
                          .sentBytes = networkSum(root, "tx_bytes"_L1),
                          .readBytes = blockSum(root, "read"_L1),
                          .writtenBytes = blockSum(root, "write"_L1),
                          .pids = bytes(root.value("pids_stats"_L1).toObject().value("current"_L1))};
}

} // namespace fairlead::docker
