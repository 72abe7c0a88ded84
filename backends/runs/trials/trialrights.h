// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/apiclient.h"
#include "trialmanifest.h"
#include "trialresult.h"

namespace fairlead::runs {

//! A right that a launch, or its trial, has to have, and the server's answer.
struct TrialRight
{
    kubernetes::ResourceAttributes attributes;
    bool isRequired = true;        //!< without it the trial knows less, and nothing else is lost
    std::optional<bool> isAllowed; //!< absent: the server did not say

    bool operator==(const TrialRight &) const = default;
};

//! \p makesNamespace: it is not there and the config makes it; then also what the trial has to see before it takes it
//! away. To bind a role is needed by who does not hold all of it.
std::vector<TrialRight> neededRights(const TrialManifest &manifest, bool makesNamespace);

//! What is missing of \p rights for \p user, as YAML to apply: a Role with its RoleBinding in \p namespaceName, and a
//! ClusterRole with its ClusterRoleBinding where something is in no namespace. Empty: nothing is missing.
QString roleText(const std::vector<TrialRight> &rights, const QString &namespaceName, const QString &user);

TrialResult rightsFinding(const std::vector<TrialRight> &rights, const QString &namespaceName, const QString &user);

} // namespace fairlead::runs
