// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>

#include <cstdint>
#include <functional>

namespace fairlead::docker {

enum class LogSource { Stdin, Stdout, Stderr, SystemError };

//! The logs of a container without a terminal: frames of both its outputs, each with a header of eight bytes (source,
//! three zeros, big-endian length). Contents are handed on as they arrive, in pieces of a frame, so nothing but a
//! header is ever kept. Source: Engine API, "Stream format" of POST /containers/{id}/attach.
class LogFrames
{
public:
    //! \return false to stop; the rest is not looked at.
    using Each = std::function<bool(LogSource source, QByteArrayView bytes)>;

    //! Errors: Malformed (BadFrame) for a header that is none or that announces more than 16 MiB.
    Result<void> feed(QByteArrayView bytes, const Each &each);
    //! Whether what Each is called with begins its frame.
    bool isBeginning() const { return m_isBeginning; }
    //! Whether what has come ends with a frame; else the body was cut.
    bool isComplete() const { return m_header.isEmpty() && m_left == 0; }

private:
    Result<void> readHeader();

    QByteArray m_header; //!< its beginning
    std::uint32_t m_left = 0;
    LogSource m_source = LogSource::Stdout;
    bool m_isBeginning = false;
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::LogSource)
