// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "builderchoice.h"

#include <QMap>
#include <QStringList>
#include <QUrlQuery>

namespace fairlead::docker {

//! The parameters of POST /build. What is empty or 0 is left to the engine.
struct BuildOptions
{
    Builder builder = Builder::Classic;
    QStringList tags;   //!< "name:tag"
    QString dockerfile; //!< its path in the context; empty: "Dockerfile"
    QMap<QString, QString> buildArgs;
    Labels labels;
    QString target;   //!< the last stage to build
    QString platform; //!< "linux/arm64"
    bool usesCache = true;
    bool pulls = false;        //!< base images anew, also those that are there
    bool removes = true;       //!< containers of steps that went well; classic only, as the next
    bool removesAlways = true; //!< those of a step that failed, too
    QStringList cacheFrom;     //!< images
    QStringList extraHosts;    //!< "name:address"
    QString networkMode;       //!< "none", "host", the name of a network
    std::int64_t shmSizeBytes = 0;
    std::int64_t memoryBytes = 0;     //!< of a step; classic only, as the rest
    std::int64_t memorySwapBytes = 0; //!< with memory; -1: no limit
    std::int64_t cpuShares = 0;
    std::int64_t cpuPeriodUs = 0;
    std::int64_t cpuQuotaUs = 0;
    QString cpuSetCpus; //!< "0-3"
    QString buildId;    //!< of BuildKit; by which it is cancelled

    bool operator==(const BuildOptions &) const = default;
};

//! Source: Engine API reference, "Build an image".
QUrlQuery buildQuery(const BuildOptions &options);

} // namespace fairlead::docker
