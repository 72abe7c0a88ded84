// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerresources.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using Value = tl::expected<QJsonValue, QString>;

Value wrong(const QString &expected)
{
    return tl::make_unexpected(u"expected %1"_s.arg(expected));
}

Value size(const QString &text)
{
    const auto bytes = parseDockerSize(text);
    return bytes ? Value(qint64(*bytes)) : wrong(u"a size such as 512m or 8g"_s);
}

//! Of memory and swap together, where -1 is without a limit.
Value sizeOrAll(const QString &text)
{
    return text == "-1"_L1 ? Value(-1) : size(text);
}

Value number(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber ? Value(value) : wrong(u"a whole number"_s);
}

Value nanoCpus(const QString &text)
{
    static const QRegularExpression grammar(u"\\A[0-9]{1,5}(\\.[0-9]{1,9})?\\z"_s);
    const double cpus = text.toDouble();
    if (!grammar.match(text).hasMatch() || cpus <= 0)
        return wrong(u"a number of processors such as 4 or 1.5"_s);
    return qint64(std::llround(cpus * 1e9));
}

Value flag(const QString &text)
{
    const bool isFlag = text.isEmpty() || text == "true"_L1 || text == "false"_L1;
    return isFlag ? Value(text != "false"_L1) : wrong(u"true or false"_s);
}

Value word(const QString &text)
{
    return text.isEmpty() ? wrong(u"a value"_s) : Value(text);
}

Value words(const QString &text)
{
    return text.isEmpty() ? wrong(u"a value"_s) : Value(QJsonArray::fromStringList(text.split(u',')));
}

//! "nofile=1024:2048", "memlock=-1".
Value ulimits(const QString &text)
{
    static const QRegularExpression grammar(u"\\A([a-z]+)=(-1|[0-9]{1,15})(?::(-1|[0-9]{1,15}))?\\z"_s);
    QJsonArray limits;
    for (const QString &each : text.split(u',')) {
        const auto match = grammar.match(each);
        if (!match.hasMatch())
            return wrong(u"limits such as nofile=1024:2048,memlock=-1"_s);
        const QString hard = match.captured(match.lastCapturedIndex() == 3 ? 3 : 2);
        limits.append(QJsonObject{{u"Name"_s, match.captured(1)},
                                  {u"Soft"_s, match.captured(2).toLongLong()},
                                  {u"Hard"_s, hard.toLongLong()}});
    }
    return limits;
}

//! "/dev/fuse", "/dev/sda:/dev/xvda:r".
Value devices(const QString &text)
{
    QJsonArray devices;
    for (const QString &each : text.split(u',')) {
        const QStringList parts = each.split(u':');
        if (!parts[0].startsWith(u'/') || parts.size() > 3)
            return wrong(u"devices such as /dev/fuse or /dev/sda:/dev/xvda:rwm"_s);
        devices.append(QJsonObject{{u"PathOnHost"_s, parts[0]},
                                   {u"PathInContainer"_s, parts.value(1, parts[0])},
                                   {u"CgroupPermissions"_s, parts.value(2, u"rwm"_s)}});
    }
    return devices;
}

//! "net.core.somaxconn=1024": names and values.
Value pairs(const QString &text)
{
    QJsonObject object;
    for (const QString &each : text.split(u',')) {
        if (each.indexOf(u'=') < 1)
            return wrong(u"name=value"_s);
        object.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
    }
    return object;
}

struct Resource
{
    QLatin1StringView key;
    QLatin1StringView member; //!< of HostConfig
    Value (*read)(const QString &text);
};

constexpr std::array Resources{
    Resource{"blkio-weight"_L1, "BlkioWeight"_L1, number},
    Resource{"cgroup-parent"_L1, "CgroupParent"_L1, word},
    Resource{"cpu-period"_L1, "CpuPeriod"_L1, number},
    Resource{"cpu-quota"_L1, "CpuQuota"_L1, number},
    Resource{"cpu-shares"_L1, "CpuShares"_L1, number},
    Resource{"cpus"_L1, "NanoCpus"_L1, nanoCpus},
    Resource{"cpuset-cpus"_L1, "CpusetCpus"_L1, word},
    Resource{"cpuset-mems"_L1, "CpusetMems"_L1, word},
    Resource{"device"_L1, "Devices"_L1, devices},
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

QStringList dockerResourceKeys()
{
    QStringList keys;
    for (const Resource &each : Resources)
        keys += each.key;
    return keys;
}

} // namespace fairlead::manifests
