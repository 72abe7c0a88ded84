// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfindings.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using docker::DeviceRequest;
using docker::EngineInfo;
using docker::EngineVersion;
using Step = TrialResult::Step;

bool isCdi(const DeviceRequest &request)
{
    return request.driver == "cdi"_L1;
}

QString wantedText(const DeviceRequest &request)
{
    if (!request.deviceIds.isEmpty())
        return request.deviceIds.join(u", "_s);
    return request.count < 0 ? u"all GPUs"_s : u"%1 GPUs"_s.arg(request.count);
}

QString remedyOf(const ApiError &error)
{
    const QString &text = error.message;
    if (text.contains("could not select device driver"_L1))
        return u"install the NVIDIA Container Toolkit on the daemon's host, or take another daemon"_s;
    if (text.contains("unresolvable CDI devices"_L1) || text.contains("CDI device injection failed"_L1))
        return u"name devices that the daemon knows (docker info), or have nvidia-ctk write their CDI files"_s;
    if (text.contains("unknown or invalid runtime"_L1) || text.contains("unknown runtime"_L1))
        return u"name a runtime that the daemon has, or add it to its daemon.json"_s;
    if (text.contains("bind source path does not exist"_L1))
        return u"make the folder on the daemon's host, or correct the path"_s;
    if (text.contains("executable file not found"_L1) || text.contains("no such file or directory"_L1))
        return u"the image lacks the program: give a command that it has"_s;
    if (error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden ||
        text.contains("no basic auth credentials"_L1) || text.contains("denied"_L1))
        return u"log in to the registry, as somebody who may pull this image"_s;
    if (text.contains("/v2/"_L1)) // the daemon's own words about a registry that it could not speak to
        return u"see whether the registry of the image runs, and its name is right"_s;
    if (error.kind == ApiError::Kind::Network || error.kind == ApiError::Kind::Timeout)
        return u"see whether the daemon runs and its address is right"_s;
    if (error.kind == ApiError::Kind::Tls)
        return u"see whose certificate the daemon has, and which it wants to see"_s;
    return {};
}

TrialResult cdiFinding(const DeviceRequest &request, const EngineInfo &info)
{
    TrialResult result{.step = Step::Devices, .subject = wantedText(request)};
    QStringList known;
    for (const EngineInfo::Device &device : info.discoveredDevices)
        known += device.id;
    QStringList missing = request.deviceIds;
    missing.removeIf([&known](const QString &id) { return known.contains(id); });
    if (missing.isEmpty()) {
        result.detail = u"the daemon knows them"_s;
    } else if (known.isEmpty() && !info.cdiSpecDirs.isEmpty()) {
        result.state = CheckState::Note;
        result.detail = u"the daemon takes devices by name and does not tell which it knows"_s;
    } else {
        result.state = CheckState::Failed;
        result.detail = u"the daemon does not know %1"_s.arg(missing.join(u", "_s));
        result.items = known;
        result.remedy = known.isEmpty() ? u"this daemon knows no devices by name (CDI)"_s
                                        : u"it knows: %1"_s.arg(known.join(u", "_s));
    }
    return result;
}

bool hasRuntime(const EngineInfo &info, const QString &name)
{
    return std::any_of(info.runtimes.begin(), info.runtimes.end(),
                       [&name](const EngineInfo::Runtime &each) { return each.name == name; });
}

} // namespace

TrialResult failedAt(Step step, const ApiError &error)
{
    return {.step = step,
            .state = CheckState::Failed,
            .detail = error.message,
            .remedy = step == Step::Image && remedyOf(error).isEmpty()
                          ? u"see whether the registry has the image, and the daemon reaches it"_s
                          : remedyOf(error),
            .error = error};
}

