// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logqueue.h"

#include <algorithm>
#include <utility>

namespace fairlead::imagejobs {

namespace {

constexpr qsizetype LongestPiece = 64 << 10;
constexpr qsizetype PieceCost = 128; // beside its bytes

} // namespace

LogQueue::LogQueue(Overflow overflow, qsizetype limitBytes)
    : m_overflow(overflow)
    , m_limitBytes(limitBytes)
{
}

bool LogQueue::append(QByteArrayView utf8, std::int64_t time, Source source)
{
    bool isNews = false;
    bool isFull = false;
    {
        const std::lock_guard lock(m_mutex);
        while (!utf8.isEmpty()) {
            Piece *last = m_pieces.empty() ? nullptr : &m_pieces.back();
            const bool goesOn =
                last && last->source == source && last->time == time && last->utf8.size() < LongestPiece;
            if (!goesOn) {
                m_pieces.push_back({.time = time, .source = source});
                m_bytes += PieceCost;
                last = &m_pieces.back();
            }
            const qsizetype size = std::min(utf8.size(), LongestPiece - last->utf8.size());
            last->utf8.append(utf8.first(size));
            m_bytes += size;
            utf8 = utf8.sliced(size);
        }
        if (m_overflow == Overflow::LosesOldest)
            loseOldest();
        isFull = m_bytes > m_limitBytes;
        m_isFull = m_isFull || isFull;
        isNews = !m_pieces.empty() && !std::exchange(m_isTold, true);
    }
    if (isNews)
        emit hasMore();
    return !isFull;
}

//! Never the last: there is always an end to show. What is left begins with a whole line.
void LogQueue::loseOldest()
{
    bool isWithinLine = false;
    while (m_bytes > m_limitBytes && m_pieces.size() > 1) {
        const Piece &oldest = m_pieces.front();
        m_leftOut += oldest.utf8.count('\n');
        isWithinLine = !oldest.utf8.endsWith('\n');
        m_bytes -= oldest.utf8.size() + PieceCost;
        m_pieces.pop_front();
    }
    if (!isWithinLine)
        return;
    QByteArray &rest = m_pieces.front().utf8;
    const qsizetype size = rest.indexOf('\n') + 1;
    rest.remove(0, size);
    m_bytes -= size;
    ++m_leftOut;
}

std::optional<LogQueue::Piece> LogQueue::take()
{
    std::optional<Piece> piece;
    bool hasRoomAgain = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_pieces.empty()) {
            m_isTold = false;
            return {};
        }
        piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_bytes -= piece->utf8.size() + PieceCost;
        piece->leftOut = std::exchange(m_leftOut, 0);
        hasRoomAgain = m_isFull && m_bytes <= m_limitBytes / 2;
        m_isFull = m_isFull && !hasRoomAgain;
    }
    if (hasRoomAgain)
        emit hasRoom();
    return piece;
}

qsizetype LogQueue::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace fairlead::imagejobs
