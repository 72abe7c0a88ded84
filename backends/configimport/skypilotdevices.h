// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "importnotes.h"

namespace fairlead::configimport {

//! Takes the first accelerator out of \p resources, the limits and requests of a container, as what \p config asks for;
//! others stay. \p path is theirs, \p to stands before each field.
void takeDevicesOf(files::YamlValue &resources, const QString &path, const QString &to, settings::RuntimeConfig &config,
                   ImportNotes &notes);

} // namespace fairlead::configimport
