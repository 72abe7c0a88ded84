// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logring.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace fairlead::models {

namespace {

constexpr qsizetype BlockSize = 256 << 10;
constexpr std::size_t MostInBlock = 16'384; // empty lines take room too
constexpr qsizetype LongestLine = 64 << 10;

//! Not in the middle of a letter.
qsizetype cutPlace(QByteArrayView line)
{
    qsizetype at = LongestLine;
    while (at > LongestLine - 4 && (uchar(line[at]) & 0xc0) == 0x80)
        --at;
    return at;
}

} // namespace

LogRing::LogRing(qsizetype limitBytes, std::int64_t limitLines)
    : m_limitBytes(limitBytes)
    , m_limitLines(limitLines)
{
}

void LogRing::append(QByteArrayView utf8, std::int64_t time, Source source)
{
    if (!m_tail.isEmpty() && source != m_tailSource)
        finishLine(); // two streams do not share a line
    const char *at = utf8.data();
    const char *end = at + utf8.size();
    while (at < end) {
        const char *newline = static_cast<const char *>(std::memchr(at, '\n', std::size_t(end - at)));
        const QByteArrayView piece(at, (newline ? newline : end) - at);
        if (!newline) {
            m_tail.append(piece);
            m_tailSource = source;
            m_tailTime = time;
            while (m_tail.size() > LongestLine) {
                const qsizetype cut = cutPlace(m_tail);
                add(QByteArrayView(m_tail).first(cut), time, source, true);
                m_tail.remove(0, cut);
            }
            break;
        }
        if (m_tail.isEmpty()) {
            addCut(piece, time, source);
        } else {
            m_tail.append(piece);
            addCut(std::exchange(m_tail, {}), time, source);
        }
        at = newline + 1;
    }
    evict();
}

void LogRing::finishLine()
{
    if (m_tail.isEmpty())
        return;
    addCut(std::exchange(m_tail, {}), m_tailTime, m_tailSource);
    evict();
}

void LogRing::clear()
{
    *this = LogRing(m_limitBytes, m_limitLines);
}

void LogRing::addCut(QByteArrayView line, std::int64_t time, Source source)
{
    if (line.endsWith('\r'))
        line.chop(1);
    while (line.size() > LongestLine) {
        const qsizetype cut = cutPlace(line);
        add(line.first(cut), time, source, true);
        line = line.sliced(cut);
    }
    add(line, time, source, false);
}

void LogRing::add(QByteArrayView line, std::int64_t time, Source source, bool isCut)
{
    const bool isFull = m_blocks.empty() || m_blocks.back().text.size() + line.size() > BlockSize ||
                        m_blocks.back().entries.size() == MostInBlock;
    if (isFull) {
        if (!m_blocks.empty()) {
            m_blocks.back().text.squeeze();
            m_blocks.back().entries.shrink_to_fit();
        }
        m_blocks.push_back({.first = m_end});
        m_blocks.back().text.reserve(BlockSize);
    }
    Block &block = m_blocks.back();
    block.text.append(line);
    block.entries.push_back({std::uint32_t(block.text.size()), source, isCut, time});
    m_bytes += line.size();
    ++m_end;
}

//! Whole blocks, and never the last one.
void LogRing::evict()
{
    while (m_blocks.size() > 1 && (m_bytes > m_limitBytes || m_end - m_first > m_limitLines)) {
        m_bytes -= m_blocks.front().text.size();
        m_blocks.pop_front();
        m_first = m_blocks.front().first;
    }
}

LogRing::Line LogRing::line(std::int64_t number) const
{
    Q_ASSERT(number >= m_first && number < m_end);
    const auto block = std::prev(std::upper_bound(m_blocks.begin(), m_blocks.end(), number,
                                                  [](std::int64_t n, const Block &each) { return n < each.first; }));
    const auto place = std::size_t(number - block->first);
    const Entry &entry = block->entries[place];
    const qsizetype start = place > 0 ? qsizetype(block->entries[place - 1].end) : 0;
    return {QByteArrayView(block->text).sliced(start, qsizetype(entry.end) - start), entry.time, entry.source,
            entry.isCut};
}

} // namespace fairlead::models
