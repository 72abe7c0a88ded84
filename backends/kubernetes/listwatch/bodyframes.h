// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "watchevent.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

//! Cut the pieces in which a body arrives into the units in which it was written. A chunk is not a unit: what is
//! incomplete is kept until the rest is there, up to a limit.
namespace fairlead::kubernetes {

//! The events of a watch: Protobuf frames with a length of four big-endian bytes before each, or lines of JSON.
class WatchFrames
{
public:
    //! \return false to stop.
    using Each = std::function<bool(QByteArrayView frame)>;

    explicit WatchFrames(Encoding encoding)
        : m_encoding(encoding)
    {
    }

    //! Calls \p each for every frame that \p bytes completes. Errors: Malformed for a frame above 32 MiB.
    Result<void> feed(QByteArrayView bytes, const Each &each);
    //! Bytes of a frame that never ended.
    qsizetype pending() const { return m_tail.size(); }

private:
    Result<qsizetype> frameSize(QByteArrayView bytes) const;
    Result<qsizetype> missingOfTail(QByteArrayView next) const;
    Result<bool> isTailWhole() const;
    bool deliver(QByteArrayView frame, const Each &each) const;

    Encoding m_encoding;
    QByteArray m_tail; //!< the beginning of a frame
};

//! A list in Protobuf, item by item while it arrives: "k8s\0", then runtime.Unknown whose field raw is the list,
//! of which field 1 is ListMeta and field 2 are the items.
class ProtobufListItems
{
public:
    enum class Part { ListMeta, Item };
    using Each = std::function<Result<void>(Part part, QByteArrayView message)>;

    //! Errors: Malformed, and whatever \p each returns.
    Result<void> feed(QByteArrayView bytes, const Each &each);
    //! True once the whole list has been handed out.
    bool isComplete() const { return m_state == State::AfterList; }

private:
    enum class State { Magic, Envelope, List, AfterList };

    Result<qsizetype> step(QByteArrayView rest, const Each &each);
    Result<qsizetype> stepList(QByteArrayView rest, const Each &each);

    State m_state = State::Magic;
    quint64 m_listRemaining = 0;
    QByteArray m_tail;
};

} // namespace fairlead::kubernetes
