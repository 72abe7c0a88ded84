// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/nodefit.h"
#include "runstatus.h"

//! Why a run waits, or went wrong, and what would help: from what its cluster tells, in short English sentences. Pure
//! functions.
namespace fairlead::runs {

//! What the cluster told of a Job or a pod. Source: Kubernetes API, "Event v1 core".
struct RunEvent
{
    QString reason;  //!< "FailedScheduling"
    QString message; //!< verbatim
    QString object;  //!< "Pod train-x-0"
    int count = 1;
    std::int64_t last = 0; //!< seconds since 1970 UTC
    bool isWarning = false;

    bool operator==(const RunEvent &) const = default;
};

//! In the order in which they were last told.
std::vector<RunEvent> runEvents(const std::vector<QJsonObject> &events);

struct RunAdvice
{
    QString cause;        //!< empty: nothing keeps it
    QString verbatim;     //!< what the cluster itself says of it; empty: nothing, or nothing more
    QStringList remedies; //!< what would help, the best first

    //! All of it, in lines.
    QString text() const;
    bool operator==(const RunAdvice &) const = default;
};

//! \p fit: which nodes would take one of its pods; none: nobody knows.
RunAdvice runAdvice(const RunStatus &status, const std::vector<RunEvent> &events, const std::optional<ClusterFit> &fit);

} // namespace fairlead::runs
