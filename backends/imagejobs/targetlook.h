// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registryfleet.h"

namespace fairlead::imagejobs {

//! What a registry has under a name now, before somebody pushes to it. Lives in the thread of the registries.
class TargetLook : public QObject
{
    Q_OBJECT
public:
    explicit TargetLook(RegistryFleet &registries, QObject *parent = nullptr);

    //! \p registryId empty: the registry that \p target ("registry.example:5000/team/base:1.2") names. found() answers.
    void look(const QString &registryId, const QString &target);

signals:
    //! "sha256:..."; none: there is nothing under that name.
    void found(const QString &target, const fairlead::Result<std::optional<QString>> &digest);

private:
    RegistryFleet &m_registries;
};

} // namespace fairlead::imagejobs
