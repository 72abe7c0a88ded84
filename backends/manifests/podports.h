// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podschema.h"

namespace fairlead::manifests {

//! What the API server would not take of the ports of containers and of their probes: numbers, names, protocols, what
//! stands twice. Values of another kind are PodSchema's. Warnings are what it takes, and what then does not do what
//! it looks like.
//! Shape: \p podTemplate as PodTemplateSpec, a patch of one, too. Source: Kubernetes, pkg/apis/core/validation.
std::vector<SchemaProblem> portProblems(const files::YamlValue &podTemplate);

//! All that is wrong with a patch of a pod template: fields, kinds, ports.
std::vector<SchemaProblem> patchProblems(const files::YamlValue &patch, const PodSchema &schema);

} // namespace fairlead::manifests
