// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/dockerresources.h"
#include "enginechecks.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qint64 Mebi = 1 << 20;

QString fieldOf(const char *key)
{
    return u"docker.resources."_s + QLatin1StringView(key);
}

//! What the daemon would get. What cannot be read is left out: a launch refuses it by itself.
QJsonObject hostConfigOf(const settings::TextPairs &resources)
{
    QJsonObject hostConfig;
    for (const auto &[key, value] : resources)
        static_cast<void>(manifests::putDockerResource(hostConfig, key, value));
    return hostConfig;
}

//! Source: dockerd, verifyPlatformContainerResources(); 0 is as good as nothing said.
class DockerLimits
{
public:
    DockerLimits(const QJsonObject &hostConfig, ProblemList &problems)
        : m_hostConfig(hostConfig)
        , m_problems(problems)
    {
    }

    void checkMemory()
    {
        const qint64 memory = numberOf("Memory"_L1);
        const qint64 reservation = numberOf("MemoryReservation"_L1);
        const qint64 swap = numberOf("MemorySwap"_L1);
        const char *const least =
            QT_TRANSLATE_NOOP("ConfigCheck", "Docker takes no less than 6m: a unit may be missing");
        expect(memory == 0 || memory >= 6 * Mebi, "memory", least);
        expect(reservation == 0 || reservation >= 6 * Mebi, "memory-reservation", least);
        expect(memory == 0 || reservation <= memory, "memory-reservation",
               QT_TRANSLATE_NOOP("ConfigCheck", "More than memory, of which it is a part"));
        expect(swap <= 0 || memory != 0, "memory-swap",
               QT_TRANSLATE_NOOP("ConfigCheck", "Expected memory beside it: this is memory and swap in one"));
        expect(swap <= 0 || swap >= memory, "memory-swap",
               QT_TRANSLATE_NOOP("ConfigCheck", "Less than memory: this is memory and swap in one"));
        expectRange("MemorySwappiness"_L1, "memory-swappiness", -1, 100,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 0 to 100, or -1 for the host's"));
        if (m_hostConfig.value("OomKillDisable"_L1).toBool() && memory == 0)
            m_problems.warn(fieldOf("oom-kill-disable"),
                            ProblemList::said(QT_TRANSLATE_NOOP(
                                "ConfigCheck", "Without memory beside it the host may run out of it")));
    }

    void checkProcessors()
    {
        const qint64 period = numberOf("CpuPeriod"_L1);
        const qint64 quota = numberOf("CpuQuota"_L1);
        const bool hasCpus = m_hostConfig.contains("NanoCpus"_L1);
        const char *const either = QT_TRANSLATE_NOOP("ConfigCheck", "cpus says it, too: one of both");
        expect(!hasCpus || period <= 0, "cpu-period", either);
        expect(!hasCpus || quota <= 0, "cpu-quota", either);
        expect(period == 0 || (period >= 1'000 && period <= 1'000'000), "cpu-period",
               QT_TRANSLATE_NOOP("ConfigCheck", "Expected microseconds from 1000 to 1000000"));
        expect(quota <= 0 || quota >= 1'000, "cpu-quota",
               QT_TRANSLATE_NOOP("ConfigCheck", "Expected microseconds of a period, at least 1000"));
        const qint64 realTime = numberOf("CpuRealtimePeriod"_L1);
        expect(realTime == 0 || numberOf("CpuRealtimeRuntime"_L1) <= realTime, "cpu-rt-runtime",
               QT_TRANSLATE_NOOP("ConfigCheck", "More than cpu-rt-period, of which it is a part"));
        const qint64 shares = numberOf("CpuShares"_L1);
        expect(shares >= 0, "cpu-shares", QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 0 on"));
        if (shares == 1 || shares > 262'144)
            m_problems.warn(fieldOf("cpu-shares"),
                            ProblemList::said(QT_TRANSLATE_NOOP(
                                "ConfigCheck", "A host with cgroup v1 starts nothing with it: 2 to 262144")));
    }

    void checkRest()
    {
        if (numberOf("BlkioWeight"_L1) != 0)
            expectRange("BlkioWeight"_L1, "blkio-weight", 10, 1'000,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a weight from 10 to 1000"));
        expectRange("OomScoreAdj"_L1, "oom-score-adj", -1'000, 1'000,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from -1000 to 1000"));
        for (const QJsonValue &limit : m_hostConfig.value("Ulimits"_L1).toArray())
            checkUlimit(limit.toObject());
    }

private:
    qint64 numberOf(QLatin1StringView member) const { return m_hostConfig.value(member).toInteger(); }

    void expect(bool isRight, const char *key, const char *message)
    {
        m_problems.expect(isRight, fieldOf(key), message);
    }
    void expectRange(QLatin1StringView member, const char *key, qint64 least, qint64 most, const char *message)
    {
        const qint64 value = numberOf(member);
        expect(!m_hostConfig.contains(member) || (value >= least && value <= most), key, message);
    }

    //! The daemon makes such a container and cannot start it; docker run refuses. -1 is without a limit.
    //! Source: docker/go-units, ulimit.go.
    void checkUlimit(const QJsonObject &limit)
    {
        static const QStringList names{u"core"_s,    u"cpu"_s,      u"data"_s,   u"fsize"_s,      u"locks"_s,
                                       u"memlock"_s, u"msgqueue"_s, u"nice"_s,   u"nofile"_s,     u"nproc"_s,
                                       u"rss"_s,     u"rtprio"_s,   u"rttime"_s, u"sigpending"_s, u"stack"_s};
        const QString name = limit.value("Name"_L1).toString();
        const qint64 soft = limit.value("Soft"_L1).toInteger();
        const qint64 hard = limit.value("Hard"_L1).toInteger();
        if (!names.contains(name))
            m_problems.error(fieldOf("ulimit"),
                             ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "There is no %1: known are %2"))
                                 .arg(name.left(40), names.join(u", "_s)));
        else if (hard >= 0 && (soft < 0 || soft > hard))
            m_problems.error(
                fieldOf("ulimit"),
                ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1: its first, soft limit is above its hard one"))
                    .arg(name));
    }

    const QJsonObject &m_hostConfig;
    ProblemList &m_problems;
};

//! What is legal and hardly meant.
void warnOfBytes(const QString &field, const QString &text, ProblemList &problems)
{
    const auto bytes = manifests::parseDockerSize(text);
    if (bytes && *bytes > 0 && *bytes < Mebi)
        problems.warn(field,
                      ProblemList::said(
                          QT_TRANSLATE_NOOP("ConfigCheck", "%1 is less than 1m: a unit such as m or g may be missing"))
                          .arg(text));
}

} // namespace

void checkDockerResources(const settings::DockerPart &part, ProblemList &problems)
{
    const QJsonObject hostConfig = hostConfigOf(part.resources);
    DockerLimits limits(hostConfig, problems);
    limits.checkMemory();
    limits.checkProcessors();
    limits.checkRest();
    warnOfBytes(u"docker.shmSize"_s, part.shmSize, problems);
    for (std::size_t i = 0; i < part.mounts.size(); ++i) {
        if (part.mounts[i].type == "tmpfs"_L1)
            warnOfBytes(u"docker.mounts[%1].size"_s.arg(i), part.mounts[i].size, problems);
    }
}

} // namespace fairlead::models
