// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fairlead::manifests {

//! Every type that a PodTemplateSpec and the policies of a namespace reach, one a line; podschema.py says how, and
//! makes it.
extern const char *const PodSchemaText;

} // namespace fairlead::manifests
