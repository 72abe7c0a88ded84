// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialjournal.h"

#include "backends/files/folderlock.h"
#include "backends/files/smallfile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

constexpr qint64 LargestFile = 1 << 20;
constexpr std::int64_t Day = 24 * 3'600;

//! Field 22 of /proc/PID/stat; 0: there is no such process, or no /proc.
qint64 startOfProcess(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QByteArray behindName = text.mid(text.lastIndexOf(')') + 2); // the name may have blanks
    return behindName.split(' ').value(19).toLongLong();
}

QJsonObject toJson(const TrialEntry &entry)
{
    return {{u"run"_s, entry.runId},
            {u"context"_s, entry.contextId},
            {u"server"_s, entry.server},
            {u"daemon"_s, entry.daemonId},
            {u"namespace"_s, entry.namespaceName},
            {u"madeNamespace"_s, entry.madeNamespace},
            {u"begun"_s, qint64(entry.begun)},
            {u"host"_s, entry.host},
            {u"process"_s, entry.process},
            {u"processStarted"_s, QString::number(entry.processStarted)}};
}

TrialEntry fromJson(const QJsonValue &value)
{
    return {.runId = value["run"_L1].toString(),
            .contextId = value["context"_L1].toString(),
            .server = value["server"_L1].toString(),
            .daemonId = value["daemon"_L1].toString(),
            .namespaceName = value["namespace"_L1].toString(),
            .madeNamespace = value["madeNamespace"_L1].toBool(),
            .begun = value["begun"_L1].toInteger(),
            .host = value["host"_L1].toString(),
            .process = value["process"_L1].toInteger(),
            .processStarted = value["processStarted"_L1].toString().toLongLong()};
}

QString write(const QString &path, const std::vector<TrialEntry> &entries)
{
    QJsonArray array;
    for (const TrialEntry &entry : entries)
        array.append(toJson(entry));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(QJsonObject{{u"trials"_s, array}}).toJson());
    return file.commit() ? QString() : file.errorString();
}

} // namespace

bool TrialEntry::isAbandoned() const
{
    if (host != QSysInfo::machineHostName())
        return QDateTime::currentSecsSinceEpoch() - begun > Day;
    const qint64 started = startOfProcess(process);
    return started == 0 || started != processStarted;
}

bool TrialEntry::isAt(const kubernetes::Context &context) const
{
    return !contextId.isEmpty() && context.id == contextId && !context.problem &&
           (server.isEmpty() || context.endpoint.server.toString() == server);
}

TrialJournal::TrialJournal(QString path)
    : m_path(std::move(path))
{
}

QString TrialJournal::add(TrialEntry entry)
{
    entry.host = QSysInfo::machineHostName();
    entry.process = QCoreApplication::applicationPid();
    entry.processStarted = startOfProcess(entry.process);
    entry.begun = QDateTime::currentSecsSinceEpoch();
    return change([&entry](std::vector<TrialEntry> &entries) {
        std::erase_if(entries, [&entry](const TrialEntry &each) { return each.runId == entry.runId; });
        if (entries.size() >= MostEntries)
            entries.erase(entries.begin(), entries.begin() + std::ptrdiff_t(entries.size() - MostEntries + 1));
        entries.push_back(entry);
    });
}

QString TrialJournal::remove(const QString &runId)
{
    return change([&runId](std::vector<TrialEntry> &entries) {
        std::erase_if(entries, [&runId](const TrialEntry &each) { return each.runId == runId; });
    });
}

std::vector<TrialEntry> TrialJournal::entries() const
{
    std::vector<TrialEntry> entries;
    const auto content = m_path.isEmpty() ? tl::make_unexpected(QString()) : files::readSmallFile(m_path, LargestFile);
    const QJsonObject document = content ? QJsonDocument::fromJson(*content).object() : QJsonObject();
    for (const QJsonValue value : document.value("trials"_L1).toArray()) {
        if (entries.size() < MostEntries && !value["run"_L1].toString().isEmpty())
            entries.push_back(fromJson(value));
    }
    return entries;
}

std::vector<TrialEntry> TrialJournal::abandoned() const
{
    std::vector<TrialEntry> entries = this->entries();
    std::erase_if(entries, [](const TrialEntry &entry) { return !entry.isAbandoned(); });
    return entries;
}

template <class Change>
QString TrialJournal::change(Change change)
{
    if (m_path.isEmpty())
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    files::FolderLock lock(m_path);
    if (!lock.take())
        return lock.reason();
    std::vector<TrialEntry> entries = this->entries();
    change(entries);
    return write(m_path, entries);
}

} // namespace fairlead::runs
