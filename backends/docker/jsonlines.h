// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace fairlead::docker {

//! Lines of a body that arrives in pieces: a piece is no line, and what has no end yet is kept until it comes.
//! Events, and the progress of builds, pulls and pushes, are a JSON object each.
class JsonLines
{
public:
    //! \return false to stop; the rest is not kept.
    using Each = std::function<bool(QByteArrayView line)>;

    explicit JsonLines(qsizetype limit = 1 << 20)
        : m_limit(limit)
    {
    }

    //! Calls \p each for every line that \p bytes complete, without its end (LF or CR LF) and never for an empty one.
    //! Errors: Malformed (LineTooLong), after which nothing more is taken.
    Result<void> feed(QByteArrayView bytes, const Each &each);
    //! A last line without an end, when the body is over.
    void finish(const Each &each);
    //! Bytes of a line that has no end yet.
    qsizetype pending() const { return m_tail.size(); }

private:
    qsizetype m_limit;
    QByteArray m_tail;
};

} // namespace fairlead::docker
