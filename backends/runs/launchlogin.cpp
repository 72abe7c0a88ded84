// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchlogin.h"

#include "backends/registry/registryconnection.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

QString loginRegistry(const settings::RuntimeConfig &config, const QString &image, const settings::Settings &settings)
{
    if (!config.isDocker())
        return config.image.pullSecretFrom.id;
    const auto reference = registry::ImageReference::parseNormalized(image);
    const settings::Registry *registry = reference ? registry::registryOf(settings.registries, *reference) : nullptr;
    return registry ? registry->id : QString();
}

QString pullSecretName(const QString &launchName)
{
    return launchName + u"-pull"_s;
}

} // namespace fairlead::runs
