// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logbuffer.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace fairlead::models {

LogBuffer::LogBuffer(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(50ms);
    connect(&m_timer, &QTimer::timeout, this, &LogBuffer::changed);
}

void LogBuffer::append(QByteArrayView utf8, std::int64_t time, LogRing::Source source)
{
    m_ring.append(utf8, time, source);
    tellSoon();
}

void LogBuffer::finish()
{
    m_ring.finishLine();
    tellSoon();
}

void LogBuffer::clear()
{
    m_ring.clear();
    tellSoon();
}

void LogBuffer::setRing(LogRing ring)
{
    m_ring = std::move(ring);
    tellSoon();
}

//! Not started anew: what comes all the time would never be told.
void LogBuffer::tellSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

} // namespace fairlead::models
