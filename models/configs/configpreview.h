// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchplan.h"

#include <QString>

#include <vector>

namespace fairlead::models {

//! What a launch of a config would send to one target, for people.
struct ConfigPreview
{
    QString target;    //!< name of the context or the daemon; plain. Empty: it has none
    QString text;      //!< YAML of the objects, or JSON of the create request; empty: it cannot be made
    QString command;   //!< to copy: kubectl apply or docker run; empty: it cannot be made
    QStringList notes; //!< sentences: why it cannot be made, else what should be known
    bool isDocker = false;
    bool isPossible = false;

    bool operator==(const ConfigPreview &) const = default;
};

//! One of every target, at least one. \p choice: where it runs if the config does not say. Pure; a few milliseconds.
std::vector<ConfigPreview> configPreviews(const settings::RuntimeConfig &config, const runs::LaunchRequest &request,
                                          const settings::TargetChoice &choice, const runs::LaunchFacts &facts,
                                          const settings::Settings &settings, const manifests::PodSchema &schema);

//! \p pullPolicy of the config, for docker's own client.
ConfigPreview planPreview(const runs::LaunchPlan &plan, const QString &pullPolicy, const runs::LaunchFacts &facts,
                          const settings::Settings &settings);

//! What can be made of \p previews, as one text for a file: YAML documents with the target above each, or the request.
struct LaunchDocument
{
    QString text;    //!< empty: nothing can be made
    QString problem; //!< what is missing in it and why, plain; empty: nothing is

    bool operator==(const LaunchDocument &) const = default;
};
LaunchDocument launchDocument(const std::vector<ConfigPreview> &previews);

//! The request of a preview: a run called "preview".
runs::LaunchRequest previewRequest(const settings::RuntimeConfig &config);

} // namespace fairlead::models
