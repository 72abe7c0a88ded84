// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonfindings.h"

#include "daemonstatus.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using Id = CheckResult::Id;
using State = CheckResult::State;

//! Of what is the engine's own machine nothing is to be warned of.
bool isLoopbackNetwork(const QString &registry)
{
    return registry == "127.0.0.0/8"_L1 || registry == "::1/128"_L1;
}

std::int64_t counted(std::int64_t bytes)
{
    return std::max<std::int64_t>(0, bytes);
}

struct ImagesBytes
{
    std::int64_t bytes = 0;
    bool isLeast = false; //!< there may be more
};

//! Podman counts no layers by themselves, and what an image shares with the steps of its own build as shared: at least
//! the largest such part is there once.
ImagesBytes imagesBytes(const DiskUsage &usage)
{
    if (usage.layersBytes > 0)
        return {.bytes = usage.layersBytes};
    std::int64_t own = 0;
    std::int64_t shared = 0;
    for (const Image &image : usage.images) {
        own += std::max<std::int64_t>(0, counted(image.sizeBytes) - counted(image.sharedSizeBytes));
        shared = std::max(shared, counted(image.sharedSizeBytes));
    }
    return {.bytes = own + shared, .isLeast = shared > 0};
}

//! "1 of 2 are missing: base/exec:1".
QString imagesText(const QStringList &wanted, const QStringList &missing)
{
    if (wanted.isEmpty())
        return {};
    if (missing.isEmpty())
        return u"all %1 are there"_s.arg(wanted.size());
    return u"%1 of %2 are missing: %3"_s.arg(missing.size()).arg(wanted.size()).arg(missing.join(u", "_s));
}

} // namespace

QString sizeText(std::int64_t bytes)
{
    double size = double(bytes);
    const QStringList units{u"B"_s, u"kB"_s, u"MB"_s, u"GB"_s, u"TB"_s, u"PB"_s};
    qsizetype unit = 0;
    while (size >= 999.95 && unit + 1 < units.size()) {
        size /= 1'000;
        ++unit;
    }
    return u"%1 %2"_s.arg(QString::number(size, 'f', unit == 0 ? 0 : 1), units[unit]);
}

CheckResult encryptionFinding(const DockerEndpoint &endpoint)
{
    CheckResult result{.id = Id::Encryption};
    if (!endpoint.endpoint.unixSocketPath.isEmpty()) {
        result.detail = u"a socket of this machine"_s;
    } else if (endpoint.endpoint.server.scheme() != "https"_L1) {
        result.state = State::Failed;
        result.detail = u"in clear: whoever is in between is root on that machine"_s;
    } else if (endpoint.isInsecure) {
        result.state = State::Failed;
        result.detail = u"TLS with whoever answers: nobody verifies the server"_s;
    } else {
        const bool hasIdentity = !endpoint.credentials.certificatePem.isEmpty();
        result.detail =
            hasIdentity ? u"TLS, the server verified, with a client certificate"_s : u"TLS, the server verified"_s;
    }
    return result;
}

CheckResult engineFinding(const EngineVersion &version)
{
    CheckResult result{.id = Id::Engine, .detail = u"%1 %2"_s.arg(version.engineName, version.version)};
    if (version.kind == EngineVersion::Kind::Other)
        result.state = State::Warning; // neither Docker nor Podman: what it leaves out nobody has tried
    return result;
}

CheckResult identityFinding(const EngineInfo &info, EngineVersion::Kind kind)
{
    const QString id = lastingId(kind, info);
    return {.id = Id::Identity, .detail = id.isEmpty() ? info.name : u"%1 (%2)"_s.arg(info.name, id)};
}

CheckResult platformFinding(const EngineInfo &info)
{
    return {.id = Id::Platform,
            .detail = u"%1/%2, %3, %4, %5 CPUs, %6"_s
                          .arg(info.osType, info.architecture, info.operatingSystem, u"kernel "_s + info.kernelVersion)
                          .arg(info.cpus)
                          .arg(sizeText(info.memoryBytes))};
}

CheckResult storageFinding(const EngineInfo &info)
{
    CheckResult result{.id = Id::Storage, .detail = u"%1 in %2"_s.arg(info.driver, info.dockerRootDir)};
    const bool copies = info.driver == "vfs"_L1 || info.driver == "native"_L1; // the latter is containerd's
    if (copies || info.driver == "devicemapper"_L1) {
        result.state = State::Warning;
        result.detail +=
            copies ? u"; every layer is a whole copy of the one below"_s : u"; no engine since 25 has that driver"_s;
    }
    return result;
}

CheckResult diskFinding(const DiskUsage &usage, const EngineInfo &info)
{
    std::int64_t containers = 0;
    for (const Container &container : usage.containers)
        containers += counted(container.sizeRwBytes);
    std::int64_t volumes = 0;
    for (const Volume &volume : usage.volumes)
        volumes += counted(volume.sizeBytes);
    std::int64_t cache = 0;
    for (const BuildCacheEntry &entry : usage.buildCache)
        cache += entry.isShared ? 0 : counted(entry.sizeBytes);
    const ImagesBytes images = imagesBytes(usage);
    const QString least = images.isLeast ? u"at least "_s : QString();
    const std::int64_t all = images.bytes + containers + volumes + cache;
    return {.id = Id::Disk,
            .detail = u"%1%2 in %3"_s.arg(least, sizeText(all), info.dockerRootDir),
            .items = {u"images %1%2"_s.arg(least, sizeText(images.bytes)), u"containers %1"_s.arg(sizeText(containers)),
                      u"volumes %1"_s.arg(sizeText(volumes)), u"build cache %1"_s.arg(sizeText(cache))}};
}

