// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"

#include "backends/docker/transferrate.h"

namespace fairlead::imagejobs {

//! How the context of a build goes to its builder. Times are milliseconds since 1970 UTC and come from the caller.
class ContextSending
{
public:
    ContextSending() = default;
    ContextSending(std::int64_t totalBytes, std::int64_t nowMs);

    //! \p bytes of its files so far; fewer than before: it began anew. \p isSent: the builder has all of it.
    void update(std::int64_t bytes, bool isSent, std::int64_t nowMs);
    //! The build is over, and with it what was being sent.
    void end(bool isWell, std::int64_t nowMs);

    bool isOver() const { return m_step.hasEnded(); }
    ContextProgress progress() const;
    //! As a step before those of the builder; a build that runs has it from the beginning.
    const docker::BuildStep &step() const { return m_step; }
    //! "sending the context: 312 MB of 1.2 GB, 85 MB/s", "waiting for the builder".
    JobProgress jobProgress() const;
    //! For the log, once all of it was sent: "Context sent: 1.2 GB in 14.1 s, 85 MB/s".
    QString outcome() const;

private:
    docker::BuildStep m_step;
    docker::TransferRate m_rate;
    double m_bytesPerSecond = 0;
};

} // namespace fairlead::imagejobs
