// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runsmodel.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using Kind = QueryField::Kind;

RunsModel::RunsModel(QObject *parent)
    : CellTableModel(columnsOf(Columns, &RunsModel::column), parent)
{
}

TableColumn RunsModel::column(Column column)
{
    switch (column) {
    case Column::Run:
        return {tr("Run"), u"run"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Config:
        return {tr("Config"), u"config"_s};
    case Column::Place:
        return {tr("Place"), u"place"_s, Kind::Text, tr("The context or the daemon where it is, or was last")};
    case Column::Nodes:
        return {tr("Nodes"), u"nodes"_s, Kind::Number};
    case Column::Elapsed:
        return {tr("Elapsed"), u"elapsed"_s, Kind::Number, tr("From its first attempt to its end")};
    case Column::Begun:
        return {tr("Began"), u"began"_s, Kind::Age};
    case Column::User:
        return {tr("User"), u"user"_s};
    case Column::Command:
        return {tr("Command"), u"command"_s};
    }
    return {};
}

TableCell RunsModel::cell(const RunEntry &entry, Column column)
{
    const runs::RunRecord &record = entry.record;
    switch (column) {
    case Column::Run:
        return {.text = plainLine(record.name, 200)};
    case Column::State:
        return {.text = stateText(entry), .severity = severityOf(entry)};
    case Column::Config:
        return {.text = plainLine(record.configName, 200)};
    case Column::Place:
        return {.text = record.last() ? plainLine(record.last()->place, 200) : QString()};
    case Column::Nodes:
        return {.text = numberText(record.nodes), .number = double(record.nodes)};
    case Column::Elapsed: {
        const std::int64_t seconds = elapsed(record, secondsNow());
        return {.text = durationText(seconds), .number = double(seconds)};
    }
    case Column::Begun:
        return {.time = begunAt(record)};
    case Column::User:
        return {.text = plainLine(record.user, 100)};
    case Column::Command:
        return {.text = plainLine(record.command.join(u' '), 300)};
    }
    return {};
}

void RunsModel::show(const RunEntry &entry)
{
    Row row{.key = entry.record.runId, .order = -begunAt(entry.record)};
    row.isStale = !entry.problem.isEmpty() && !entry.record.isOver();
    for (int i = 0; i < Columns; ++i)
        row.cells.push_back(cell(entry, Column(i)));
    putRow(std::move(row));
}

void RunsModel::setRun(const RunEntry &entry)
{
    const auto known = m_entries.find(entry.record.runId);
    if (known != m_entries.end() && known->second == entry)
        return;
    m_entries.insert_or_assign(entry.record.runId, entry);
    show(entry);
    emit objectChanged(entry.record.runId);
}

void RunsModel::removeRun(const QString &runId)
{
    if (m_entries.erase(runId) == 0)
        return;
    dropRow(runId);
    emit objectChanged(runId);
}

const RunEntry *RunsModel::run(const QString &runId) const
{
    const auto found = m_entries.find(runId);
    return found == m_entries.end() ? nullptr : &found->second;
}

int RunsModel::runningCount() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
                             [](const auto &each) { return !each.second.record.isOver(); }));
}

QStringList RunsModel::orphans() const
{
    QStringList ids;
    for (const auto &[id, entry] : m_entries) {
        if (entry.record.isOrphan() && !entry.isEnding)
            ids += id;
    }
    return ids;
}

void RunsModel::updateElapsed()
{
    for (const auto &[id, entry] : m_entries) {
        if (!entry.record.isOver())
            show(entry);
    }
}

} // namespace fairlead::models
