// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace fairlead::tests {

//! What a program said, and how it ended.
struct Answer
{
    int exitCode = -1;
    QByteArray output;
    QString error;

    QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
};

//! As the admin of bed-a.
inline Answer kubectl(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"),
                  QStringList{QStringLiteral("--context"), QStringLiteral("bed-a")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {-1, {}, process.errorString()};
    return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
}

//! Whether the server would take \p object, each of whose fields it has to know.
inline Answer createDry(const QJsonObject &object)
{
    return kubectl({QStringLiteral("create"), QStringLiteral("--dry-run=server"), QStringLiteral("--validate=strict"),
                    QStringLiteral("-o"), QStringLiteral("json"), QStringLiteral("-f"), QStringLiteral("-")},
                   QJsonDocument(object).toJson());
}

} // namespace fairlead::tests
