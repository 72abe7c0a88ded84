// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "importnotes.h"

namespace fairlead::configimport {

//! Takes the pod_config at \p at into \p config: what has a field of its own there, so that it goes together with what
//! is made from the other fields, and the rest as pod template patch. Secrets in the environment are left out and told.
//! \p to stands before each field.
void takePodConfig(const SourceValue &at, const QString &to, settings::RuntimeConfig &config, ImportNotes &notes);

} // namespace fairlead::configimport
