// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArrayView>
#include <QMetaType>

#include <cstdint>
#include <optional>

namespace fairlead::docker {

//! What a container uses at a moment, as `docker stats` computes it. Bytes are -1 where the engine does not say.
struct ContainerStats
{
    std::optional<double> cpuFraction; //!< of one CPU: 2.5 are two and a half; empty: the first sample has no interval
    double cpus = 0;                   //!< that there are
    std::int64_t memoryBytes = -1;     //!< without the inactive part of the page cache
    std::int64_t memoryLimitBytes = -1;
    std::int64_t receivedBytes = -1; //!< of all its networks, since it started
    std::int64_t sentBytes = -1;
    std::int64_t readBytes = -1; //!< from disks
    std::int64_t writtenBytes = -1;
    std::int64_t pids = -1;

    bool operator==(const ContainerStats &) const = default;
};

//! A line of GET /containers/{id}/stats, of cgroup v1 or v2. Errors: Malformed (BadJson).
//! Source: docker/cli cli/command/container/stats_helpers.go.
Result<ContainerStats> decodeStats(QByteArrayView json);

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::ContainerStats)
