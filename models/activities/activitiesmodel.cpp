// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activitiesmodel.h"

#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using State = Activity::State;

Severity severityOf(const Activity &activity)
{
    switch (activity.state) {
    case State::Waiting:
    case State::Cancelled:
    case State::Skipped: // what it waited for says what is wrong
        return Severity::Dim;
    case State::Running:
        return Severity::Neutral;
    case State::Cancelling:
    case State::Interrupted:
        return Severity::Warning;
    case State::Succeeded:
        return activity.hasWarning ? Severity::Warning : Severity::Ok;
    case State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

//! Where a state has little room, and what it is asked for.
QString warningText()
{
    return ActivitiesModel::tr("warning");
}

enum class Field { Activity, Kind, Target, State, Result, Age };

} // namespace

class ActivitiesModel::Asked final : public QueryRow
{
public:
    explicit Asked(const Activity &activity)
        : m_activity(activity)
    {
    }

    QString words() const override
    {
        return Query::words({kindText(m_activity.kind), m_activity.title, m_activity.target, stateText(m_activity),
                             m_activity.detail, m_activity.result});
    }
    QString text(std::size_t field) const override
    {
        switch (Field(field)) {
        case Field::Activity:
            return m_activity.title;
        case Field::Kind:
            return kindText(m_activity.kind);
        case Field::Target:
            return m_activity.target;
        case Field::State:
            return stateText(m_activity) + (m_activity.hasWarning ? u'\n' + warningText() : QString());
        case Field::Result:
            return m_activity.result;
        case Field::Age:
            break;
        }
        return {};
    }
    std::optional<double> number(std::size_t field) const override
    {
        return Field(field) == Field::Age ? std::optional(double(secondsNow() - m_activity.created)) : std::nullopt;
    }

private:
    const Activity &m_activity;
};

ActivitiesModel::ActivitiesModel(QObject *parent)
    : IndexedTableModel(Columns, parent)
{
}

QString ActivitiesModel::add(Activity activity, Actions actions)
{
    if (activity.id.isEmpty() || m_slots.contains(activity.id))
        activity.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (activity.created == 0)
        activity.created = secondsNow();
    if (activity.isRunning() && activity.started == 0)
        activity.started = activity.created;
    const QString id = activity.id;
    insert({std::move(activity), std::move(actions)}, ++m_numbers);
    emit activitiesChanged();
    return id;
}

void ActivitiesModel::insert(Row row, std::int64_t number)
{
    const Slot slot = allocate();
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    row.number = number;
    m_slots.insert(row.activity.id, slot);
    m_rows[slot] = std::move(row);
    touch(slot);
}

void ActivitiesModel::update(const QString &id, const std::function<void(Activity &activity)> &change)
{
    Row *row = find(id);
    if (!row || row->activity.hasEnded())
        return;
    const Activity before = row->activity;
    change(row->activity);
    Activity &now = row->activity;
    now.id = before.id;
    now.created = before.created;
    if (now.state != State::Waiting && now.started == 0)
        now.started = secondsNow();
    if (now.hasEnded() && now.ended == 0)
        now.ended = secondsNow();
    if (now == before)
        return;
    touch(m_slots.value(id));
    const Activity after = now; // listeners may add and remove rows
    if (after.hasEnded()) {
        forgetTheOldest();
        emit ended(after);
    }
    if (after.state != before.state)
        emit activitiesChanged();
}

const ActivitiesModel::Row *ActivitiesModel::find(const QString &id) const
{
    const auto slot = m_slots.constFind(id);
    return slot == m_slots.constEnd() ? nullptr : &m_rows[*slot];
}

ActivitiesModel::Row *ActivitiesModel::find(const QString &id)
{
    return const_cast<Row *>(std::as_const(*this).find(id));
}

const Activity *ActivitiesModel::activity(const QString &id) const
{
    const Row *row = find(id);
    return row ? &row->activity : nullptr;
}

bool ActivitiesModel::canCancel(const QString &id) const
{
    const Row *row = find(id);
    return row && !row->activity.hasEnded() && row->activity.state != State::Cancelling && row->actions.cancel;
}

bool ActivitiesModel::canRetry(const QString &id) const
{
    const Row *row = find(id);
    return row && row->activity.hasEnded() && row->actions.retry;
}

void ActivitiesModel::cancel(const QString &id)
{
    if (!canCancel(id))
        return;
    const std::function<void()> cancel = find(id)->actions.cancel;
    update(id, [](Activity &activity) { activity.state = State::Cancelling; });
    cancel();
}

void ActivitiesModel::retry(const QString &id)
{
    if (!canRetry(id))
        return;
    const std::function<void()> retry = find(id)->actions.retry; // it may add a row
    retry();
}

void ActivitiesModel::drop(const QString &id)
{
    retire(m_slots.take(id));
    emit activityRemoved(id);
}

void ActivitiesModel::remove(const QString &id)
{
    const Row *row = find(id);
    if (!row || !row->activity.hasEnded())
        return;
    drop(id);
    emit activitiesChanged();
}

void ActivitiesModel::removeEnded()
{
    const QStringList ids = m_slots.keys();
    for (const QString &id : ids) {
        if (find(id)->activity.hasEnded())
            drop(id);
    }
    emit activitiesChanged();
}

void ActivitiesModel::forgetTheOldest()
{
    std::vector<const Row *> over;
    for (const Slot slot : std::as_const(m_slots)) {
        if (m_rows[slot].activity.hasEnded())
            over.push_back(&m_rows[slot]);
    }
    if (over.size() <= MostEnded)
        return;
    const auto oldest = std::min_element(over.begin(), over.end(), [](const Row *a, const Row *b) {
        return std::pair(a->activity.ended, a->number) < std::pair(b->activity.ended, b->number);
    });
    drop((*oldest)->activity.id);
}

int ActivitiesModel::runningCount() const
{
    return int(
        std::count_if(m_slots.begin(), m_slots.end(), [this](Slot slot) { return !m_rows[slot].activity.hasEnded(); }));
}

QJsonArray ActivitiesModel::history() const
{
    std::vector<const Row *> rows;
    for (const Slot slot : m_slots)
        rows.push_back(&m_rows[slot]);
    std::sort(rows.begin(), rows.end(), [](const Row *a, const Row *b) { return a->number < b->number; });
    QJsonArray json;
    for (const Row *row : rows)
        json.append(row->activity.toJson());
    return json;
}

void ActivitiesModel::restoreHistory(const QJsonArray &json)
{
    const qsizetype tooMany = std::max<qsizetype>(0, json.size() - qsizetype(MostEnded));
    m_earliest -= json.size();
    for (qsizetype i = tooMany; i < json.size(); ++i) {
        auto activity = Activity::fromJson(json[i].toObject());
        if (activity && !m_slots.contains(activity->id))
            insert({*std::move(activity), {}}, m_earliest + std::int64_t(i));
    }
    emit activitiesChanged();
}

void ActivitiesModel::updateAges()
{
    refreshAges(int(Column::Started));
    refreshAges(int(Column::Elapsed));
}

const QueryFields &ActivitiesModel::queryFields() const
{
    static const QueryFields fields{// in the order of Field
                                    {u"activity"_s}, {u"kind"_s},
                                    {u"target"_s},   {u"state"_s, QueryField::Kind::Words},
                                    {u"result"_s},   {u"age"_s, QueryField::Kind::Age}};
    return fields;
}

QString ActivitiesModel::text(const Row &row, Column column) const
{
    const Activity &activity = row.activity;
    switch (column) {
    case Column::Activity:
        return tr("%1 %2").arg(kindText(activity.kind), plainLine(activity.title, 300));
    case Column::Target:
        return plainLine(activity.target, 300);
    case Column::State:
        return stateText(activity);
    case Column::Progress:
        if (!activity.isRunning())
            return {};
        return activity.progress && activity.detail.isEmpty() ? tr("%1 %").arg(int(*activity.progress * 100))
                                                              : plainLine(activity.detail, 300);
    case Column::Started:
        return activity.started > 0 ? tr("%1 ago").arg(durationText(secondsNow() - activity.started)) : QString();
    case Column::Elapsed:
        return activity.started > 0 ? durationText(activity.elapsed(secondsNow())) : QString();
    case Column::Result:
        return plainLine(activity.result, 1'000);
    }
    return {};
}

QVariant ActivitiesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const Activity &activity = row.activity;
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
        if (column == Column::Started && activity.started > 0)
            return toolTipText(timeText(activity.started));
        return toolTipText(column == Column::Result ? activity.result : text(row, column));
    case SeverityRole:
        if (column == Column::State ||
            (column == Column::Result && (activity.state == State::Failed || activity.hasWarning)))
            return QVariant::fromValue(severityOf(activity));
        return QVariant::fromValue(column == Column::Activity ? Severity::Neutral : Severity::Dim);
    case ShorterRole:
        return column == Column::State && activity.hasWarning ? QStringList{warningText()} : QStringList();
    case SortRole:
        switch (column) {
        case Column::Started:
            return qlonglong(activity.started);
        case Column::Elapsed:
            return qlonglong(activity.elapsed(secondsNow()));
        case Column::Progress:
            return activity.progress.value_or(-1);
        case Column::Activity:
        case Column::Target:
        case Column::State:
        case Column::Result:
            return text(row, column);
        }
        return {};
    case ProgressRole:
        return column == Column::Progress && activity.isRunning() ? QVariant(activity.progress.value_or(-1))
                                                                  : QVariant();
    case KeyRole:
        return activity.id;
    default:
        return IndexedTableModel::data(index, role);
    }
}

