// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"

#include <vector>

namespace fairlead::models {

//! A place where a config runs, as far as it has said what it has.
struct ConfigTarget
{
    QString id;       //!< of the context or the daemon
    QString name;     //!< not plain
    QStringList note; //!< "current context", "5 nodes", "not open"; plain
    QString text;     //!< "fits now on 2 of 5 nodes"; plain
    Severity severity = Severity::Dim;

    bool operator==(const ConfigTarget &) const = default;
};

//! How a runtime config stands: what is wrong with it, where it runs, which image it has, by the settings and by what
//! the clusters and daemons have said.
struct ConfigStanding
{
    //! The worst first.
    enum class State : std::uint8_t {
        Errors,
        Warnings,
        Unused,   //!< nobody in the settings says that workloads get it
        Disabled, //!< whatever else there is: nothing is launched with it
        Ok,
        Unknown, //!< nobody has looked yet
    };

    State state = State::Unknown;
    std::vector<FieldProblem> problems;
    QStringList users;                 //!< plain
    std::vector<ConfigTarget> targets; //!< in failover order
    QString targetProblem;             //!< why there is none; empty: there is
    bool isBuiltin = false;            //!< nobody says one: the current context, the first daemon
    QString image;        //!< the whole reference, as it is now; as it is written where there is a problem. Not plain
    QString imageProblem; //!< empty: none

    bool operator==(const ConfigStanding &) const = default;
};

ConfigStanding standingOf(const settings::RuntimeConfig &config, const settings::Settings &settings,
                          const runs::LaunchFacts &facts, const manifests::PodSchema &schema);

//! "ok", "warnings", "errors", "unused", "disabled", "checking".
QString stateWord(ConfigStanding::State state);
Severity severityOf(ConfigStanding::State state);
//! "2 × H100 80GB"; empty: it asks for none.
QString gpusText(const settings::RuntimeConfig &config);
//! "prod-eu → prod-us", "current: kind-dev"; as they are written where none of them is there. Plain.
QString targetsText(const ConfigStanding &standing, const settings::RuntimeConfig &config);

} // namespace fairlead::models
