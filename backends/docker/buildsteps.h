// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildstep.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <vector>

namespace fairlead::docker {

//! The steps of a build in the order in which they first appear, at most 2,000, and what each of them wrote: of a step
//! the last 64 KiB, of all together 8 MiB, where the oldest steps lose theirs first.
class BuildSteps
{
public:
    const std::vector<BuildStep> &all() const { return m_steps; }
    bool isEmpty() const { return m_steps.empty(); }

    //! The step of that id, new where there was none; null when there are too many. Valid until the next call.
    BuildStep *step(const QString &id);
    const BuildStep *find(const QString &id) const;

    void log(const QString &id, QByteArrayView text);
    //! Text as it came, from the beginning of a line where the rest is gone.
    QByteArray logOf(const QString &id) const;

    //! The build is over: what runs was cancelled.
    void cancelRunning(std::int64_t nowMs);
    //! The first step that failed; null where none did.
    const BuildStep *failed() const;

private:
    std::vector<BuildStep> m_steps;
    std::vector<QByteArray> m_logs; //!< of the step at the same place
    QHash<QString, std::size_t> m_places;
    qsizetype m_logBytes = 0;
    std::size_t m_firstLog = 0; //!< those before it are gone
};

} // namespace fairlead::docker
