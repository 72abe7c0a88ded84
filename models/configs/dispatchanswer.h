// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/dispatch.h"
#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace fairlead::models {

//! What somebody gets who launches something in a project, and why, in words; all of it plain.
struct DispatchAnswer
{
    enum class State : std::uint8_t { Possible, Impossible, NotContainerized };

    State state = State::Possible;
    QString userId;    //!< empty: somebody whom the settings do not know
    QString projectId; //!< empty: in none
    QString user;
    QString project;
    QString config;                  //!< empty: none
    QString configBy;                //!< a sentence: who says so
    QString targets;                 //!< in failover order; empty: none
    QString targetsBy;               //!< a sentence; empty: there is no config
    QString ns;                      //!< of Kubernetes; empty: none can be made, or it is Docker
    QString nsNote;                  //!< how it came to be called so; empty: there is nothing to say
    bool isNamespaceChanged = false; //!< it ends in a hash, as the text was no name
    settings::TextPairs labels;
    QStringList problems; //!< sentences: why nothing can be launched

    bool operator==(const DispatchAnswer &) const = default;
};

//! \p query as runs::dispatched() takes it. Pure; some microseconds.
DispatchAnswer dispatchAnswer(const runs::DispatchQuery &query, const settings::Settings &settings,
                              const runs::LaunchFacts &facts);

//! Of each user in one project, or of each project for one user: what \p query leaves open. Nobody in none comes last.
std::vector<DispatchAnswer> answersOfUsers(const runs::DispatchQuery &query, const settings::Settings &settings,
                                           const runs::LaunchFacts &facts);
std::vector<DispatchAnswer> answersOfProjects(const runs::DispatchQuery &query, const settings::Settings &settings,
                                              const runs::LaunchFacts &facts);

} // namespace fairlead::models
