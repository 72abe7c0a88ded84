// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "backends/settings/settings.h"
#include "backends/transport/apierror.h"
#include "models/severity.h"
#include "testreport.h"

#include <chrono>
#include <optional>

namespace fairlead::models {

enum class DaemonState : std::uint8_t {
    Closed, //!< nothing is asked of it
    Connecting,
    Live,
    Stale,       //!< what was last seen is shown
    Unreachable, //!< nothing was ever seen
    Refused,     //!< it answers, and not to us
    Invalid,     //!< what the settings say of it cannot be used: files, address
};

//! Of GET /system/df, which is asked when somebody wants to know; in bytes, -1: not counted.
struct DaemonDisk
{
    std::int64_t imagesBytes = -1;     //!< layers that images share counted once
    std::int64_t containersBytes = -1; //!< written beyond their images
    std::int64_t volumesBytes = -1;
    std::int64_t buildCacheBytes = -1;
    std::int64_t counted = 0;      //!< seconds since 1970; 0: never
    bool isCounting = false;       //!< the engine has been asked again
    std::optional<ApiError> error; //!< of the last time that it was asked

    std::int64_t totalBytes() const; //!< of what is counted; -1: nothing is
};
DaemonDisk daemonDisk(const docker::DiskUsage &usage);

//! How a daemon is, as far as anybody has asked. Whoever runs its session fills it.
struct DaemonStatus
{
    DaemonState state = DaemonState::Closed;
    std::int64_t since = 0;                           //!< of the state, seconds since 1970
    std::optional<ApiError> error;                    //!< why it is not live
    bool isInsecure = false;                          //!< as DockerEndpoint::isInsecure
    QString apiVersion;                               //!< that is spoken with it
    std::optional<std::chrono::milliseconds> latency; //!< of the last ping
    std::optional<docker::EngineVersion> version;
    std::optional<docker::EngineInfo> info;
    DaemonDisk disk;
    TestReport test;
};

//! Of what is listed now: the engine's own numbers are of the moment when it was asked, and count layers as images.
struct DaemonCounts
{
    std::optional<std::int64_t> containers; //!< nullopt: not listed
    std::int64_t running = 0;               //!< of them
    std::optional<std::int64_t> images;     //!< nullopt: not listed
};

struct DaemonEntry
{
    settings::Daemon daemon;
    DaemonStatus status;
    DaemonCounts counts;

    bool isOpen() const { return status.state != DaemonState::Closed; }
    //! By the settings or by the session: the mark comes before anything is sent.
    bool isInsecure() const;
};

//! Two daemons of ours that are one engine, as docker::isSameEngine() tells them: the id alone does not.
bool isSameEngine(const DaemonStatus &a, const DaemonStatus &b);

//! "live", "unreachable since 2 min".
QString stateText(const DaemonStatus &status);
QString stateWord(DaemonState state);
Severity severityOf(DaemonState state);
bool needsAttention(DaemonState state);
//! "unix:///var/run/docker.sock", "tcp://host:2376 (TLS)", "docker context prod"; plain.
QString addressText(const settings::Daemon &daemon);
//! tcp:// in clear: whoever is in between is root on that machine.
bool isInsecure(const settings::Daemon &daemon);
//! "nvidia 2 devices": what of it may be given to containers for GPUs; empty: nothing is known.
QString acceleratorText(const docker::EngineInfo &info);

} // namespace fairlead::models
