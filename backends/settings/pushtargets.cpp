// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pushtargets.h"

#include "findbyid.h"

namespace fairlead::settings {

Settings withPushTargets(Settings settings)
{
    for (const RuntimeConfig &config : settings.runtimeConfigs) {
        const Reference &registry = config.image.registry;
        if (!config.enabled || registry.id.isEmpty() || !findById(settings.registries, registry.id))
            continue;
        for (BaseImage &recipe : settings.baseImages) {
            if (recipe.id == config.image.baseImage.id && !findById(recipe.registries, registry.id))
                recipe.registries.push_back(registry);
        }
    }
    return settings;
}

} // namespace fairlead::settings
