// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QSet>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::processes {

//! The programs that the user approved, kept in a file, readable by the user only: a line each, with the key of the
//! ProgramApproval and, where it is known, its subject behind a space.
class ProgramApprovals
{
public:
    //! Reads what is there; a missing file is an empty list, and a line that has no key is dropped.
    explicit ProgramApprovals(const QString &path);

    QSet<QByteArray> keys() const { return {m_subjects.keyBegin(), m_subjects.keyEnd()}; }
    bool has(const QByteArray &key) const { return m_subjects.contains(key); }
    //! Of a program that was approved, whatever its content was.
    bool hasSubject(const QByteArray &subject) const;
    //! From any thread, one after the other, whoever else writes the same file: its keys stay. Replaces the file in one
    //! step. Errors: why it could not be written; keys() then has the key all the same.
    tl::expected<void, QString> add(const QByteArray &key, const QByteArray &subject = {});
    tl::expected<void, QString> remove(const QByteArray &key);

private:
    using Subjects = QHash<QByteArray, QByteArray>; //!< by key; empty: not known

    Subjects read() const;
    tl::expected<void, QString> write() const;

    QString m_path;
    Subjects m_subjects;
    QMutex m_mutex;
};

} // namespace fairlead::processes
