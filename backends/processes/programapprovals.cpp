// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "programapprovals.h"

#include "backends/files/folderlock.h"
#include "backends/files/smallfile.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::processes {

namespace {

constexpr qint64 maxFileBytes = 1024 * 1024;

bool isKey(const QByteArray &line)
{
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return line.size() == 64 && std::all_of(line.begin(), line.end(), isHex);
}

} // namespace

ProgramApprovals::ProgramApprovals(const QString &path)
    : m_path(path)
    , m_subjects(read())
{
}

ProgramApprovals::Subjects ProgramApprovals::read() const
{
    Subjects subjects;
    const QByteArray bytes = files::readSmallFile(m_path, maxFileBytes).value_or(QByteArray());
    for (const QByteArray &line : bytes.split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (isKey(words.front()))
            subjects.insert(words.front(), isKey(words.value(1)) ? words[1] : QByteArray());
    }
    return subjects;
}

bool ProgramApprovals::hasSubject(const QByteArray &subject) const
{
    return std::find(m_subjects.begin(), m_subjects.end(), subject) != m_subjects.end();
}

//! What cannot be locked is written all the same: an approval that gets lost is asked for again.
tl::expected<void, QString> ProgramApprovals::add(const QByteArray &key, const QByteArray &subject)
{
    Q_ASSERT(isKey(key));
    const QMutexLocker lock(&m_mutex);
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return tl::unexpected(u"%1: the folder cannot be made"_s.arg(m_path));
    files::FolderLock others(m_path);
    others.take();
    m_subjects.insert(read());
    if (!subject.isEmpty() || !has(key))
        m_subjects.insert(key, subject);
    return write();
}

tl::expected<void, QString> ProgramApprovals::remove(const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    files::FolderLock others(m_path);
    others.take();
    m_subjects = read();
    m_subjects.remove(key);
    return write();
}

tl::expected<void, QString> ProgramApprovals::write() const
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return tl::unexpected(u"%1: cannot be written"_s.arg(m_path));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QList<QByteArray> sorted = m_subjects.keys();
    std::sort(sorted.begin(), sorted.end());
    for (const QByteArray &key : sorted)
        file.write((key + ' ' + m_subjects.value(key)).trimmed() + '\n');
    if (!file.commit())
        return tl::unexpected(u"%1: cannot be written"_s.arg(m_path));
    return {};
}

} // namespace fairlead::processes
