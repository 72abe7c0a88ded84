// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/podprogress.h"

#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::runs {

//! A container of a pod, as its node last told.
struct RunContainer
{
    enum class State : std::uint8_t { Waiting, Running, Ended };

    QString name;
    bool isInit = false;
    QString image;  //!< as asked for
    QString digest; //!< "sha256:..." of what runs; empty: not pulled yet
    State state = State::Waiting;
    QString reason;  //!< "ImagePullBackOff", "OOMKilled"
    QString message; //!< verbatim
    int exitCode = 0;
    int restarts = 0;
    std::int64_t started = 0; //!< seconds since 1970 UTC; 0: not yet
    std::int64_t ended = 0;
    //! How it ended the time before, where it was restarted: "OOMKilled, exit 137"; empty: it was not.
    QString lastEnd;

    bool operator==(const RunContainer &) const = default;
};

//! A pod of a run.
struct RunPod
{
    PodProgress progress;
    QString uid;
    int index = -1;                       //!< of an Indexed Job; -1: none
    std::vector<RunContainer> containers; //!< init containers first
    QStringList gates;                    //!< scheduling gates that somebody has yet to take away
    std::int64_t created = 0;             //!< seconds since 1970 UTC
    std::int64_t scheduled = 0;           //!< 0: not yet
    std::int64_t started = 0;             //!< of the container that counts
    std::int64_t ended = 0;
    bool isReady = false;
    bool isLeaving = false; //!< deleted; its processes are being ended
    bool isLost = false;    //!< its node no longer tells of it
    QString disruption;     //!< why something took it away: "preempted", "evicted by the taint manager"; empty: nothing

    int restarts() const;
    bool hasEnded() const { return progress.stage == PodProgress::Stage::Ended; }
    bool operator==(const RunPod &) const = default;
};

//! \p pod as the server has it. \p container: whose start, end and exit code count.
//! Source: Kubernetes API, "Pod v1 core".
RunPod runPod(const QJsonObject &pod, const QString &container);

//! "2026-11-21T10:00:00Z" as seconds since 1970 UTC; 0: none.
std::int64_t secondsOf(const QString &time);

} // namespace fairlead::runs
