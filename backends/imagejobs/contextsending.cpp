// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextsending.h"

#include "transfertext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

using State = docker::BuildStep::State;

ContextSending::ContextSending(std::int64_t totalBytes, std::int64_t nowMs)
    : m_step{.id = u"context"_s,
             .name = u"Sending the context"_s,
             .state = State::Running,
             .startedMs = nowMs,
             .totalBytes = totalBytes}
{
    m_rate.add(0, nowMs);
}

void ContextSending::update(std::int64_t bytes, bool isSent, std::int64_t nowMs)
{
    if (isOver())
        return;
    m_step.currentBytes = isSent ? m_step.totalBytes : std::clamp<std::int64_t>(bytes, 0, m_step.totalBytes);
    m_rate.add(m_step.currentBytes, nowMs);
    m_bytesPerSecond = m_rate.bytesPerSecond(nowMs);
    if (isSent)
        end(true, nowMs);
}

void ContextSending::end(bool isWell, std::int64_t nowMs)
{
    if (isOver())
        return;
    m_step.state = isWell ? State::Done : State::Cancelled;
    m_step.endedMs = nowMs;
    m_bytesPerSecond = 0;
}

ContextProgress ContextSending::progress() const
{
    return {.bytes = m_step.currentBytes,
            .totalBytes = m_step.totalBytes,
            .bytesPerSecond = m_bytesPerSecond,
            .isSent = m_step.state == State::Done};
}

JobProgress ContextSending::jobProgress() const
{
    if (isOver())
        return {.detail = u"waiting for the builder"_s, .fraction = {}};
    if (m_step.currentBytes == 0)
        return {.detail = u"sending the context"_s, .fraction = {}};
    return {.detail = u"sending the context: "_s + sendingText(progress()),
            .fraction = double(m_step.currentBytes) / double(m_step.totalBytes)};
}

QString ContextSending::outcome() const
{
    const std::int64_t ms = std::max<std::int64_t>(1, m_step.endedMs - m_step.startedMs);
    const QString sent = u"Context sent: %1 in %2 s"_s.arg(bytesText(m_step.totalBytes))
                             .arg(QString::number(double(ms) / 1'000, 'f', 1));
    constexpr std::int64_t Telling = 250; // a rate of less says nothing
    return ms < Telling ? sent : sent + u", %1/s"_s.arg(bytesText(m_step.totalBytes * 1'000 / ms));
}

} // namespace fairlead::imagejobs
