// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activityhistory.h"

#include "activity.h"
#include "backends/files/folderlock.h"
#include "backends/files/smallfile.h"
#include "models/logs/logsegments.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qint64 Limit = 8 << 20;
constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString idOf(const QJsonValue &activity)
{
    return activity.toObject()[u"id"].toString();
}

//! None: it is no history.
std::optional<QJsonArray> readFile(const QString &path)
{
    if (!QFileInfo::exists(path))
        return QJsonArray();
    const auto bytes = files::readSmallFile(path, Limit);
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    return document.isObject() ? std::optional(document.object()[u"activities"].toArray()) : std::nullopt;
}

QJsonArray merged(const QJsonArray &there, const HistoryChange &change, qsizetype most)
{
    QSet<QString> mine;
    for (const QJsonValue &activity : change.mine)
        mine.insert(idOf(activity));
    std::vector<QJsonValue> all;
    for (const QJsonValue &activity : there) {
        if (const QString id = idOf(activity); !mine.contains(id) && !change.removed.contains(id))
            all.push_back(activity);
    }
    all.insert(all.end(), change.mine.begin(), change.mine.end());
    std::stable_sort(all.begin(), all.end(), [](const QJsonValue &a, const QJsonValue &b) {
        return a.toObject()[u"created"].toInteger() < b.toObject()[u"created"].toInteger();
    });
    QJsonArray result;
    for (auto i = std::size_t(std::max<qsizetype>(0, qsizetype(all.size()) - most)); i < all.size(); ++i)
        result.append(all[i]);
    return result;
}

} // namespace

QJsonArray readHistory(const QString &path, const QString &logFolder)
{
    QJsonArray result;
    const QJsonArray there = readFile(path).value_or(QJsonArray());
    for (const QJsonValue &value : there) {
        const QString state = value.toObject()[u"state"].toString();
        const bool mayRun = state == "waiting"_L1 || state == "running"_L1 || state == "cancelling"_L1;
        const QString log = logFolder + u'/' + QFileInfo(idOf(value)).fileName() + ".log"_L1;
        if (!mayRun || !isLogBeingWritten(log))
            result.append(value);
    }
    return result;
}

QString saveHistory(const QString &path, const HistoryChange &change, qsizetype most)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return u"the folder %1 cannot be made"_s.arg(folder);
    files::FolderLock lock(path);
    if (!lock.take())
        return lock.reason();
    const auto there = readFile(path);
    if (!there) {
        QFile::remove(path + ".bak"_L1);
        QFile::rename(path, path + ".bak"_L1);
    }
    const QJsonObject object{{u"version"_s, 1}, {u"activities"_s, merged(there.value_or(QJsonArray()), change, most)}};
    const QByteArray content = QJsonDocument(object).toJson(QJsonDocument::Indented);
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(OwnerOnly) &&
                           file.write(content) == content.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

} // namespace fairlead::models
