// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonrecords.h"

#include "folderlock.h"
#include "smallfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace fairlead::files {

namespace {

constexpr qint64 LargestFile = 4 << 20;

} // namespace

JsonRecords::JsonRecords(QString path, QString key, std::size_t most)
    : m_path(std::move(path))
    , m_key(std::move(key))
    , m_most(most)
{
}

std::vector<QJsonObject> JsonRecords::read() const
{
    std::vector<QJsonObject> records;
    const auto content = m_path.isEmpty() ? tl::make_unexpected(QString()) : readSmallFile(m_path, LargestFile);
    const QJsonObject document = content ? QJsonDocument::fromJson(*content).object() : QJsonObject();
    const QJsonArray array = document.value(m_key).toArray();
    for (const QJsonValue value : array) {
        if (records.size() < m_most && value.isObject())
            records.push_back(value.toObject());
    }
    return records;
}

QString JsonRecords::change(const std::function<void(std::vector<QJsonObject> &records)> &change)
{
    if (m_path.isEmpty())
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    FolderLock lock(m_path);
    if (!lock.take())
        return lock.reason();
    if (QFile::exists(m_path)) { // what cannot be read is not thrown away
        const auto content = readSmallFile(m_path, LargestFile);
        if (!content)
            return content.error();
        if (!content->isEmpty() && !QJsonDocument::fromJson(*content).isObject())
            QFile::rename(m_path, m_path + QStringLiteral(".broken"));
    }
    std::vector<QJsonObject> records = read();
    change(records);
    if (records.size() > m_most)
        records.erase(records.begin(), records.begin() + std::ptrdiff_t(records.size() - m_most));
    QJsonArray array;
    for (const QJsonObject &record : records)
        array.append(record);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(QJsonObject{{m_key, array}}).toJson());
    return file.commit() ? QString() : file.errorString();
}

} // namespace fairlead::files
