// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "trialcommand.h"
#include "trialresult.h"

//! What the answers of a Docker daemon mean to somebody who is going to launch. Pure functions.
namespace fairlead::runs {

//! A failure in the engine's words, with what to do about it.
TrialResult failedAt(TrialResult::Step step, const ApiError &error);

TrialResult runtimeFinding(const QString &wanted, const docker::EngineInfo &info, docker::EngineVersion::Kind kind);
//! Whether the daemon can give the devices, as far as it tells before it is asked.
TrialResult devicesFinding(const std::vector<docker::DeviceRequest> &wanted, const docker::EngineInfo &info,
                           docker::EngineVersion::Kind kind);
//! Whether \p made has the devices that \p wanted asks for: Podman drops requests without a word.
TrialResult createFinding(const docker::ContainerSpec &wanted, const docker::ContainerDetails &made,
                          const QStringList &warnings);
//! \p made: as it is inspected behind its end.
TrialResult endFinding(const docker::ContainerDetails &made, const QStringList &lines);

//! The volumes by name that a container mounts.
QStringList volumeNames(const docker::ContainerSpec &spec);
//! A network of the daemon that has to be there; empty: its mode needs none.
QString networkName(const docker::ContainerSpec &spec);

} // namespace fairlead::runs
