// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/remedies.h"

#include <QString>

#include <optional>

namespace fairlead::models {

struct ContextEntry;

//! Which of what is read of a cluster its user may not read.
struct Refusal
{
    bool nodes = false;
    bool pods = false;

    bool operator==(const Refusal &) const = default;
};

//! None where nothing is refused, or something else is wrong in the first place.
std::optional<Refusal> refusalOf(const ContextEntry &entry);

//! Names what may not be read, and asks for no more than that.
Remedy remedyFor(const Refusal &refusal, const QString &contextName);

//! A ClusterRole that allows just what is refused, as YAML, for whoever grants rights in the cluster.
//! Source: Kubernetes documentation, "Using RBAC Authorization".
QString clusterRoleFor(const Refusal &refusal);

} // namespace fairlead::models
