// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trialresult.h"

#include <QObject>

namespace fairlead::runs {

//! A trial of a runtime config at one target. Lives in one thread, best a network one, and is called there. Order of
//! signals: checked for each step as it is made, finished exactly once; none comes before start() returns, or after
//! the object is gone.
class TrialRun : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const std::vector<TrialResult> &results() const { return m_results; }
    //! Once.
    virtual void start() = 0;
    //! Ends with finished(Cancelled), once what was made is gone again.
    virtual void cancel() = 0;

signals:
    void checked(const fairlead::runs::TrialResult &result);
    //! With an error only when it was cancelled: what fails is a result.
    void finished(const std::optional<fairlead::ApiError> &error);

protected:
    bool isOver() const { return m_isOver; }
    bool hasFailed() const { return trialVerdict(m_results) == CheckState::Failed; }
    //! The clock of the next result begins.
    void beginStep() { m_begun = std::chrono::steady_clock::now(); }
    //! With its duration. \return false when a slot has ended it, or deleted it.
    bool report(TrialResult result);
    //! Does nothing when it is over.
    void end(const std::optional<ApiError> &error);

private:
    std::vector<TrialResult> m_results;
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    bool m_isOver = false;
};

} // namespace fairlead::runs
