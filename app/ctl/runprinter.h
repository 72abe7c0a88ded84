// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runattempt.h"

#include <QObject>

namespace fairlead::ctl {

//! Follows an attempt on a terminal: what it does and why it waits on standard error, what its containers write on
//! standard output, as it is, but for what would drive a terminal.
class RunPrinter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! From now on.
    void print(const runs::RunAttempt &attempt);
    void tell(const QString &line);

private:
    void onChanged(const runs::RunAttempt &attempt);
    void onLogged(const QString &pod, const QByteArray &lines);

    QString m_last;      //!< what was told of its state
    QString m_lastCause; //!< and of why
    bool m_isOfSeveral = false;
};

} // namespace fairlead::ctl
