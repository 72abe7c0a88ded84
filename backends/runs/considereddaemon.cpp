// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "consideredcontext.h"

#include "backends/manifests/dockerresources.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using When = NodeFit::When;

bool wantsDevices(const settings::DockerGpus &gpus)
{
    return gpus.count.value_or(0) != 0 || !gpus.deviceIds.isEmpty() || !gpus.cdiDevices.isEmpty();
}

QString valueOf(const settings::TextPairs &pairs, QLatin1StringView key)
{
    for (const auto &[name, value] : pairs) {
        if (name == key)
            return value;
    }
    return {};
}

void put(ConsideredRow &row, When when, Hindrance what, const QString &reason)
{
    row.when = when;
    row.hindrance = what;
    row.reason = reason;
}

void judge(ConsideredRow &row, const settings::DockerPart &part, const docker::EngineInfo &info)
{
    const double cpus = valueOf(part.resources, "cpus"_L1).toDouble();
    const auto memory = manifests::parseDockerSize(valueOf(part.resources, "memory"_L1));
    row.group.devices = u"%1 cores, %2"_s.arg(info.cpus).arg(
        amountText(u"memory"_s, kubernetes::Quantity::fromUnits(info.memoryBytes)));
    if (info.cpus > 0 && cpus > double(info.cpus))
        return put(row, When::Never, Hindrance::Cpu,
                   u"%1 of cpu asked for, the host has %2"_s.arg(cpus).arg(info.cpus));
    if (memory && info.memoryBytes > 0 && *memory > info.memoryBytes)
        return put(row, When::Never, Hindrance::Memory,
                   u"%1 of memory asked for, the host has %2"_s.arg(
                       amountText(u"memory"_s, kubernetes::Quantity::fromUnits(*memory)),
                       amountText(u"memory"_s, kubernetes::Quantity::fromUnits(info.memoryBytes))));
    if (wantsDevices(part.gpus))
        return put(row, When::Unknown, Hindrance::Device,
                   u"a daemon does not say which GPUs its host has, nor who uses them"_s);
    row.when = When::Now;
    row.nowOn = {info.name};
    row.copies = 1;
    row.notes += u"A daemon reserves nothing: its containers share the host."_s;
}

} // namespace

ConsideredRow daemonRow(const ConsideredQuery &query, const LaunchTarget &target)
{
    ConsideredRow row{.target = target, .group = {}, .gpu = {}};
    const LaunchPlan plan =
        launchPlan(query.run.config, target, query.request, query.facts, query.settings, query.schema);
    const auto info = query.facts.daemons.constFind(target.daemonId);
    if (const QString problem = launchProblem(plan); !problem.isEmpty())
        put(row, When::Never, Hindrance::Launch, problem);
    else if (info == query.facts.daemons.constEnd())
        put(row, When::Unknown, Hindrance::None,
            u"the daemon %1 has not said what its host has: open it"_s.arg(target.name));
    else
        judge(row, query.run.config.docker, *info);
    return row;
}

} // namespace fairlead::runs
