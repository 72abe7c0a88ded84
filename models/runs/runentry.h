// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runrecord.h"
#include "models/severity.h"

namespace fairlead::models {

//! A run of this user, and what its place tells of it.
struct RunEntry
{
    runs::RunRecord record;
    runs::RunStatus status; //!< once isTold
    std::vector<runs::RunEvent> events;
    bool isTold = false;   //!< its place has told how it stands since this console began
    bool isEnding = false; //!< it was asked to end, and has not yet
    QString problem;       //!< why its place does not tell, or what went wrong when it was to end; empty: nothing

    //! It has ended and nothing of it is left; only the list knows of it.
    bool isOnlyListed() const { return record.isOver() && !(record.last() && record.last()->isThere); }
    bool operator==(const RunEntry &) const = default;
};

//! "running 3 of 4", "ending", "left behind"; plain.
QString stateText(const RunEntry &entry);
Severity severityOf(const RunEntry &entry);
//! Seconds since 1970 UTC; 0: not yet.
std::int64_t begunAt(const runs::RunRecord &record);
//! For how many seconds it has been under way, or was.
std::int64_t elapsed(const runs::RunRecord &record, std::int64_t now);

} // namespace fairlead::models
