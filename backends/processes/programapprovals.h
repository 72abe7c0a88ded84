// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QSet>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::processes {

//! The programs that the user approved, kept in a file of keys of ProgramApproval, one a line, readable by the user
//! only.
class ProgramApprovals
{
public:
    //! Reads what is there; a missing file is an empty list, and a line that is no key is dropped.
    explicit ProgramApprovals(const QString &path);

    const QSet<QByteArray> &keys() const { return m_keys; }
    //! From any thread, one after the other. Replaces the file in one step. Errors: why it could not be written; keys()
    //! then has the key all the same.
    tl::expected<void, QString> add(const QByteArray &key);
    tl::expected<void, QString> remove(const QByteArray &key);

private:
    QSet<QByteArray> read() const;
    tl::expected<void, QString> write() const;

    QString m_path;
    QSet<QByteArray> m_keys;
    QMutex m_mutex;
};

} // namespace fairlead::processes
