// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"

#include <QObject>

namespace fairlead::transport {

//! The body of a request that is made while it is sent, so that it never stands in memory. It serves one exchange at a
//! time and must not be destroyed within read().
class BodySource : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Bytes,  //!< some were written; there may be more
        NotYet, //!< none now; resumed() will tell when to ask again
        End,    //!< none, and none will come
        Failed, //!< the request is broken off with \c error
    };
    struct ReadResult
    {
        State state = State::End;
        qsizetype size = 0; //!< of Bytes: how many, at least one
        ApiError error{};   //!< of Failed
    };
    using QObject::QObject;

    //! Writes at most \p size bytes to \p to. Called in the thread of the client, from within libcurl: must not block,
    //! and whoever waits for other sockets of the thread waits for it. Not called again after End or Failed.
    virtual ReadResult read(char *to, qsizetype size) = 0;

    //! How many bytes there will be, for servers that want to know before; -1: sent in chunks. Fewer than that are an
    //! error, more are not read.
    virtual qint64 size() const { return -1; }

    //! Begins anew, for the second try after a 401. \return false where that cannot be; the 401 is the answer then.
    virtual bool rewind() { return false; }

signals:
    //! After NotYet, from any thread; heard later, never within this call.
    void resumed();
};

} // namespace fairlead::transport
