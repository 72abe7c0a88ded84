// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"

#include <QStringList>

namespace fairlead::models {

//! Choices for fields, by what the targets of \p config, or all contexts where none of them has said, really have:
//! sorted, each once; not plain.
struct FactChoices
{
    QStringList contexts;
    QStringList resources;        //!< "nvidia.com/gpu"
    QStringList amounts;          //!< "rdma/ib", "hugepages-2Mi": what else some node has any of; the first of many
    QStringList products;         //!< "H100 80GB"
    QStringList kinds;            //!< "device", "mig"
    QStringList nodeLabels;       //!< keys
    QStringList taints;           //!< keys
    QStringList runtimes;         //!< of the config's daemon
    QStringList cdiDevices;       //!< of the config's daemon
    std::int64_t mostDevices = 0; //!< that a node has of what the config wants; 0: not known

    bool operator==(const FactChoices &) const = default;
};
FactChoices factChoices(const settings::RuntimeConfig &config, const runs::LaunchFacts &facts,
                        const settings::Settings &settings);

} // namespace fairlead::models