TrialResult runtimeFinding(const QString &wanted, const EngineInfo &info, EngineVersion::Kind kind)
{
    TrialResult result{.step = Step::Runtime, .subject = wanted, .detail = u"the daemon has it"_s};
    QStringList names;
    for (const EngineInfo::Runtime &each : info.runtimes)
        names += each.name;
    if (wanted.isEmpty()) {
        result.detail = u"the daemon's own, %1"_s.arg(info.defaultRuntime);
    } else if (!hasRuntime(info, wanted)) {
        result.state = CheckState::Failed;
        result.detail = u"the daemon has no runtime \"%1\"; it has %2"_s.arg(wanted, names.join(u", "_s));
        result.items = names;
        result.remedy = wanted == "nvidia"_L1
                            ? u"install the NVIDIA Container Toolkit there and run nvidia-ctk runtime configure"_s
                            : u"add it to the daemon.json of the daemon, or name another"_s;
    } else if (kind == EngineVersion::Kind::Podman && wanted != info.defaultRuntime) {
        result.state = CheckState::Note;
        result.detail = u"Podman names it among those that it could use; whether it is installed shows itself"_s;
    }
    return result;
}

TrialResult devicesFinding(const std::vector<DeviceRequest> &wanted, const EngineInfo &info, EngineVersion::Kind kind)
{
    TrialResult result{.step = Step::Devices, .detail = u"none are asked for"_s};
    for (const DeviceRequest &request : wanted) {
        result = isCdi(request) ? cdiFinding(request, info)
                                : TrialResult{.step = Step::Devices, .subject = wantedText(request)};
        if (result.state == CheckState::Failed)
            return result;
        if (isCdi(request))
            continue;
        result.detail = u"the daemon has the runtime nvidia"_s;
        if (kind == EngineVersion::Kind::Podman) {
            result.state = CheckState::Note;
            result.detail = u"Podman may drop the request: what is made is looked at"_s;
        } else if (!hasRuntime(info, u"nvidia"_s)) {
            result.state = CheckState::Note;
            result.detail =
                u"the daemon has no runtime nvidia; whether it has GPUs shows itself when one is asked for"_s;
        }
    }
    return result;
}

TrialResult createFinding(const docker::ContainerSpec &wanted, const docker::ContainerDetails &made,
                          const QStringList &warnings)
{
    TrialResult result{.step = Step::Create, .detail = u"made as asked for"_s, .items = warnings};
    if (!wanted.deviceRequests.empty() && made.deviceRequests.empty()) {
        result.state = CheckState::Failed;
        result.detail =
            u"the engine made the container without the devices that were asked for (%1), and said nothing"_s.arg(
                wantedText(wanted.deviceRequests.front()));
        result.remedy = u"take a Docker daemon for GPUs, or give the devices in another way"_s;
    } else if (!warnings.isEmpty()) {
        result.state = CheckState::Warning;
        result.detail = warnings.join(u"; "_s);
    }
    return result;
}

TrialResult endFinding(const docker::ContainerDetails &made, const QStringList &lines)
{
    TrialResult result{.step = Step::Run, .detail = u"ended well"_s, .items = lines};
    if (made.isRunning) {
        result.state = CheckState::Warning;
        result.detail = u"did not end in time"_s;
        result.remedy = u"give a command that ends by itself"_s;
    } else if (made.exitCode != 0 || made.isOomKilled) {
        result.state = CheckState::Failed;
        result.detail = u"ended with exit code %1"_s.arg(made.exitCode);
        result.remedy = u"see the lines that it wrote"_s;
        if (made.isOomKilled) {
            result.detail += u": out of memory"_s;
            result.remedy = u"give it more memory"_s;
        } else if (!made.error.isEmpty()) {
            result.detail += u": "_s + made.error;
        }
    }
    return result;
}

QStringList volumeNames(const docker::ContainerSpec &spec)
{
    QStringList names;
    for (const QJsonValue mount : spec.hostConfig.value("Mounts"_L1).toArray()) {
        if (mount["Type"_L1] == "volume"_L1 && !mount["Source"_L1].toString().isEmpty())
            names += mount["Source"_L1].toString();
    }
    return names;
}

QString networkName(const docker::ContainerSpec &spec)
{
    const QString &mode = spec.networkMode;
    const bool isMode = mode.isEmpty() || mode == "default"_L1 || mode == "bridge"_L1 || mode == "host"_L1 ||
                        mode == "none"_L1 || mode == "private"_L1 || mode.startsWith("container:"_L1) ||
                        mode.startsWith("ns:"_L1) || mode.startsWith("slirp4netns"_L1) || mode == "pasta"_L1;
    return isMode ? QString() : mode;
}

} // namespace fairlead::runs
