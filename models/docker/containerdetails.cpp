// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdetails.h"
#include "models/detailsparts.h"
#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

using namespace details;

namespace {

using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

void addStats(ObjectDetails &details, const ContainerStats &stats)
{
    const docker::ContainerStats &sample = stats.sample;
    const QString memory = memoryUseText(sample);
    const QString takes =
        sample.cpuFraction ? Words::tr("%1 CPUs, %2").arg(coresText(std::int64_t(*sample.cpuFraction * 1'000)), memory)
                           : memory;
    details.facts += {Words::tr("Takes"), stats.isOld ? Words::tr("%1, at %2").arg(takes, clockText(stats.at)) : takes};
    details.facts += {Words::tr("Received / sent"), trafficText(sample.receivedBytes, sample.sentBytes)};
    details.facts += {Words::tr("Read / written"), trafficText(sample.readBytes, sample.writtenBytes)};
    if (sample.pids > 0)
        details.facts += {Words::tr("Processes"), numberText(sample.pids)};
}

} // namespace

ObjectDetails containerDetails(const ContainersModel::Entry &entry)
{
    const docker::Container &container = entry.object.container;
    const auto &more = entry.object.details;
    ObjectDetails details{.title = containerName(container),
                          .state = plainLine(container.status.isEmpty() ? container.state : container.status, 200),
                          .severity = severityOf(container)};
    if (more && !more->error.isEmpty())
        details.message = plainText(more->error);
    if (more && more->isOomKilled)
        details.remedy = Remedy{Words::tr("It was killed for taking too much memory."),
                                Words::tr("Give it a higher limit, or less to do.")};
    details.facts = {{Words::tr("Daemon"), plainLine(entry.daemonName, 200)},
                     {Words::tr("Image"), container.image},
                     {Words::tr("Command"), container.command},
                     {Words::tr("Created"), createdText(container.created)},
                     {Words::tr("Ports"), portsText(container.ports)},
                     {Words::tr("Network"), container.networkMode},
                     {Words::tr("Written"), bytesText(container.sizeRwBytes)}};
    if (const auto &stats = entry.object.stats)
        addStats(details, *stats);
    if (more) {
        details.facts += {Words::tr("GPUs"), devicesText(more->deviceRequests)};
        details.facts += {Words::tr("Runtime"), more->runtime};
        if (more->memoryBytes > 0)
            details.facts += {Words::tr("Memory limit"), memoryText(more->memoryBytes)};
        if (more->nanoCpus > 0)
            details.facts += {Words::tr("CPU limit"), coresText(more->nanoCpus / 1'000'000)};
        if (more->restartCount > 0)
            details.facts += {Words::tr("Restarts"), numberText(more->restartCount)};
        details.facts += {Words::tr("Health"), more->health};
    }
    details.facts += {Words::tr("Id"), container.id};
    Section mounts{.key = u"mounts"_s, .title = Words::tr("Mounts")};
    for (const docker::Container::Mount &mount : container.mounts) {
        const QString from = mount.name.isEmpty() ? mount.source : mount.name;
        mounts.facts.push_back(
            fact(mount.destination, mount.isWritable ? mount.type : Words::tr("%1, read-only").arg(mount.type), from));
    }
    addSection(details, std::move(mounts));
    addLabels(details, container.labels);
    const QString stale = refusalOf(entry.isStale);
    details.actions.push_back({Kind::Logs, Words::tr("Logs"), true, stale});
    if (entry.object.isRunning() || container.state == "paused"_L1 || container.state == "restarting"_L1)
        details.actions.push_back({Kind::Stop, Words::tr("Stop…"), false, stale});
    else
        details.actions.push_back({Kind::Start, Words::tr("Start"), false, stale});
    details.actions.push_back({Kind::Remove, Words::tr("Remove…"), false, stale});
    return details;
}

} // namespace fairlead::models
