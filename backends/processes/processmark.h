// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <cstdint>

namespace fairlead::processes {

//! Who has begun something that others may find unfinished: a process of a machine.
struct ProcessMark
{
    QString host;
    qint64 process = 0;
    qint64 started = 0;     //!< in ticks of the kernel since it started; 0: not known
    std::int64_t begun = 0; //!< when it did so, seconds since 1970 UTC

    //! This process, now.
    static ProcessMark own();
    static ProcessMark fromJson(const QJsonObject &object);
    QJsonObject toJson() const;

    //! It does not run any more; on another machine, after a day.
    bool isGone() const;
    //! It is this very process.
    bool isOwn() const;

    bool operator==(const ProcessMark &) const = default;
};

} // namespace fairlead::processes
