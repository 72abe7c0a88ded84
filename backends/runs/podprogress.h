// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::runs {

//! How far the one pod of a Job is.
struct PodProgress
{
    enum class Stage : std::uint8_t {
        Absent,        //!< the controller has not made it
        Unschedulable, //!< the scheduler finds no node, in its own words
        Starting,      //!< it has a node, or will have one at once
        Stuck,         //!< image, configuration: it does not start by itself
        Running,
        Ended,
    };
    Stage stage = Stage::Absent;
    QString pod;
    QString node;
    QString reason;          //!< "Unschedulable", "ErrImagePull"
    QString message;         //!< verbatim
    int exitCode = 0;        //!< Ended
    bool isPulling = false;  //!< Starting: its node says so
    bool wasStarted = false; //!< its container has run, or runs: it has a log

    bool isOver() const { return stage == Stage::Ended || stage == Stage::Stuck; }
    bool operator==(const PodProgress &) const = default;
};

//! \p pod as the server has it; empty: there is none. \p container: whose exit code counts.
PodProgress podProgress(const QJsonObject &pod, const QString &container);

//! Whether the last that \p events of a pod say of images is that one is being pulled.
bool isPulling(const std::vector<QJsonObject> &events);

} // namespace fairlead::runs
