// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "programapprovals.h"

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
    , m_keys(read())
{
}

QSet<QByteArray> ProgramApprovals::read() const
{
    QSet<QByteArray> keys;
    const QByteArray bytes = files::readSmallFile(m_path, maxFileBytes).value_or(QByteArray());
    for (const QByteArray &line : bytes.split('\n')) {
        if (const QByteArray key = line.trimmed(); isKey(key))
            keys.insert(key);
    }
    return keys;
}

//! Another window may have written meanwhile: its keys stay.
tl::expected<void, QString> ProgramApprovals::add(const QByteArray &key)
{
    Q_ASSERT(isKey(key));
    const QMutexLocker lock(&m_mutex);
    m_keys.unite(read()).insert(key);
    return write();
}

tl::expected<void, QString> ProgramApprovals::remove(const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    m_keys = read();
    m_keys.remove(key);
    return write();
}

tl::expected<void, QString> ProgramApprovals::write() const
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return tl::unexpected(u"%1: the folder cannot be made"_s.arg(m_path));
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return tl::unexpected(u"%1: cannot be written"_s.arg(m_path));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QList<QByteArray> sorted(m_keys.begin(), m_keys.end());
    std::sort(sorted.begin(), sorted.end());
    for (const QByteArray &key : sorted)
        file.write(key + '\n');
    if (!file.commit())
        return tl::unexpected(u"%1: cannot be written"_s.arg(m_path));
    return {};
}

} // namespace fairlead::processes
