// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"
#include "backends/transport/checkstate.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::runs {

//! One step of a trial of a runtime config at one target.
struct TrialResult
{
    //! In the order in which they are made.
    enum class Step : std::uint8_t {
        Reachable,
        Identity,       //!< who the server takes us for
        Namespace,      //!< there, or may be made
        Rights,         //!< of what a launch does; what is missing as a Role in the remedy
        Policies,       //!< of a namespace that is made
        ServiceAccount, //!< and the roles that one made for the run gets
        References,     //!< Secrets, ConfigMaps and claims that the pod refers to
        PullSecret,
        Quota,     //!< what the ResourceQuotas leave
        Placement, //!< which nodes fit, by the scheduler's arithmetic
        DryRun,    //!< by the server, of all that a launch sends
        Runtime,   //!< of Docker, as Devices to Create
        Devices,
        Network,
        Volumes,
        Image, //!< of Kubernetes behind PullSecret, with whose login its registry is asked
        Create,
        Run, //!< a real one
        Callback,
        CleanUp, //!< what was made is gone again
    };

    Step step = Step::Reachable;
    CheckState state = CheckState::Ok;
    QString subject;   //!< "Secret regcred"; empty: the step as a whole
    QString detail;    //!< what was found, in the server's own words where it spoke; not plain
    QString remedy;    //!< what to do about it; empty: nothing
    QStringList items; //!< each thing by itself: nodes and what keeps the pod off them, lines of the log
    QString manifest;  //!< YAML to copy that would put it right; empty: none
    std::chrono::milliseconds duration{};
    std::optional<ApiError> error;

    bool operator==(const TrialResult &) const = default;
};

//! "reachable", "dryRun", ...: the spelling of JSON output.
QString toString(TrialResult::Step step);

//! The worst of them; Note and Skipped count for nothing.
CheckState trialVerdict(const std::vector<TrialResult> &results);

//! "Namespace, Quota": the steps that failed, as JSON spells them.
QStringList failedSteps(const std::vector<TrialResult> &results);

} // namespace fairlead::runs

Q_DECLARE_METATYPE(fairlead::runs::TrialResult)
