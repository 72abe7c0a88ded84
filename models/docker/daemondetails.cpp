// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdetails.h"
#include "dockerremedies.h"
#include "models/detailsparts.h"
#include "models/errortext.h"
#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

using namespace details;

namespace {

using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

//! "docker 20.10 (API 1.41)".
QString engineText(const DaemonStatus &status)
{
    if (!status.version)
        return {};
    const QString name = u"%1 %2"_s.arg(status.version->engineName, status.version->version);
    return status.apiVersion.isEmpty() ? name : Words::tr("%1, spoken to as API %2").arg(name, status.apiVersion);
}

void addEngine(ObjectDetails &details, const DaemonStatus &status)
{
    details.facts += {Words::tr("Engine"), engineText(status)};
    if (status.latency)
        details.facts += {Words::tr("Latency"), Words::tr("%1 ms").arg(numberText(status.latency->count()))};
    if (!status.info)
        return;
    const docker::EngineInfo &info = *status.info;
    details.facts += {Words::tr("Host"), u"%1, %2/%3"_s.arg(info.name, info.osType, info.architecture)};
    details.facts += {Words::tr("System"), info.operatingSystem};
    details.facts +=
        {Words::tr("Resources"), Words::tr("%1 CPUs, %2").arg(numberText(info.cpus), memoryText(info.memoryBytes))};
    details.facts += {Words::tr("Storage"),
                      info.dockerRootDir.isEmpty() ? info.driver : u"%1, %2"_s.arg(info.driver, info.dockerRootDir)};
    details.facts += {Words::tr("Identity"), info.id};
}

//! "185 GiB, 4 min ago".
QString diskNote(const DaemonDisk &disk)
{
    const std::int64_t bytes = disk.totalBytes();
    QStringList parts;
    if (bytes >= 0)
        parts += memoryText(bytes);
    if (disk.isCounting)
        parts += Words::tr("counting…");
    else if (disk.counted > 0)
        parts += Words::tr("%1 ago").arg(durationText(secondsNow() - disk.counted));
    return parts.join(u", "_s);
}

void addDisk(ObjectDetails &details, const DaemonDisk &disk)
{
    Section section{.key = u"disk"_s, .title = Words::tr("Disk")};
    const std::pair<const char *, std::int64_t> parts[] = {
        {QT_TRANSLATE_NOOP("Words", "Images"), disk.imagesBytes},
        {QT_TRANSLATE_NOOP("Words", "Containers"), disk.containersBytes},
        {QT_TRANSLATE_NOOP("Words", "Volumes"), disk.volumesBytes},
        {QT_TRANSLATE_NOOP("Words", "Build cache"), disk.buildCacheBytes}};
    for (const auto &[name, bytes] : parts) {
        if (bytes >= 0)
            section.facts.push_back(fact(Words::tr(name), memoryText(bytes)));
    }
    if (disk.error) {
        section.facts.push_back(fact(Words::tr("It could not be counted"), {}, errorText(*disk.error)));
        section.facts.back().severity = Severity::Error;
    }
    if (disk.isCounting && section.facts.empty())
        section.facts.push_back(fact(Words::tr("The engine counts, which may take minutes.")));
    const QString note = diskNote(disk); // instead of the number of rows
    if (section.facts.empty())
        return;
    addSection(details, std::move(section));
    details.sections.back().note = note;
}

void addDevices(ObjectDetails &details, const docker::EngineInfo &info)
{
    Section runtimes{.key = u"runtimes"_s, .title = Words::tr("Runtimes")};
    for (const docker::EngineInfo::Runtime &runtime : info.runtimes) {
        runtimes.facts.push_back(fact(
            runtime.name, runtime.name == info.defaultRuntime ? Words::tr("the daemon's own choice") : runtime.path));
    }
    addSection(details, std::move(runtimes));
    Section devices{.key = u"devices"_s, .title = Words::tr("CDI devices")};
    for (const docker::EngineInfo::Device &device : info.discoveredDevices)
        devices.facts.push_back(fact(device.id, device.source));
    addSection(details, std::move(devices));
    Section warnings{
        .key = u"warnings"_s, .title = Words::tr("Warnings of the engine"), .style = Section::Style::Statements};
    for (const QString &warning : info.warnings) {
        warnings.facts.push_back(fact(QString(warning).remove("WARNING: "_L1)));
        warnings.facts.back().severity = Severity::Warning;
    }
    addSection(details, std::move(warnings));
}

} // namespace

QString refusalOf(bool isStale)
{
    return isStale ? Words::tr("The daemon is not live.") : QString();
}

ObjectDetails daemonDetails(const DaemonEntry &entry)
{
    const DaemonStatus &status = entry.status;
    ObjectDetails details{
        .title = plainLine(entry.daemon.name, 200), .state = stateText(status), .severity = severityOf(status.state)};
    if (isInsecure(entry.daemon)) {
        details.dangers += Words::tr("No TLS: whoever is between here and the daemon is root on its machine.");
    } else if (status.isInsecure) {
        details.dangers += Words::tr("TLS verifies nobody: whoever answers at this address is taken for the daemon.");
    }
    if (status.error) {
        details.remedy = daemonRemedyFor(*status.error);
        details.message = plainText(status.error->message);
    }
    details.facts += {Words::tr("Address"), addressText(entry.daemon)};
    if (entry.daemon.tlsVerify && entry.daemon.context.isEmpty())
        details.facts +=
            {Words::tr("Certificates"), entry.daemon.certPath.isEmpty() ? u"~/.docker"_s : entry.daemon.certPath};
    addEngine(details, status);
    addTest(details, status.test);
    addDisk(details, status.disk);
    if (status.info)
        addDevices(details, *status.info);
    const QString stale = refusalOf(status.state != DaemonState::Live);
    if (entry.isOpen())
        details.actions.push_back({Kind::Close, Words::tr("Disconnect")});
    else
        details.actions.push_back({Kind::Open, Words::tr("Open"), true});
    details.actions.push_back(
        {Kind::Test, Words::tr("Test"), false, status.test.isRunning ? Words::tr("It is being tested.") : QString(),
         Words::tr("Asks it everything, builds a trial image there that is removed again, and begins an upload to each "
                   "registry of its images that is given up.")});
    details.actions.push_back({Kind::CountDisk, Words::tr("Count disk"), false,
                               status.disk.isCounting ? Words::tr("It is being counted.") : stale});
    details.actions.push_back({Kind::CleanUp, Words::tr("Clean up…"), false, stale});
    details.actions.push_back({Kind::Edit, Words::tr("Edit")});
    details.actions.push_back({Kind::Remove, Words::tr("Remove…")});
    return details;
}

} // namespace fairlead::models
