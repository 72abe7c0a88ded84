// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/jobmanifest.h"
#include "dispatch.h"
#include "launchfacts.h"
#include "launchtargets.h"

namespace fairlead::runs {

//! What is launched, beside what its runtime config says.
struct LaunchRequest
{
    const settings::User *user = nullptr;       //!< null: nobody whom the settings know
    const settings::Project *project = nullptr; //!< null: none
    QString runId;                              //!< a label's value
    QString name;                               //!< of the Job or the container
    QString image;                              //!< instead of the config's; empty: that
    QStringList command;                        //!< empty: the image's
    std::optional<Workload> workload{};         //!< of which kind it is; none: of any
    //! Whether the user, null being somebody whom the settings do not know, has to be allowed to use the config; none:
    //! a user who is said has. One who only looks at what would be sent has not.
    std::optional<bool> checksUse{};
    int nodes = 1; //!< on Kubernetes: pods, of which each has its rank
};

//! All that a launch sends to one target, or why it cannot be made.
struct LaunchPlan
{
    LaunchTarget target;
    manifests::Launch launch;
    manifests::JobManifest job;      //!< of Kubernetes
    docker::ContainerSpec container; //!< of Docker
    //! Of the settings, that the image belongs to, and how it is reached; its paths are absolute.
    std::optional<settings::Registry> registry;
    manifests::ManifestProblems problems;
    //! What whoever looks at it should know: in short English sentences, none keeps it from being launched.
    QStringList notes;

    bool isDocker() const { return !target.daemonId.isEmpty(); }
    bool isPossible() const { return problems.empty(); }
};

//! What launching \p config at \p target sends, with the image that its recipe has now, and the names that the nodes
//! there have for its accelerators.
LaunchPlan launchPlan(const settings::RuntimeConfig &config, const LaunchTarget &target, const LaunchRequest &request,
                      const LaunchFacts &facts, const settings::Settings &settings, const manifests::PodSchema &schema);

//! The whole reference of the image that \p config runs: of its recipe in the registry that is said, else in the
//! recipe's first, else as it is on the daemon; else its reference, in the registry that is said.
//! Errors: the recipe or registry is gone, the recipe has no tag, by field.
tl::expected<QString, manifests::ManifestProblem>
launchImage(const settings::RuntimeConfig &config, const LaunchFacts &facts, const settings::Settings &settings);

//! Of the Job or the container: "gpu-large-7k2xq". \p runId: small letters and digits.
QString launchName(const QString &configName, const QString &runId);

} // namespace fairlead::runs
