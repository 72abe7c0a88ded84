// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "logring.h"

#include <QObject>
#include <QTimer>

namespace fairlead::models {

//! A log that grows: a LogRing that tells views of it, at most twenty times a second however much comes.
class LogBuffer : public QObject
{
    Q_OBJECT
public:
    explicit LogBuffer(QObject *parent = nullptr);

    const LogRing &ring() const { return m_ring; }
    void append(QByteArrayView utf8, std::int64_t time = 0, LogRing::Source source = LogRing::Source::Output);
    void leaveOut(std::int64_t lines) { m_ring.leaveOut(lines); }
    //! Nothing more will come.
    void finish();
    void clear();
    //! Another log in its place.
    void setRing(LogRing ring);

signals:
    void changed();

private:
    void tellSoon();

    LogRing m_ring;
    QTimer m_timer;
};

} // namespace fairlead::models
