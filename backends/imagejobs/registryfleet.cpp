// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryfleet.h"

#include "backends/settings/findbyid.h"

namespace fairlead::imagejobs {

using registry::RegistryConnection;

docker::EngineLogin engineLogin(const std::optional<registry::Login> &login, const QString &serverAddress)
{
    if (!login)
        return {};
    return {.username = login->username,
            .secret = login->secret,
            .isIdentityToken = login->isIdentityToken,
            .serverAddress = serverAddress};
}

RegistryFleet::RegistryFleet(registry::RegistryContext context, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
{
}

RegistryFleet::~RegistryFleet() = default;

void RegistryFleet::setRegistries(const std::vector<settings::Registry> &registries)
{
    m_registries = registries;
    std::erase_if(m_connections, [this](const auto &each) {
        const settings::Registry *now = registry(each.first);
        return !now || !(*now == each.second->registry());
    });
}

const settings::Registry *RegistryFleet::registry(const QString &id) const
{
    return settings::findById(m_registries, id);
}

RegistryFleet::Connection RegistryFleet::connection(const QString &id)
{
    if (const auto known = m_connections.find(id); known != m_connections.end())
        return known->second;
    const settings::Registry *registry = this->registry(id);
    return registry ? m_connections.emplace(id, make(*registry)).first->second : nullptr;
}

RegistryFleet::Connection RegistryFleet::connectionFor(const registry::ImageReference &image)
{
    if (const settings::Registry *registry = registry::registryOf(m_registries, image))
        return connection(registry->id);
    Connection &other = m_others[image.domain];
    if (!other)
        other = make({.name = image.domain, .host = image.domain});
    return other;
}

RegistryFleet::Connection RegistryFleet::make(const settings::Registry &registry)
{
    // It may be let go in one of its own calls.
    return {new RegistryConnection(registry, m_context), [](RegistryConnection *gone) { gone->deleteLater(); }};
}

} // namespace fairlead::imagejobs
