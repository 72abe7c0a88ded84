// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runpod.h"

namespace fairlead::runs {

//! Where a run is.
enum class RunPhase : std::uint8_t {
    Queued,     //!< its Job is there and held back: by a queue, or as what it owns is not there yet
    Scheduling, //!< a pod has no node
    Pulling,    //!< an image is on its way to a node
    Starting,   //!< every pod has a node, not every one runs
    Running,
    Succeeded,
    Failed,
    Stopped, //!< by somebody
};

//! A whole run in what its server tells of it.
struct RunStatus
{
    RunPhase phase = RunPhase::Queued;
    int wanted = 1; //!< pods
    int running = 0;
    int ended = 0;        //!< well
    int exitCode = 0;     //!< Failed: of the first that failed; 1 where nobody told one
    QString reason;       //!< "OOMKilled", "DeadlineExceeded", "ErrImagePull"; empty: nothing to say
    QString message;      //!< verbatim
    bool isStuck = false; //!< it does not go on by itself: see reason
    // Since 1970 UTC, in seconds; 0: not yet.
    std::int64_t created = 0;
    std::int64_t released = 0;  //!< when its Job was let go
    std::int64_t scheduled = 0; //!< the last of its pods
    std::int64_t started = 0;   //!< the last
    std::int64_t finished = 0;
    std::vector<RunPod> pods; //!< of the attempt under way, by index, then by creation

    bool isOver() const { return phase >= RunPhase::Succeeded; }
    //! "queued", "running 3 of 4", "failed, exit 137, OOMKilled": a few English words.
    QString text() const;
    bool operator==(const RunStatus &) const = default;
};

//! \p job as the server has it; empty: it is gone, and the run with it. \p pods: all of its.
//! Source: Kubernetes API, "Job v1 batch".
RunStatus runStatus(const QJsonObject &job, const std::vector<QJsonObject> &pods);

QString toString(RunPhase phase); //!< "queued"

} // namespace fairlead::runs
