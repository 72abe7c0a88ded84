// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/devicenames.h"
#include "backends/runs/launchtargets.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <vector>

//! What the targets of a config have said, as far as they have. Pointers are into the facts.
namespace fairlead::models {

//! Those of \p targets whose nodes are known.
std::vector<const runs::ContextFacts *> knownContexts(const std::vector<runs::LaunchTarget> &targets,
                                                      const runs::LaunchFacts &facts);

//! Of the first of \p targets; null: it is no daemon, or has said nothing.
const docker::EngineInfo *engineOf(const std::vector<runs::LaunchTarget> &targets, const runs::LaunchFacts &facts);
QStringList runtimesOf(const docker::EngineInfo &engine);
//! By their CDI names.
QStringList devicesOf(const docker::EngineInfo &engine);

QStringList sortedNames(const QSet<QString> &names);

//! \p look gets each context and the devices of its nodes.
template <class Look>
void forDevices(const std::vector<const runs::ContextFacts *> &contexts, Look look)
{
    for (const runs::ContextFacts *context : contexts) {
        for (const accelerators::NodeRowPtr &row : *context->nodes) {
            for (const accelerators::NodeDevices &devices : row->availability.devices) {
                if (devices.capacity > 0)
                    look(*context, devices);
            }
        }
    }
}

//! Of what \p gpu asks for, which is one resource in each context.
template <class Look>
void forWanted(const std::vector<const runs::ContextFacts *> &contexts, const settings::GpuRequest &gpu, Look look)
{
    QHash<QString, QString> resources;
    for (const runs::ContextFacts *context : contexts)
        resources.insert(context->id, runs::deviceNames(gpu, *context->nodes).resource);
    forDevices(contexts, [&](const runs::ContextFacts &context, const accelerators::NodeDevices &devices) {
        if (runs::isWanted(devices, gpu) && devices.product.resource == resources.value(context.id))
            look(context, devices);
    });
}

} // namespace fairlead::models
