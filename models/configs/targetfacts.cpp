// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "targetfacts.h"

namespace fairlead::models {

std::vector<const runs::ContextFacts *> knownContexts(const std::vector<runs::LaunchTarget> &targets,
                                                      const runs::LaunchFacts &facts)
{
    std::vector<const runs::ContextFacts *> known;
    for (const runs::LaunchTarget &target : targets) {
        const runs::ContextFacts *context = facts.context(target.contextId);
        if (context && context->nodes)
            known.push_back(context);
    }
    return known;
}

const docker::EngineInfo *engineOf(const std::vector<runs::LaunchTarget> &targets, const runs::LaunchFacts &facts)
{
    const auto engine = targets.empty() ? facts.daemons.constEnd() : facts.daemons.constFind(targets.front().daemonId);
    return engine == facts.daemons.constEnd() ? nullptr : &*engine;
}

QStringList runtimesOf(const docker::EngineInfo &engine)
{
    QStringList names;
    for (const docker::EngineInfo::Runtime &runtime : engine.runtimes)
        names += runtime.name;
    return names;
}

QStringList devicesOf(const docker::EngineInfo &engine)
{
    QStringList ids;
    for (const docker::EngineInfo::Device &device : engine.discoveredDevices)
        ids += device.id;
    return ids;
}

QStringList sortedNames(const QSet<QString> &names)
{
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

} // namespace fairlead::models
