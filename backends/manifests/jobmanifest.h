// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "launch.h"
#include "podschema.h"

#include <QJsonObject>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::manifests {

//! Everything that a launch on Kubernetes creates, in this order.
struct JobManifest
{
    QString namespaceName;
    QJsonObject createdNamespace;      //!< empty: it has to be there
    std::vector<QJsonObject> policies; //!< for a namespace that is created
    QJsonObject serviceAccount;        //!< empty: none is made for the run
    std::vector<QJsonObject> roleBindings;
    QJsonObject service;   //!< by which several nodes find each other; empty: it is one
    QJsonObject configMap; //!< with the hostfile of several nodes; empty: it is one
    QJsonObject podGroup;  //!< by which several nodes start together; empty: nobody there knows it, or a queue does it
    QJsonObject job;       //!< batch/v1 Job of one pod, or of one for each rank

    //! What the run has beside its Job, in order, and what goes with that once it is withOwner().
    std::vector<QJsonObject> owned() const;
    std::vector<QJsonObject> all() const; //!< those that are not empty
};

//! What the API server is sent for \p config, byte for byte but for what launching adds (the secret of a pull login,
//! names that the server gives). The pod template patch comes last, over everything but what devices and ranks need.
//! Errors: variables that nobody sets, a namespace that cannot be one, a patch that cannot be merged, each by field;
//! as "nodes": a number of nodes that cannot be.
//! Source: Kubernetes API, "Job v1 batch", "PodTemplateSpec v1 core".
tl::expected<JobManifest, ManifestProblems> jobManifest(const settings::RuntimeConfig &config, const Launch &launch,
                                                        const PodSchema &schema);

} // namespace fairlead::manifests
