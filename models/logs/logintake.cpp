// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logintake.h"

#include "logbuffer.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>

using namespace std::chrono_literals;

namespace fairlead::models {

namespace {

using imagejobs::LogQueue;

constexpr std::chrono::milliseconds LongestTurn = 4ms;

} // namespace

LogRing::Source logSource(LogQueue::Source source)
{
    switch (source) {
    case LogQueue::Source::Output:
        return LogRing::Source::Output;
    case LogQueue::Source::Error:
        return LogRing::Source::Error;
    case LogQueue::Source::Ours:
        return LogRing::Source::Fairlead;
    }
    return LogRing::Source::Output;
}

LogIntake::LogIntake(std::shared_ptr<LogQueue> queue, LogBuffer &log, bool hasFile, QObject *parent)
    : QObject(parent)
    , m_queue(std::move(queue))
    , m_log(log)
    , m_hasFile(hasFile)
{
    connect(m_queue.get(), &LogQueue::hasMore, this, &LogIntake::takeSome, Qt::QueuedConnection);
    takeSome(); // what came before
}

void LogIntake::takeSome()
{
    const QDeadlineTimer end(LongestTurn);
    while (takeNext()) {
        if (end.hasExpired())
            return QTimer::singleShot(0, this, &LogIntake::takeSome);
    }
}

void LogIntake::takeRest()
{
    while (takeNext())
        continue;
}

bool LogIntake::takeNext()
{
    const auto piece = m_queue->take();
    if (!piece)
        return false;
    if (piece->leftOut > 0) {
        m_log.leaveOut(piece->leftOut);
        m_log.append(QByteArray::number(qlonglong(piece->leftOut)) +
                         " lines are left out here: more came than could be shown" +
                         (m_hasFile ? "; a saved log has them\n" : "\n"),
                     piece->time, LogRing::Source::Fairlead);
    }
    m_log.append(piece->utf8, piece->time, logSource(piece->source));
    return true;
}

} // namespace fairlead::models
