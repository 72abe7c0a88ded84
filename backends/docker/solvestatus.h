// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::docker {

//! News of a build by BuildKit. Times are milliseconds since 1970 UTC, 0 where there is none.
struct SolveStatus
{
    struct Vertex
    {
        QString digest;
        QString name;
        bool isCached = false;
        std::int64_t startedMs = 0;
        std::int64_t completedMs = 0;
        QString error;

        bool operator==(const Vertex &) const = default;
    };
    //! Of what a vertex transfers or does.
    struct Progress
    {
        QString id; //!< "transferring context:", "sha256:... "
        QString vertex;
        std::int64_t currentBytes = 0;
        std::int64_t totalBytes = 0; //!< 0: not known, or no bytes at all
        std::int64_t completedMs = 0;

        bool operator==(const Progress &) const = default;
    };
    struct Log
    {
        QString vertex;
        QByteArray text; //!< a piece, not a line

        bool operator==(const Log &) const = default;
    };
    struct Warning
    {
        QString vertex;
        QString text;
        int line = 0; //!< of the Dockerfile; 0: it does not say

        bool operator==(const Warning &) const = default;
    };

    std::vector<Vertex> vertices;
    std::vector<Progress> progress;
    std::vector<Log> logs;
    std::vector<Warning> warnings;

    bool operator==(const SolveStatus &) const = default;
};

//! What the engine sends as moby.buildkit.trace. Errors: Malformed (BadProtobuf).
//! Source: moby/buildkit api/services/control/control.proto, StatusResponse.
Result<SolveStatus> decodeSolveStatus(QByteArrayView protobuf);

//! A line of `docker buildx build --progress=rawjson`. Errors: Malformed (BadJson), which on that stream is a line for
//! people. Source: moby/buildkit client/graph.go, SolveStatus.
Result<SolveStatus> decodeSolveStatusJson(QByteArrayView json);

} // namespace fairlead::docker
