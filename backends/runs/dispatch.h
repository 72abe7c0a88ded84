// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/launch.h"
#include "backends/settings/settings.h"

#include <QStringList>

#include <cstdint>
#include <optional>

namespace fairlead::runs {

//! Who has said something: the narrowest that did counts.
enum class Scope : std::uint8_t {
    Object,   //!< what is launched
    Project,  //!< its project
    Instance, //!< the defaults
    Config,   //!< the runtime config itself
    Nobody,
};

//! "object", "project", "defaults", "runtimeConfig", "nobody": for tables and programs.
QString toString(Scope scope);

enum class Workload : std::uint8_t { UserCode, Visual };

//! What is to be launched, for whom and where.
struct DispatchQuery
{
    Workload workload = Workload::UserCode;
    const settings::User *user = nullptr;         //!< null: somebody whom the settings do not know, who is in no group
    const settings::Project *project = nullptr;   //!< null: none
    std::optional<settings::ConfigChoice> object; //!< what the object itself says
};

//! Which runtime config and which target result, and why.
struct Dispatch
{
    bool containerizes = true;
    Scope containerizesBy = Scope::Nobody;           //!< who said that it does not
    const settings::RuntimeConfig *config = nullptr; //!< null: none, as nobody says one or it does not containerize
    Scope configBy = Scope::Nobody;
    settings::TargetChoice target; //!< of the config's engine; empty: the current context, the first daemon
    Scope targetBy = Scope::Nobody;
    //! Why nothing can be launched with it, in short English sentences: nobody says a config, it is gone or switched
    //! off, for other workloads, for groups that the user is not in.
    QStringList problems;

    bool isPossible() const { return problems.isEmpty(); }
};

//! The config: of the object, else of the project, else of the defaults for this workload; who says not to containerize
//! ends the search. The target: of the config, else of the project, else of the defaults.
//! \p settings outlive the answer.
Dispatch dispatched(const DispatchQuery &query, const settings::Settings &settings);

//! Where \p config runs, of its engine, and who says so: itself, else \p project, which may be null, else the defaults.
struct SaidTarget
{
    Scope by = Scope::Nobody;
    settings::TargetChoice target; //!< empty: the current context, the first daemon
};
SaidTarget saidTarget(const settings::RuntimeConfig &config, const settings::Project *project,
                      const settings::Defaults &defaults);

//! Why \p config is not to be launched for \p user, null being somebody whom the settings do not know: it is switched
//! off, for other workloads than \p workload, for groups that the user is not in.
manifests::ManifestProblems useProblems(const settings::RuntimeConfig &config, const settings::User *user,
                                        std::optional<Workload> workload);

//! Whether one of \p user's groups, or everyone, may use \p config. Rights add up; nothing denies.
bool mayUse(const settings::RuntimeConfig &config, const settings::User *user);

} // namespace fairlead::runs
