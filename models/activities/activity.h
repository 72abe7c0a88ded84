// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <cstdint>
#include <optional>

namespace fairlead::models {

//! Any work longer than a second: what it is, how far it is, how it ended. Times are seconds since 1970 UTC, 0: not
//! yet.
struct Activity
{
    enum class Kind : std::uint8_t { Build, Push, Pull, Test, Prune };
    enum class State : std::uint8_t {
        Waiting, //!< for another one, or for its turn
        Running,
        Cancelling, //!< it was asked to end and has not yet
        Succeeded,
        Failed,
        Cancelled,
        Interrupted, //!< the console ended before it did
        Skipped,     //!< what it waited for did not end well
    };

    QString id; //!< made once
    Kind kind = Kind::Build;
    QString title;  //!< "base/exec:1.2"
    QString target; //!< where: a daemon, a registry
    State state = State::Waiting;
    std::optional<double> progress; //!< 0 to 1; none: nobody knows how much there is
    QString detail;                 //!< what it is at: "step 4 of 9"
    QString result;                 //!< what came of it: a digest, or why not, in the words of whoever said it
    bool hasWarning = false;        //!< it Succeeded, and not all that \c result says is well
    std::int64_t created = 0;
    std::int64_t started = 0;
    std::int64_t ended = 0;
    QString logPath; //!< its whole log; empty: none

    bool hasEnded() const { return state >= State::Succeeded; }
    bool isRunning() const { return state == State::Running || state == State::Cancelling; }
    //! For how many seconds it has run, or ran.
    std::int64_t elapsed(std::int64_t now) const { return started == 0 ? 0 : (ended > 0 ? ended : now) - started; }

    bool operator==(const Activity &) const = default;

    //! Of the history. Without what only one that runs has.
    QJsonObject toJson() const;
    //! One that had not ended is Interrupted. Nothing where id, kind or state are none.
    static std::optional<Activity> fromJson(const QJsonObject &object);
};

//! "Build", "Push", ...
QString kindText(Activity::Kind kind);
//! "running", "failed", ...
QString stateText(Activity::State state);
//! The same, with the warning.
QString stateText(const Activity &activity);

} // namespace fairlead::models

Q_DECLARE_METATYPE(fairlead::models::Activity)
