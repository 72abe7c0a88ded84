// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

namespace fairlead::imagejobs {

//! A log on its way from the thread that gets it to the one that shows it, however fast it comes and however slowly it
//! is taken: bounded. One thread appends, one takes; the signals come from the thread that did the other thing.
class LogQueue : public QObject
{
    Q_OBJECT
public:
    enum class Source : std::uint8_t { Output, Error, Ours };
    //! What becomes of it when it is full.
    enum class Overflow : std::uint8_t {
        Waits,      //!< append() says so, and whoever appends stops until hasRoom()
        LosesOldest //!< who appends cannot wait
    };
    struct Piece
    {
        QByteArray utf8; //!< as it came, wherever it was cut
        std::int64_t time = 0;
        Source source = Source::Output;
        std::int64_t leftOut = 0; //!< how many lines before it were lost
    };

    explicit LogQueue(Overflow overflow, qsizetype limitBytes = 4 << 20);

    //! \p time in milliseconds since 1970 UTC; 0: not known. \return whether there is room for more: what is appended
    //! all the same is kept, but for LosesOldest.
    bool append(QByteArrayView utf8, std::int64_t time, Source source);
    //! The oldest of what waits, at most 64 KiB; none: hasMore() tells when there is some again.
    std::optional<Piece> take();
    //! What waits, with what it costs to keep it.
    qsizetype bytes() const;

signals:
    //! There is something to take; once until take() finds nothing.
    void hasMore();
    //! There is room again, after append() has said that there is none.
    void hasRoom();

private:
    void loseOldest();

    const Overflow m_overflow;
    const qsizetype m_limitBytes;
    mutable std::mutex m_mutex; //!< of all below
    std::deque<Piece> m_pieces;
    qsizetype m_bytes = 0;
    std::int64_t m_leftOut = 0; //!< lines before the oldest piece
    bool m_isTold = false;      //!< that there is more
    bool m_isFull = false;      //!< append() has said so
};

} // namespace fairlead::imagejobs
