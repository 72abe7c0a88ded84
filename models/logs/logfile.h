// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "logring.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <cstdint>

class QIODevice;

namespace fairlead::models {

//! Makes lines of a log file of what comes, wherever it was cut:
//!
//!     2026-11-22T14:02:11.123Z stdout F Step 4/9 : RUN apt-get update
//!
//! Time in UTC, 1970 where it is not known; stdout, stderr or fairlead; F, or P for a line that goes on in the next
//! one. The bytes of the text are kept as they came. Source: the Container Runtime Interface's logging format, "CRI:
//! Log Management for Container Stdout/Stderr Streams".
class LogFileLines
{
public:
    //! Appends to \p out the lines that end in \p utf8.
    void add(QByteArrayView utf8, std::int64_t time, LogRing::Source source, QByteArray &out);
    //! What has come of a line that does not end.
    void finish(QByteArray &out);

private:
    void addLine(QByteArrayView text, bool isCut, QByteArray &out);

    QByteArray m_tail;
    LogRing::Source m_source = LogRing::Source::Output;
    std::int64_t m_time = 0;
    std::int64_t m_prefixTime = -1;
    QByteArray m_prefix; //!< of m_prefixTime: the time as it is written
};

//! The line that a file begins with that others went before: how many lines they had. With its end.
//!
//!     2026-11-22T14:02:11.123Z fairlead F:before=1234 1234 lines go before this one
QByteArray logHeadLine(std::int64_t linesBefore, std::int64_t time);

//! A line of such a file, without its end; one that is of another kind is all text.
struct LogFileLine
{
    QByteArrayView text;
    std::int64_t time = 0;
    LogRing::Source source = LogRing::Source::Output;
    bool isCut = false;
    std::int64_t linesBefore = 0; //!< of the line that a file begins with
};
LogFileLine parseLogFileLine(QByteArrayView line);

//! The log at \p path, of all its files (logsegments.h); of more than a LogRing holds, the end. A line of ours tells
//! what is no longer on the disk. Blocks on the disk. Errors: a short English reason.
tl::expected<LogRing, QString> readLogFile(const QString &path);

//! The text of a log, a line each, as it may be shown (logline.h), in UTF-8; \p withTimes in front of each the time of
//! the user's place. \return false when \p out does not take it.
bool writeLogText(QIODevice &out, const LogRing &ring, bool withTimes);
//! The same of the log at \p path, of all its files. Blocks on the disk. \return false also where it cannot be read.
//! \p missing: how many lines of its beginning are no longer on the disk; the first line of the text says so, too.
bool writeLogFileText(QIODevice &out, const QString &path, bool withTimes, std::int64_t *missing = nullptr);

//! "14:02:11.123", of the user's place; empty for 0.
QString logTimeText(std::int64_t time);

} // namespace fairlead::models
