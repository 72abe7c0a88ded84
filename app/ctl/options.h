// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include "backends/kubernetes/objects.h"
#include "runoptions.h"

#include <chrono>
#include <optional>

#include <tl/expected.hpp>

namespace fairlead::ctl {

//! Exit codes of every command; documented in the README.
enum ExitCode { AllAnswered = 0, NoneAnswered = 1, UsageError = 2, SomeFailed = 3 };

enum class Format { Table, Json, Csv, Yaml };

//! The command line, read.
struct Options
{
    QString command; //!< "contexts", "check", "gpus", "config", "configs", "daemons", "images", ...
    QString verb;    //!< "test" of "daemons test"; empty: the command has none, or lists
    QStringList arguments;
    QStringList kubeconfigs;
    QStringList extraKubeconfigs; //!< files and folders to read beside the others
    QString config;               //!< settings file; empty: the one that the console has
    QStringList contexts;         //!< names or globs; empty: all
    Format format = Format::Table;
    std::chrono::seconds timeout{15};
    bool allowsExec = false;
    bool isVerbose = false;
    QString daemon; //!< name or id; empty: the recipe's, else the first
    bool isDryRun = false;
    bool asksAllDaemons = false; //!< of the settings
    QString pushTarget;          //!< of an image that is no recipe's: a reference, or a registry of the settings
    bool buildsNothing = false;  //!< push what is there; of a daemon's test: no trial build
    bool pushesNothing = false;  //!< of a test: no upload is begun
    bool isForced = false;       //!< build also what is current
    QString target;              //!< context or daemon of a runtime config; empty: all of its
    QString user;                //!< login; empty: all, or nobody
    QString project;             //!< key; empty: none
    QString workload;            //!< "userCode", "visual"; empty: both
    QString trialCommand;        //!< of configs test, for a shell; empty: one that prints devices
    QString callback;            //!< "host:port" that a trial is to reach; empty: none
    //! Limits of configs test, as runs::TrialWishes has them; none: its own.
    std::optional<std::chrono::seconds> runLimit;
    std::optional<std::chrono::seconds> pullLimit;
    std::optional<std::chrono::seconds> nodeLimit;
    bool asksTargets = false; //!< configs validate: the clusters and daemons
    bool showsHolders = false;
    bool showsWaiting = false;
    bool watches = false;
    std::vector<kubernetes::Toleration> tolerations;
    QStringList extraResources; //!< resource names to treat as accelerators
    RunOptions run;             //!< of fit
};

//! A command line that ends the program at once: help, version, or a mistake.
struct EarlyEnd
{
    QString text;
    int exitCode = AllAnswered;
};

//! \p arguments as in QCoreApplication::arguments(), the program's name first.
tl::expected<Options, EarlyEnd> parseCommandLine(const QStringList &arguments);

} // namespace fairlead::ctl
