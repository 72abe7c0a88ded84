// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/launch.h"
#include "backends/settings/settingsdocument.h"

namespace fairlead::tests {

//! A runtime config as a person writes it, without id and name.
inline settings::RuntimeConfig configOf(const QByteArray &keys)
{
    const auto yaml = files::parseYaml("{id: c-1, name: gpu, " + keys + "}");
    return settings::fromYaml<settings::RuntimeConfig>(yaml.value().root).value();
}

//! By anna, of project CHURN, on nodes that call an H100 by two names.
inline manifests::Launch someLaunch()
{
    using variables::Origin;
    manifests::Launch launch{.runId = QStringLiteral("r-1"),
                             .name = QStringLiteral("job-1"),
                             .image = QStringLiteral("reg/exec:1"),
                             .command = {QStringLiteral("nvidia-smi")}};
    launch.devices = {QStringLiteral("nvidia.com/gpu"),
                      {{QStringLiteral("nvidia.com/gpu.product"),
                        {QStringLiteral("NVIDIA-H100-80GB-HBM3"), QStringLiteral("NVIDIA-H100-PCIe")}}}};
    launch.variables.user = QStringLiteral("anna");
    launch.variables.project = QStringLiteral("CHURN");
    launch.variables.set(Origin::User, QStringLiteral("dssUserLogin"), QStringLiteral("anna"));
    launch.variables.set(Origin::User, QStringLiteral("adminProperty:k8sNS"), QStringLiteral("team-a"));
    launch.variables.set(Origin::Project, QStringLiteral("projectKey"), QStringLiteral("CHURN"));
    return launch;
}

} // namespace fairlead::tests
