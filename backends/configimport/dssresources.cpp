// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/accelerators/resourcenames.h"
#include "dssconfig.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

constexpr auto NvidiaGpu = "nvidia.com/gpu"_L1;
constexpr auto LegacyGpu = "alpha.kubernetes.io/nvidia-gpu"_L1;
constexpr double MostMemory = 1e12; // MB
constexpr double MostCpus = 1e6;

//! Whole ones stay, others become thousandths.
QString cpuText(double cores)
{
    const auto milli = qint64(std::ceil(cores * 1'000 - 1e-6));
    return milli % 1'000 == 0 ? QString::number(milli / 1'000) : QString::number(milli) + u'm';
}

const QString *find(const settings::TextPairs &pairs, const QString &key)
{
    const auto it = std::find_if(pairs.begin(), pairs.end(), [&key](const auto &pair) { return pair.first == key; });
    return it == pairs.end() ? nullptr : &it->second;
}

} // namespace

void DssConfig::takeAmounts(const SourceValue &at)
{
    SourceMap map(at, m_notes);
    settings::KubernetesPart &part = m_config.kubernetes;
    takeAmount(map, u"memRequestMB"_s, u"memory"_s, part.requests, u"kubernetes.requests"_s);
    takeAmount(map, u"memLimitMB"_s, u"memory"_s, part.limits, u"kubernetes.limits"_s);
    takeAmount(map, u"cpuRequest"_s, u"cpu"_s, part.requests, u"kubernetes.requests"_s);
    takeAmount(map, u"cpuLimit"_s, u"cpu"_s, part.limits, u"kubernetes.limits"_s);
    const auto isMore = [&](const QString &request, const QString &limit) {
        const double most = map.any(limit).text().toDouble();
        return most > 0 && map.any(request).text().toDouble() > most;
    };
    if (isMore(u"memRequestMB"_s, u"memLimitMB"_s))
        m_notes.warn(at, to(u"kubernetes.requests.memory"_s), u"more than its limit: Kubernetes refuses that"_s);
    if (isMore(u"cpuRequest"_s, u"cpuLimit"_s))
        m_notes.warn(at, to(u"kubernetes.requests.cpu"_s), u"more than its limit: Kubernetes refuses that"_s);
    takeCustom(map, u"customLimits"_s, part.limits, u"kubernetes.limits"_s);
    takeCustom(map, u"customRequests"_s, part.requests, u"kubernetes.requests"_s);
    pairDevices();
    map.tellRest();
}

//! -1 and 0 are unset in DSS.
void DssConfig::takeAmount(SourceMap &map, const QString &key, const QString &resource, settings::TextPairs &target,
                           const QString &section)
{
    const SourceValue at = map.number(key);
    const double amount = at.text().toDouble();
    const bool isMemory = resource == "memory"_L1;
    if (!at || !(amount > 0))
        return;
    if (amount > (isMemory ? MostMemory : MostCpus))
        return m_notes.wrong(at, u"expected a number of this world"_s);
    const QString quantity = isMemory ? QString::number(qint64(std::ceil(amount))) + u"Mi"_s : cpuText(amount);
    target.emplace_back(resource, quantity);
    const QString field = to(section + u'.' + resource);
    if (quantity == at.text())
        m_notes.taken(at, field, quantity);
    else
        m_notes.changed(at, field, quantity,
                        isMemory ? u"%1 MB, which are MiB"_s.arg(at.text()) : u"%1 cores"_s.arg(at.text()));
}

void DssConfig::takeCustom(SourceMap &map, const QString &key, settings::TextPairs &target, const QString &section)
{
    for (const SourceMap::Pair &each : map.pairs(key)) {
        if (each.value.text().trimmed().isEmpty()) {
            m_notes.wrong(each.at, u"expected an amount beside the resource"_s);
            continue;
        }
        if (takeGpu(each))
            continue;
        if (const QString *before = find(target, each.key)) {
            m_notes.notTaken(each.at, u"%1 is said above already"_s.arg(*before));
            continue;
        }
        target.emplace_back(each.key, each.value.text().trimmed());
        m_notes.taken(each.at, to(section + u'.' + each.key), target.back().second);
    }
}

//! The first accelerator is what the config asks for; others are limits like any.
bool DssConfig::takeGpu(const SourceMap::Pair &amount)
{
    settings::GpuRequest &gpu = m_config.kubernetes.gpu;
    const bool isLegacy = amount.key == LegacyGpu;
    const QString resource = isLegacy ? QString(NvidiaGpu) : amount.key;
    bool isNumber = false;
    const qint64 count = amount.value.text().trimmed().toLongLong(&isNumber);
    if (!accelerators::isAcceleratorResource(resource) || !isNumber || count <= 0)
        return false;
    if (gpu.count && gpu.resource != resource)
        return false;
    if (gpu.count && *gpu.count != count)
        m_notes.warn(amount.at, to(u"kubernetes.gpu.count"_s), u"request and limit differ: of devices both are one"_s);
    else if (gpu.count)
        m_notes.changed(amount.at, to(u"kubernetes.gpu.count"_s), QString::number(count),
                        u"said once for request and limit"_s);
    else
        m_notes.changed(amount.at, to(u"kubernetes.gpu"_s), u"%1 × %2"_s.arg(count).arg(resource),
                        isLegacy ? u"the name that Kubernetes has for it today; the taint of GPU nodes is tolerated"_s
                                 : u"a request for GPUs, whose taint is tolerated"_s);
    if (!gpu.count)
        gpu = {.resource = resource, .count = count};
    return true;
}

//! Of what is counted in pieces a request alone is refused by Kubernetes.
void DssConfig::pairDevices()
{
    settings::KubernetesPart &part = m_config.kubernetes;
    for (const auto &[resource, amount] : part.requests) {
        const QString *limit = resource.contains(u'/') ? find(part.limits, resource) : nullptr;
        if (resource.contains(u'/') && !limit)
            part.limits.emplace_back(resource, amount);
        else if (limit && *limit != amount)
            m_notes.warn(m_map.at(), to(u"kubernetes.requests."_s + resource),
                         u"differs from its limit: of devices both are one"_s);
    }
}

void DssConfig::takeSharedMemory(SourceMap &map)
{
    FieldTaker fields(map, m_notes, m_to);
    settings::SharedMemory &shared = m_config.kubernetes.sharedMemory;
    fields.flag(u"enableCustomSHM"_s, u"kubernetes.sharedMemory.enabled"_s, shared.enabled);
    const SourceValue size = map.number(u"customSHMValueMB"_s);
    const double amount = size.text().toDouble();
    if (!size || !(amount > 0) || amount > MostMemory)
        return;
    shared.size = QString::number(qint64(std::ceil(amount))) + u"Mi"_s;
    m_notes.changed(size, to(u"kubernetes.sharedMemory.size"_s), shared.size,
                    u"%1 MB, which are MiB"_s.arg(size.text()));
}

} // namespace fairlead::configimport
