// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QSet>
#include <QString>

namespace fairlead::models {

//! Activities as they stand in the file at \p path, the oldest first; none where there is no such file. What another
//! console still works on, which the lock of its log in \p logFolder shows, is left out. Blocks on the disk.
QJsonArray readHistory(const QString &path, const QString &logFolder);

//! What a console has to say to the file that all consoles share.
struct HistoryChange
{
    QJsonArray mine; //!< activities that it began, as they are now
    QSet<QString> removed;

    bool isEmpty() const { return mine.isEmpty() && removed.isEmpty(); }
};

//! Brings \p change into the file, as it stands there by then, under a lock that all consoles take: what is not of this
//! console stays. At most \p most activities are kept, the newest. The file is replaced as a whole, mode 0600; one that
//! is no history is kept as PATH.bak. Blocks on the disk and for another console.
//! \return why not, a short English reason; empty: it is written.
QString saveHistory(const QString &path, const HistoryChange &change, qsizetype most);

} // namespace fairlead::models
