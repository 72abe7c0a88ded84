// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "stepsmodel.h"

#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"
#include "transfertext.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using docker::BuildStep;
using State = BuildStep::State;
using Column = StepsModel::Column;

constexpr qsizetype LongestName = 1'000;

Severity severityOf(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Cancelled:
        return Severity::Dim;
    case State::Running:
        return Severity::Neutral;
    case State::Done:
    case State::Cached:
        return Severity::Ok;
    case State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

std::int64_t millisecondsOf(const BuildStep &step)
{
    if (step.startedMs == 0)
        return 0;
    const std::int64_t end = step.endedMs > 0 ? step.endedMs : QDateTime::currentMSecsSinceEpoch();
    return std::max<std::int64_t>(0, end - step.startedMs);
}

QString numberOf(const BuildStep &step)
{
    if (step.number == 0)
        return {};
    return step.total > 0 ? u"%1/%2"_s.arg(step.number).arg(step.total) : QString::number(step.number);
}

QString errorOf(const BuildStep &step)
{
    if (step.state != State::Failed)
        return {};
    const QString error = plainText(step.error).trimmed();
    if (step.line == 0)
        return error;
    return StepsModel::tr("Dockerfile line %1: %2").arg(step.line).arg(error);
}

QString textOf(const BuildStep &step, Column column)
{
    switch (column) {
    case Column::Step:
        return numberOf(step);
    case Column::Name:
        return plainLine(step.name, LongestName);
    case Column::State:
        return stateText(step.state);
    case Column::Duration: // of what was there already there is none
        return step.startedMs == 0 || step.state == State::Cached ? QString() : stepTimeText(millisecondsOf(step));
    case Column::Transferred:
        return transferText(step.currentBytes, step.totalBytes);
    case Column::Error:
        return plainLine(errorOf(step), LongestName);
    }
    return {};
}

QVariant sortValueOf(const BuildStep &step, Column column)
{
    switch (column) {
    case Column::Step:
        return step.number;
    case Column::Duration:
        return qlonglong(millisecondsOf(step));
    case Column::Transferred:
        return qlonglong(step.currentBytes);
    case Column::Name:
    case Column::State:
    case Column::Error:
        return textOf(step, column);
    }
    return {};
}

} // namespace

class StepsModel::Asked final : public QueryRow
{
public:
    explicit Asked(const BuildStep &step)
        : m_step(step)
    {
    }

    QString words() const override
    {
        return Query::words({numberOf(m_step), m_step.name, stateText(m_step.state), m_step.error});
    }
    QString text(std::size_t field) const override { return field == 0 ? m_step.name : stateText(m_step.state); }
    std::optional<double> number(std::size_t) const override { return {}; }

private:
    const BuildStep &m_step;
};

StepsModel::StepsModel(QObject *parent)
    : MergedTable(Columns, parent)
{
}

void StepsModel::setSteps(const std::vector<BuildStep> &steps)
{
    setValues(steps);
}

QString StepsModel::summary() const
{
    int ended = 0;
    int all = 0;
    int total = 0; // the classic builder names steps only when it comes to them
    forEach([&](const BuildStep &step) {
        if (step.number == 0)
            return;
        ++all;
        total = std::max(total, step.total);
        ended += step.hasEnded() ? 1 : 0;
    });
    return all > 0 ? tr("%1 of %2").arg(ended).arg(std::max(all, total)) : QString();
}

QString StepsModel::failure() const
{
    const BuildStep *failed = nullptr;
    forEach([&failed](const BuildStep &step) {
        if (step.state == State::Failed && (!failed || step.number < failed->number))
            failed = &step;
    });
    if (!failed)
        return {};
    const QString name = plainLine(failed->name, LongestName);
    const QString step = failed->number > 0 ? tr("Step %1 failed").arg(numberOf(*failed)) : tr("It failed");
    return failed->line > 0 ? tr("%1, line %2 of the Dockerfile: %3").arg(step).arg(failed->line).arg(name)
                            : tr("%1: %2").arg(step, name);
}

void StepsModel::updateAges()
{
    refreshAges(int(Column::Duration), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

const QueryFields &StepsModel::queryFields() const
{
    static const QueryFields fields{{u"name"_s}, {u"state"_s, QueryField::Kind::Words}};
    return fields;
}

QVariant StepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const BuildStep &step = valueAt(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(step, column);
    case Qt::ToolTipRole:
        if (column == Column::Error && step.state == State::Failed)
            return toolTipText(errorOf(step));
        if (step.state == State::Failed)
            return toolTipText(plainText(step.name) + u'\n' + errorOf(step));
        return column == Column::Name ? toolTipText(plainText(step.name)) : QVariant();
    case SeverityRole:
        if (column == Column::State || column == Column::Error)
            return QVariant::fromValue(severityOf(step.state));
        return QVariant::fromValue(column == Column::Name ? Severity::Neutral : Severity::Dim);
    case SortRole:
        return sortValueOf(step, column);
    case KeyRole:
        return step.id;
    case ProgressRole:
        if (column != Column::Transferred || step.state != State::Running || step.currentBytes == 0)
            return {};
        return shareOf(step.currentBytes, step.totalBytes);
    case LineRole:
        return step.line;
    default:
        return IndexedTableModel::data(index, role);
    }
}

QString StepsModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Step:
        return tr("Step");
    case Column::Name:
        return tr("Instruction");
    case Column::State:
        return tr("State");
    case Column::Duration:
        return tr("Time");
    case Column::Transferred:
        return tr("Transferred");
    case Column::Error:
        return tr("Error");
    }
    return {};
}

bool StepsModel::isNumeric(int column) const
{
    return Column(column) == Column::Duration;
}

std::strong_ordering StepsModel::compare(Slot slotA, Slot slotB, int column) const
{
    const BuildStep &a = value(slotA);
    const BuildStep &b = value(slotB);
    if (column < 0)
        return std::pair(place(slotA), slotA) <=> std::pair(place(slotB), slotB);
    switch (Column(column)) {
    case Column::Step:
        return a.number <=> b.number;
    case Column::State:
        return a.state <=> b.state;
    case Column::Duration:
        return millisecondsOf(a) <=> millisecondsOf(b);
    case Column::Transferred:
        return a.currentBytes <=> b.currentBytes;
    case Column::Name:
    case Column::Error:
        return naturalOrder(textOf(a, Column(column)), textOf(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool StepsModel::isShown(Slot slot) const
{
    return query().matches(Asked(value(slot)));
}

QList<int> StepsModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole, SeverityRole, ProgressRole, LineRole};
}

QString stateText(State state)
{
    switch (state) {
    case State::Waiting:
        return StepsModel::tr("waiting");
    case State::Running:
        return StepsModel::tr("running");
    case State::Done:
        return StepsModel::tr("done");
    case State::Cached:
        return StepsModel::tr("cached");
    case State::Failed:
        return StepsModel::tr("failed");
    case State::Cancelled:
        return StepsModel::tr("cancelled");
    }
    return {};
}

} // namespace fairlead::models
