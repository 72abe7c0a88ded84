// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzzfolder.h"
#include "fuzztarget.h"

#include "models/activities/activity.h"
#include "models/activities/activityhistory.h"

#include <QFile>
#include <QJsonObject>

namespace fairlead::fuzz {

//! The file that all consoles share.
void feed(QByteArrayView bytes)
{
    static const QTemporaryDir folder(folderTemplate());
    const QString path = folder.filePath(QStringLiteral("history.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
        qFatal("cannot write the history");
    file.close();
    for (const QJsonValue &value : models::readHistory(path, folder.path())) {
        const auto activity = models::Activity::fromJson(value.toObject());
        if (!activity)
            continue;
        if (activity->id.isEmpty() || !activity->hasEnded())
            qFatal("an activity of another start still runs");
        if (models::Activity::fromJson(activity->toJson()) != activity)
            qFatal("an activity is not what was written of it");
    }
}

QList<QByteArray> seeds()
{
    return {
        R"({"version":1,"activities":[{"id":"a1","kind":"build","title":"base/exec:1","target":"local","state":"succeeded",
"result":"sha256:1","created":1795349247,"started":1795349248,"ended":1795349250,"log":"/x/a1.log"}]})",
        R"({"activities":[{"id":"../a2","kind":"push","state":"running","created":9007199254740993},
{"id":"a3","kind":"pull","state":"waiting","created":-1.5e300},null,7,{"id":"","kind":"prune","state":"failed"}]})",
        R"({"activities":{"id":"a"}})",
    };
}

} // namespace fairlead::fuzz
