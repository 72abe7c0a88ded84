// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dispatchtable.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;
using State = DispatchAnswer::State;

TableCell cellOf(const DispatchAnswer &answer, DispatchTable::Column column)
{
    using Column = DispatchTable::Column;
    switch (column) {
    case Column::User:
        return answer.userId.isEmpty() ? TableCell{.text = DispatchTable::tr("anybody else"), .severity = Severity::Dim}
                                       : TableCell{.text = answer.user};
    case Column::Project:
        return answer.projectId.isEmpty()
                   ? TableCell{.text = DispatchTable::tr("no project"), .severity = Severity::Dim}
                   : TableCell{.text = answer.project};
    case Column::State:
        return {.text = stateWord(answer.state),
                .severity = severityOf(answer.state),
                .toolTip = answer.problems.join(u'\n')};
    case Column::Config:
        return {.text = answer.config, .toolTip = answer.configBy};
    case Column::Target:
        return {.text = answer.targets, .toolTip = answer.targetsBy};
    case Column::Namespace:
        return {.text = answer.isNamespaceChanged ? DispatchTable::tr("%1 · changed").arg(answer.ns) : answer.ns,
                .severity = answer.isNamespaceChanged ? Severity::Warning : Severity::Neutral,
                .toolTip = answer.nsNote};
    }
    return {};
}

} // namespace

QString stateWord(State state)
{
    switch (state) {
    case State::Possible:
        return DispatchTable::tr("possible");
    case State::Impossible:
        return DispatchTable::tr("not possible");
    case State::NotContainerized:
        return DispatchTable::tr("not in a container");
    }
    return {};
}

Severity severityOf(State state)
{
    switch (state) {
    case State::Possible:
        return Severity::Ok;
    case State::Impossible:
        return Severity::Error;
    case State::NotContainerized:
        return Severity::Dim;
    }
    return Severity::Neutral;
}

DispatchTable::DispatchTable(QObject *parent)
    : CellTableModel(columnsOf(Columns, &DispatchTable::column), parent)
{
}

TableColumn DispatchTable::column(Column column)
{
    switch (column) {
    case Column::User:
        return {tr("User"), u"user"_s};
    case Column::Project:
        return {tr("Project"), u"project"_s};
    case Column::State:
        return {tr("Launch"), u"state"_s, Kind::Words};
    case Column::Config:
        return {tr("Runtime config"), u"config"_s};
    case Column::Target:
        return {tr("Target"), u"target"_s, Kind::Text, tr("In failover order")};
    case Column::Namespace:
        return {tr("Namespace"), u"namespace"_s};
    }
    return {};
}

QString DispatchTable::keyOf(const DispatchAnswer &answer)
{
    return answer.userId + u'\n' + answer.projectId;
}

void DispatchTable::setAnswers(std::vector<DispatchAnswer> answers)
{
    std::map<QString, DispatchAnswer> now;
    int order = 0;
    for (DispatchAnswer &answer : answers) {
        const QString key = keyOf(answer);
        Row row{.key = key, .order = order++};
        for (int column = 0; column < Columns; ++column)
            row.cells.push_back(cellOf(answer, Column(column)));
        putRow(std::move(row));
        const auto before = m_answers.find(key);
        if (before != m_answers.end() && before->second != answer)
            emit objectChanged(key);
        now.insert_or_assign(key, std::move(answer));
    }
    for (const auto &[key, answer] : m_answers) {
        if (!now.contains(key))
            dropRow(key);
    }
    m_answers = std::move(now);
    flush();
}

const DispatchAnswer *DispatchTable::answer(const QString &key) const
{
    const auto found = m_answers.find(key);
    return found == m_answers.end() ? nullptr : &found->second;
}

} // namespace fairlead::models
