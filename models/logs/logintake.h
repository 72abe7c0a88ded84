// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/logqueue.h"
#include "logring.h"

#include <QObject>

#include <memory>

namespace fairlead::models {

class LogBuffer;

LogRing::Source logSource(imagejobs::LogQueue::Source source);

//! Takes what a queue has into the log that is shown, a few milliseconds at a time: what lies between is for the user.
//! Of lines that were lost on the way the log says how many, and that the \c file has them, if there is one.
class LogIntake : public QObject
{
    Q_OBJECT
public:
    //! \p log outlives it.
    LogIntake(std::shared_ptr<imagejobs::LogQueue> queue, LogBuffer &log, bool hasFile, QObject *parent = nullptr);

    const std::shared_ptr<imagejobs::LogQueue> &queue() const { return m_queue; }
    //! All that waits, now: nothing more will come.
    void takeRest();

private:
    void takeSome();
    bool takeNext();

    std::shared_ptr<imagejobs::LogQueue> m_queue;
    LogBuffer &m_log;
    bool m_hasFile;
};

} // namespace fairlead::models