CheckResult runtimesFinding(const EngineInfo &info, const QString &wanted, EngineVersion::Kind kind)
{
    CheckResult result{.id = Id::Runtimes};
    for (const EngineInfo::Runtime &runtime : info.runtimes)
        result.items << runtime.name;
    result.detail = result.items.join(u", "_s);
    if (!info.defaultRuntime.isEmpty())
        result.detail += u"; default: "_s + info.defaultRuntime;
    const bool isPodman = kind == EngineVersion::Kind::Podman;
    if (isPodman)
        result.detail += u"; known by name, installed or not"_s;
    if (!wanted.isEmpty() && !result.items.contains(wanted)) {
        result.state = State::Failed;
        result.detail = u"no runtime \"%1\" among %2"_s.arg(wanted, result.items.join(u", "_s));
    } else if (!wanted.isEmpty() && isPodman && wanted != info.defaultRuntime) {
        result.state = State::Note;
    }
    return result;
}

CheckResult devicesFinding(const EngineInfo &info)
{
    CheckResult result{.id = Id::Devices};
    for (const EngineInfo::Device &device : info.discoveredDevices)
        result.items << device.id;
    if (!result.items.isEmpty()) {
        result.detail = result.items.join(u", "_s);
    } else if (!info.cdiSpecDirs.isEmpty()) {
        result.detail = u"none named; described in %1"_s.arg(info.cdiSpecDirs.join(u", "_s));
    } else {
        result.state = State::Skipped;
        result.detail = u"the engine has no devices by name (CDI)"_s;
    }
    return result;
}

CheckResult builderFinding(const Ping &ping, EngineVersion::Kind kind)
{
    CheckResult result{.id = Id::Builder};
    if (kind == EngineVersion::Kind::Podman)
        result.detail = u"Buildah, as a classic builder"_s;
    else if (ping.builderVersion == "2"_L1)
        result.detail = u"BuildKit"_s;
    else
        result.detail = u"classic builder; BuildKit where it is asked for"_s;
    return result;
}

CheckResult trialFinding(const std::optional<ApiError> &error, const TrialLeftovers &leftovers)
{
    CheckResult result{.id = Id::TrialBuild, .detail = u"an image was built and removed"_s};
    if (error) {
        result.state = State::Failed;
        result.detail = error->message;
        result.error = error;
    }
    if (leftovers.removed > 0)
        result.detail += u"; left there by tests that were broken off, and removed now: %1"_s.arg(leftovers.removed);
    if (leftovers.kept == 0)
        return result;
    if (!error)
        result.state = State::Note;
    result.detail += u"; left there, and not to be removed: %1"_s.arg(leftovers.kept);
    if (leftovers.error && !leftovers.error->message.isEmpty())
        result.detail += u" (%1)"_s.arg(leftovers.error->message);
    result.remedy = u"remove images with the label dev.fairlead.trial, and first what uses them"_s;
    return result;
}

CheckResult registriesFinding(const EngineInfo &info, EngineVersion::Kind kind)
{
    CheckResult result{.id = Id::Registries};
    if (kind == EngineVersion::Kind::Podman && info.insecureRegistries.isEmpty() && info.registryMirrors.isEmpty()) {
        result.state = State::Skipped;
        result.detail = u"Podman does not tell which registries it trusts without TLS, nor its mirrors"_s;
        return result;
    }
    for (const QString &registry : info.insecureRegistries) {
        if (!isLoopbackNetwork(registry))
            result.items << u"insecure: "_s + registry;
    }
    result.state = result.items.isEmpty() ? State::Ok : State::Warning;
    for (const QString &mirror : info.registryMirrors)
        result.items << u"mirror: "_s + mirror;
    result.detail = result.items.isEmpty() ? u"no insecure ones, no mirrors"_s : result.items.join(u", "_s);
    return result;
}

CheckResult warningsFinding(const EngineInfo &info)
{
    return {.id = Id::Warnings,
            .state = info.warnings.isEmpty() ? State::Ok : State::Warning,
            .detail = info.warnings.isEmpty() ? u"none"_s : info.warnings.join(u"; "_s),
            .items = info.warnings};
}

CheckResult imagesFinding(const QStringList &wanted, const QStringList &missing, const QStringList &unnamed)
{
    CheckResult result{.id = Id::Images};
    if (wanted.isEmpty() && unnamed.isEmpty()) {
        result.state = State::Skipped;
        result.detail = u"no base image is built there"_s;
        return result;
    }
    result.detail = imagesText(wanted, missing);
    result.items = missing;
    if (!missing.isEmpty()) {
        result.state = State::Warning;
        result.remedy = u"build what is missing: this daemon is the one that does"_s;
    }
    if (!unnamed.isEmpty()) {
        result.state = State::Warning;
        const QString names = u"nobody can tell the tag of %1"_s.arg(unnamed.join(u", "_s));
        result.detail = result.detail.isEmpty() ? names : result.detail + u"; "_s + names;
    }
    return result;
}

CheckResult otherImagesFinding(const QStringList &wanted, const QStringList &missing)
{
    CheckResult result{.id = Id::OtherImages, .detail = imagesText(wanted, missing), .items = missing};
    if (!missing.isEmpty()) {
        result.state = State::Note; // whether they are to run there nobody has said
        result.remedy = u"other daemons build them, and no registry has them: to run them here, build them here too, "
                        "or push them to a registry"_s;
    }
    return result;
}

} // namespace fairlead::docker
