// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QFile>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace fairlead::models {

//! A log on disk that keeps its end, however long it becomes: a ring of eight files. The newest is FOLDER/ID.log; when
//! that has its share it becomes ID.1.log, the next one ID.2.log, and the oldest goes. A file that others went before
//! begins with a line that says how many there were (logHeadLine()). As long as it is open, FOLDER/ID.log is locked.
class LogSegments
{
public:
    static constexpr int Most = 8;

    //! \p limitBytes of all its files; at least seven eighths of it are kept.
    LogSegments(QString path, qint64 limitBytes);
    ~LogSegments();
    Q_DISABLE_COPY_MOVE(LogSegments)

    //! \return an errno; 0: it is open.
    int open();
    //! \p lines: whole ones. \return an errno; 0: they are written.
    int write(QByteArrayView lines);

private:
    int beginNext();
    int writeAll(QByteArrayView bytes) const;
    void close();

    const QString m_path;
    const qint64 m_share; //!< of one file
    int m_descriptor = -1;
    int m_number = 0;         //!< of the file before
    qint64 m_bytes = 0;       //!< in this one
    bool m_hasLines = false;  //!< in this one, too
    std::int64_t m_lines = 0; //!< in all that were written
};

//! Its files, the oldest first, as they are at one moment, also while it is being written. Blocks on the disk.
//! Errors: a short English reason.
tl::expected<std::vector<std::unique_ptr<QFile>>, QString> openLogSegments(const QString &path);
//! Paths of the files before the one at \p path, the oldest first.
QStringList olderLogSegments(const QString &path);
//! "FOLDER/ID.log" of any of its files; of another file the path as it is.
QString logOfSegment(const QString &path);
//! Whether a console writes to the log at \p path now.
bool isLogBeingWritten(const QString &path);
bool removeLog(const QString &path);

} // namespace fairlead::models