QString ActivitiesModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Activity:
        return tr("Activity");
    case Column::Target:
        return tr("Where");
    case Column::State:
        return tr("State");
    case Column::Progress:
        return tr("Progress");
    case Column::Started:
        return tr("Started");
    case Column::Elapsed:
        return tr("Took");
    case Column::Result:
        return tr("Result");
    }
    return {};
}

bool ActivitiesModel::isNumeric(int column) const
{
    return Column(column) == Column::Started || Column(column) == Column::Elapsed;
}

std::strong_ordering ActivitiesModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) { // what runs, then what came last
        if (a.activity.hasEnded() != b.activity.hasEnded())
            return a.activity.hasEnded() ? std::strong_ordering::greater : std::strong_ordering::less;
        return b.number <=> a.number;
    }
    switch (Column(column)) {
    case Column::State:
        return std::pair(a.activity.state, a.activity.hasWarning) <=>
               std::pair(b.activity.state, b.activity.hasWarning);
    case Column::Progress:
        return int(a.activity.progress.value_or(-1) * 10'000) <=> int(b.activity.progress.value_or(-1) * 10'000);
    case Column::Started:
        return a.activity.started <=> b.activity.started;
    case Column::Elapsed: {
        const std::int64_t now = secondsNow();
        return a.activity.elapsed(now) <=> b.activity.elapsed(now);
    }
    case Column::Activity:
    case Column::Target:
    case Column::Result:
        return naturalOrder(text(a, Column(column)), text(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool ActivitiesModel::isShown(Slot slot) const
{
    return query().matches(Asked(m_rows[slot].activity));
}

void ActivitiesModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> ActivitiesModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole, SeverityRole, ShorterRole,
            ProgressRole};
}

} // namespace fairlead::models
