// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialjournal.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

QJsonObject toJson(const TrialEntry &entry)
{
    QJsonObject object = entry.owner.toJson();
    object.insert(u"run"_s, entry.runId);
    object.insert(u"context"_s, entry.contextId);
    object.insert(u"server"_s, entry.server);
    object.insert(u"daemon"_s, entry.daemonId);
    object.insert(u"namespace"_s, entry.namespaceName);
    object.insert(u"madeNamespace"_s, entry.madeNamespace);
    return object;
}

TrialEntry fromJson(const QJsonObject &object)
{
    return {.runId = object.value("run"_L1).toString(),
            .contextId = object.value("context"_L1).toString(),
            .server = object.value("server"_L1).toString(),
            .daemonId = object.value("daemon"_L1).toString(),
            .namespaceName = object.value("namespace"_L1).toString(),
            .madeNamespace = object.value("madeNamespace"_L1).toBool(),
            .owner = processes::ProcessMark::fromJson(object)};
}

void forget(std::vector<QJsonObject> &records, const QString &runId)
{
    std::erase_if(records, [&runId](const QJsonObject &record) { return record.value("run"_L1) == runId; });
}

} // namespace

bool TrialEntry::isAt(const kubernetes::Context &context) const
{
    return !contextId.isEmpty() && context.id == contextId && !context.problem &&
           (server.isEmpty() || context.endpoint.server.toString() == server);
}

TrialJournal::TrialJournal(const QString &path)
    : m_file(path, u"trials"_s, MostEntries)
{
}

QString TrialJournal::add(TrialEntry entry)
{
    entry.owner = processes::ProcessMark::own();
    return m_file.change([&entry](std::vector<QJsonObject> &records) {
        forget(records, entry.runId);
        records.push_back(toJson(entry));
    });
}

QString TrialJournal::remove(const QString &runId)
{
    return m_file.change([&runId](std::vector<QJsonObject> &records) { forget(records, runId); });
}

std::vector<TrialEntry> TrialJournal::entries() const
{
    std::vector<TrialEntry> entries;
    for (const QJsonObject &record : m_file.read()) {
        if (!record.value("run"_L1).toString().isEmpty())
            entries.push_back(fromJson(record));
    }
    return entries;
}

std::vector<TrialEntry> TrialJournal::abandoned() const
{
    std::vector<TrialEntry> entries = this->entries();
    std::erase_if(entries, [](const TrialEntry &entry) { return !entry.owner.isGone(); });
    return entries;
}

} // namespace fairlead::runs
