// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/runs/launchplan.h"
#include "settingsobjects.h"

namespace fairlead::ctl {

//! What a command about runtime configs knows of the places where they run.
struct ConfigFacts
{
    std::vector<kubernetes::Context> contexts; //!< of all kubeconfigs, those with problems, too
    runs::LaunchFacts launch;
};

//! Contexts and tags: sends no request; reads the kubeconfigs, and of recipes what stands for ${gitSha}.
ConfigFacts configFacts(const LoadedSettings &loaded, const Options &options);

//! Puts what nodes the clusters of \p targets have into \p facts; those that do not answer are told on standard error.
//! Runs the event loop.
void askNodes(ConfigFacts &facts, const std::vector<runs::LaunchTarget> &targets, const Options &options);

//! The same, and what the daemons among them are. \return whether all have said.
bool askTargets(ConfigFacts &facts, const std::vector<runs::LaunchTarget> &targets, const LoadedSettings &loaded,
                const Options &options);

//! Those of \p config that --target names, all without it. Nothing where it is none of them, which is told.
std::optional<std::vector<runs::LaunchTarget>> targetsOf(const settings::RuntimeConfig &config,
                                                         const settings::Project *project, const ConfigFacts &facts,
                                                         const LoadedSettings &loaded, const Options &options);

//! Whether only the nodes tell what is sent for \p config.
bool needsNodes(const settings::RuntimeConfig &config);

//! Who --user and --project name. One whom the settings do not know has no groups and no properties, which is told.
struct ForWhom
{
    std::optional<settings::User> user;
    std::optional<settings::Project> project;

    const settings::User *userPointer() const { return user ? &*user : nullptr; }
    const settings::Project *projectPointer() const { return project ? &*project : nullptr; }
};
ForWhom forWhom(const LoadedSettings &loaded, const Options &options);

} // namespace fairlead::ctl
