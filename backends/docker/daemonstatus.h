// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "enginetypes.h"

#include "backends/transport/apierror.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace fairlead::docker {

//! What a person needs to know of a daemon at a glance.
enum class DaemonState : std::uint8_t {
    Closed, //!< not opened: no request is sent, no file of it read
    Connecting,
    Live,
    Stale,   //!< showing what was last seen
    Refused, //!< there, and not for us: TLS, the socket's permissions, an authorization plugin
    Unreachable,
    Invalid, //!< cannot be used as it is written: a bad address, a TLS file that is missing, an engine of another age
};

//! "live", "stale", ...: the spelling of JSON output.
QString toString(DaemonState state);

//! Everything that is known of one daemon but its objects. Times are seconds since 1970 UTC.
struct DaemonStatus
{
    DaemonState state = DaemonState::Closed;
    std::int64_t since = 0;        //!< it is in this state; of Stale: the last that was heard
    std::optional<ApiError> error; //!< why it is not live
    std::int64_t retryAt = 0;      //!< 0: no retry is waiting
    //! Why one of its lists is missing or old while the daemon is live.
    std::optional<ApiError> containersError;
    std::optional<ApiError> imagesError;
    std::optional<ApiError> volumesError;

    QString endpoint;        //!< "unix:///var/run/docker.sock", "tcp://10.0.0.5:2376": where requests go
    bool isInsecure = false; //!< to stay visible: in clear over TCP, or with a server that nobody verifies
    // From here on as it was when it was last asked.
    EngineVersion::Kind kind = EngineVersion::Kind::Other;
    QString engineName;
    QString version;
    ApiVersion apiVersion;
    QString builderVersion; //!< "2": BuildKit is what the engine itself recommends
    QString os;
    QString arch;
    QString id;      //!< of the engine, whatever it is reached by; empty: it has none that lasts
    QString name;    //!< of its machine
    QString rootDir; //!< where it keeps everything
    std::optional<std::chrono::milliseconds> latency;

    bool operator==(const DaemonStatus &) const = default;
};

//! What chooseBuilder() asks of an engine.
Ping pingOf(const DaemonStatus &status);

//! Two daemons of ours that are one engine. The id alone does not tell: machines that are copies of one have the same,
//! and so have two engines on one machine.
bool isSameEngine(const DaemonStatus &a, const DaemonStatus &b);

//! The id of EngineInfo where it lasts: Podman makes up another for each answer.
QString lastingId(EngineVersion::Kind kind, const EngineInfo &info);

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::DaemonStatus)
