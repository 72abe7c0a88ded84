// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "launchtexts.h"

#include <QJsonObject>

namespace fairlead::manifests {

//! The container that runs the workload.
constexpr auto MainContainer = "main";

//! The template of the pod, before the config's own patch and what its devices need. \p labels are those of all that is
//! made. Source: Kubernetes API, "PodTemplateSpec v1 core".
QJsonObject podTemplate(const settings::RuntimeConfig &config, const Launch &launch, const QJsonObject &labels,
                        LaunchTexts &texts);

} // namespace fairlead::manifests
