// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"

#include <QString>

namespace fairlead::models {

//! What is so where a runtime config says nothing, and from where that comes: for empty fields. And what some of what
//! it says comes to now. Plain.
struct ConfigDefaults
{
    QString contexts;  //!< "prod-a, the kubeconfig's current context"
    QString ns;        //!< "team-a, of the context prod-a"
    QString reference; //!< "team/exec:1, of the base image"
    QString registry;  //!< "as the base image: team"
    QString targets;   //!< "now prod-a, then prod-b"; empty: as they are written
    QString image;     //!< "now registry.example.com/team/exec:1"; empty: as it is written

    bool operator==(const ConfigDefaults &) const = default;
};
ConfigDefaults configDefaults(const settings::RuntimeConfig &config, const runs::LaunchFacts &facts,
                              const settings::Settings &settings);

} // namespace fairlead::models
