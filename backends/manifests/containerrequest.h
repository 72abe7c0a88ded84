// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "backends/settings/runtimeconfig.h"
#include "launch.h"

#include <tl/expected.hpp>

namespace fairlead::manifests {

//! What the daemon is sent for \p config: POST /containers/create, by the name of the launch. The container stays when
//! it ends, so that its logs can be taken.
//! Errors: variables that nobody sets, values that Docker does not take, and what a config asks for that Docker does
//! not have, each by field.
//! Source: Engine API, "ContainerCreate".
tl::expected<docker::ContainerSpec, ManifestProblems> containerRequest(const settings::RuntimeConfig &config,
                                                                       const Launch &launch);

} // namespace fairlead::manifests
