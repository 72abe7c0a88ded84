// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginelogin.h"
#include "backends/registry/registryconnection.h"

#include <QObject>

#include <map>
#include <memory>

namespace fairlead::imagejobs {

//! A login of ours as a daemon takes it.
docker::EngineLogin engineLogin(const std::optional<registry::Login> &login, const QString &serverAddress);

//! The registries of the settings, and the way to each. Registries that the settings do not name are reached as docker
//! does it, with the logins of its config.json. Lives in one thread.
class RegistryFleet : public QObject
{
    Q_OBJECT
public:
    using Connection = std::shared_ptr<registry::RegistryConnection>;

    explicit RegistryFleet(registry::RegistryContext context, QObject *parent = nullptr);
    ~RegistryFleet() override;

    //! Connections of those that are as they were stay.
    void setRegistries(const std::vector<settings::Registry> &registries);
    const std::vector<settings::Registry> &registries() const { return m_registries; }
    //! Null: none is called so.
    const settings::Registry *registry(const QString &id) const;

    //! Null: none is called so. Whoever holds it keeps it, also when the settings change.
    Connection connection(const QString &id);
    //! Of the one of the settings that \p image belongs to, as registryOf() has it; else as docker knows its domain.
    Connection connectionFor(const registry::ImageReference &image);

private:
    Connection make(const settings::Registry &registry);

    const registry::RegistryContext m_context;
    std::vector<settings::Registry> m_registries;
    std::map<QString, Connection> m_connections; //!< by id
    std::map<QString, Connection> m_others;      //!< by domain
};

} // namespace fairlead::imagejobs
