// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkresult.h"

#include <QObject>

namespace fairlead::docker {

//! A test of a daemon. Order of signals: checked for each check as it is made, finished exactly once; none comes before
//! start() returns, or after the object is gone.
class CheckRun : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const std::vector<CheckResult> &results() const { return m_results; }
    //! Once.
    virtual void start() = 0;
    //! Ends with finished(Cancelled).
    virtual void cancel() = 0;

signals:
    void checked(const fairlead::docker::CheckResult &result);
    //! With an error only when it was cancelled: a daemon that fails is a result.
    void finished(const std::optional<fairlead::ApiError> &error);

protected:
    bool isOver() const { return m_isOver; }
    //! \return false when a slot has ended it, or deleted it.
    bool report(const CheckResult &result);
    //! Does nothing when it is over.
    void end(const std::optional<ApiError> &error);

private:
    std::vector<CheckResult> m_results;
    bool m_isOver = false;
};

} // namespace fairlead::docker
