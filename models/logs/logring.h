// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <deque>
#include <vector>

namespace fairlead::models {

//! The last lines of a log, as bytes. Bounded: when it is full the oldest go, a block of them at a time. Lines keep
//! their numbers, which count from 0 for the first one that ever came. One thread at a time.
class LogRing
{
public:
    enum class Source : std::uint8_t { Output, Error, Fairlead };

    struct Line
    {
        QByteArrayView utf8;   //!< without its end; valid until the next change
        std::int64_t time = 0; //!< milliseconds since 1970 UTC; 0: not known
        Source source = Source::Output;
        bool isCut = false; //!< it goes on in the next one
    };

    //! Text above \p limitBytes or more than \p limitLines make the oldest go.
    explicit LogRing(qsizetype limitBytes = 128 << 20, std::int64_t limitLines = 2'000'000);

    //! What has come, wherever it was cut; lines end with \\n or \\r\\n. A line above 64 KiB becomes several.
    //! \p time is that of the lines that end here.
    void append(QByteArrayView utf8, std::int64_t time = 0, Source source = Source::Output);
    //! So many lines were lost before what comes next.
    void leaveOut(std::int64_t lines) { m_leftOut += lines; }
    //! What came last ends its line, if it did not: nothing more will.
    void finishLine();
    void clear();

    std::int64_t firstLine() const { return m_first; } //!< the oldest that is there
    std::int64_t endLine() const { return m_end; }     //!< behind the newest that is whole
    std::int64_t size() const { return m_end - m_first; }
    //! \p number from firstLine() to endLine() - 1.
    Line line(std::int64_t number) const;
    //! The line that has not ended yet.
    QByteArrayView unfinished() const { return m_tail; }
    qsizetype bytes() const { return m_bytes; } //!< of text
    //! How many lines of the log the ring has not: gone, or never come.
    std::int64_t missing() const { return m_first + m_leftOut; }

private:
    struct Entry
    {
        std::uint32_t end = 0; //!< in the block's text
        Source source = Source::Output;
        bool isCut = false;
        std::int64_t time = 0;
    };
    struct Block
    {
        QByteArray text;
        std::vector<Entry> entries;
        std::int64_t first = 0;
    };

    void add(QByteArrayView line, std::int64_t time, Source source, bool isCut);
    void addCut(QByteArrayView line, std::int64_t time, Source source);
    void evict();

    qsizetype m_limitBytes;
    std::int64_t m_limitLines;
    std::deque<Block> m_blocks;
    QByteArray m_tail;
    Source m_tailSource = Source::Output;
    std::int64_t m_tailTime = 0;
    std::int64_t m_first = 0;
    std::int64_t m_end = 0;
    std::int64_t m_leftOut = 0;
    qsizetype m_bytes = 0;
};

} // namespace fairlead::models
