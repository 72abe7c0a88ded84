// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/launch.h"
#include "backends/settings/settings.h"
#include "gpuask.h"

#include <optional>
#include <tl/expected.hpp>

namespace fairlead::runs {

//! What a person fills in for one run. What is empty stays as the runtime config says it.
struct RunForm
{
    QString configId;
    QString user;                    //!< login; empty: nobody
    QString project;                 //!< key; empty: none
    QString name;                    //!< for people; empty: the config's
    QString command;                 //!< empty: the image's own
    bool isShell = false;            //!< command is a script for /bin/sh; else it is split into words, see shellwords.h
    QString image;                   //!< a reference; may have variables
    QString gpus;                    //!< see gpuask.h
    int nodes = 1;                   //!< pods of the run
    QString cpu;                     //!< of one pod, a quantity of Kubernetes: "4", "500m"
    QString memory;                  //!< of one pod: "16Gi"
    QString timeLimit;               //!< "90s", "1h30m"
    settings::TextPairs environment; //!< values may have variables, and are never secrets
    QStringList targets;             //!< contexts or globs in failover order, or one daemon, by name or id

    bool operator==(const RunForm &) const = default;
};

//! A runtime config as a run changes it, and what of the form is no config's.
struct FormedRun
{
    settings::RuntimeConfig config; //!< its GPUs as far as they are known without a look at nodes
    QStringList command;            //!< empty: the image's own
    std::optional<GpuAsk> gpus;     //!< none: those of the config
    int nodes = 1;
    QStringList notes; //!< what whoever fills it in should know, in short English sentences
};

//! \p config, untouched, as \p form changes it. An amount that the config also limits is the new limit, too.
//! Errors by field of the form ("gpus", "environment[1].name"), in short English sentences: what is no quantity,
//! duration, name or command, what a daemon cannot give, a daemon that \p settings do not have.
tl::expected<FormedRun, manifests::ManifestProblems>
formedConfig(const settings::RuntimeConfig &config, const RunForm &form, const settings::Settings &settings);

} // namespace fairlead::runs
