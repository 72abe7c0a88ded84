// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace fairlead::manifests {

//! Where the hostfile of a run on several nodes is mounted.
inline constexpr QLatin1StringView NodesFolder("/etc/fairlead");
//! Keys of the run's ConfigMap: lines for mpirun, and the names alone.
inline constexpr QLatin1StringView HostfileKey("hostfile");
inline constexpr QLatin1StringView NodeListKey("nodes");

//! What a rank is told of its run.
struct NodeFacts
{
    int nodes = 2;
    QString master;                //!< name of rank 0, as the other ranks reach it
    QString configMap;             //!< that has HostfileKey and NodeListKey
    std::optional<qint64> devices; //!< that each node of the run asks for; none: nobody can tell
};

//! \p container with the variables of ENVIRONMENT.md, before its own, which so may refer to them. One that the
//! container has wins, and the other names of the same thing follow it. Source: torch.distributed.run (PET_...),
//! runner/executor of dstack, "Environment variables" of SkyPilot's docs.
QJsonObject withNodeEnvironment(QJsonObject container, const NodeFacts &facts);

} // namespace fairlead::manifests
