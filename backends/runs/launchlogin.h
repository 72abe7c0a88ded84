// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

namespace fairlead::runs {

//! Whose login a launch of \p config in \p image takes with it, as an id of the registries: on Kubernetes that of which
//! a pull secret is made, on Docker the one that the image belongs to. Empty: none.
QString loginRegistry(const settings::RuntimeConfig &config, const QString &image, const settings::Settings &settings);

//! The Secret that is made of it on Kubernetes for a launch called \p launchName.
QString pullSecretName(const QString &launchName);

} // namespace fairlead::runs
