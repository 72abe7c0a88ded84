// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "layersmodel.h"

#include "models/formats.h"
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

using docker::LayerProgress;
using State = LayerProgress::State;
using Column = LayersModel::Column;

constexpr qsizetype LongestName = 300;

Severity severityOf(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Unavailable:
        return Severity::Dim;
    case State::Preparing:
    case State::Pushing:
    case State::Downloading:
    case State::Verifying:
    case State::Extracting:
        return Severity::Neutral;
    case State::Retrying:
        return Severity::Warning;
    case State::AlreadyExists:
    case State::Mounted:
    case State::Done:
        return Severity::Ok;
    case State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

std::int64_t millisecondsOf(const LayerProgress &layer)
{
    if (layer.startedMs == 0)
        return 0;
    const std::int64_t end = layer.endedMs > 0 ? layer.endedMs : QDateTime::currentMSecsSinceEpoch();
    return std::max<std::int64_t>(0, end - layer.startedMs);
}

std::optional<std::int64_t> remainingOf(const LayerProgress &layer)
{
    return layer.isMoving() ? remainingSeconds(layer.currentBytes, layer.totalBytes, layer.bytesPerSecond)
                            : std::nullopt;
}

QString transferredOf(const LayerProgress &layer)
{
    if (layer.isNotSent())
        return {};
    if (layer.state == State::Done)
        return layer.totalBytes > 0 ? dataText(layer.totalBytes) : transferText(layer.currentBytes, -1);
    return layer.currentBytes > 0 || layer.isMoving() ? transferText(layer.currentBytes, layer.totalBytes) : QString();
}

QString textOf(const LayerProgress &layer, Column column)
{
    switch (column) {
    case Column::Layer:
        return plainLine(layer.id, LongestName);
    case Column::State:
        return stateText(layer);
    case Column::Transferred:
        return transferredOf(layer);
    case Column::Rate:
        return layer.isMoving() ? rateText(layer.bytesPerSecond) : QString();
    case Column::Remaining: {
        const auto seconds = remainingOf(layer);
        return seconds ? durationText(*seconds) : QString();
    }
    case Column::Duration:
        return layer.startedMs == 0 ? QString() : stepTimeText(millisecondsOf(layer));
    }
    return {};
}

QVariant sortValueOf(const LayerProgress &layer, Column column)
{
    switch (column) {
    case Column::Transferred:
        return qlonglong(layer.currentBytes);
    case Column::Rate:
        return layer.bytesPerSecond;
    case Column::Remaining:
        return qlonglong(remainingOf(layer).value_or(-1));
    case Column::Duration:
        return qlonglong(millisecondsOf(layer));
    case Column::Layer:
    case Column::State:
        return textOf(layer, column);
    }
    return {};
}

} // namespace

class LayersModel::Asked final : public QueryRow
{
public:
    explicit Asked(const LayerProgress &layer)
        : m_layer(layer)
    {
    }

    QString words() const override { return Query::words({m_layer.id, stateText(m_layer), m_layer.status}); }
    QString text(std::size_t field) const override { return field == 0 ? m_layer.id : stateText(m_layer); }
    std::optional<double> number(std::size_t) const override { return {}; }

private:
    const LayerProgress &m_layer;
};

LayersModel::LayersModel(QObject *parent)
    : MergedTable(Columns, parent)
{
}

void LayersModel::setLayers(const std::vector<LayerProgress> &layers)
{
    setValues(layers);
}

QString LayersModel::summary() const
{
    int there = 0;
    int all = 0;
    std::int64_t current = 0;
    std::int64_t total = 0;
    forEach([&](const LayerProgress &layer) {
        ++all;
        there += layer.hasEnded() && layer.state != State::Failed ? 1 : 0;
        if (layer.totalBytes < 0 || layer.isNotSent())
            return;
        current += layer.state == State::Done ? layer.totalBytes : std::min(layer.currentBytes, layer.totalBytes);
        total += layer.totalBytes;
    });
    if (all == 0)
        return {};
    const QString layers = tr("%1 of %2").arg(there).arg(all);
    return total > 0 ? tr("%1 · %2").arg(layers, transferText(current, total)) : layers;
}

void LayersModel::updateAges()
{
    refreshAges(int(Column::Duration), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

const QueryFields &LayersModel::queryFields() const
{
    static const QueryFields fields{{u"layer"_s}, {u"state"_s, QueryField::Kind::Words}};
    return fields;
}

QVariant LayersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LayerProgress &layer = valueAt(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(layer, column);
    case Qt::ToolTipRole:
        if (column != Column::State)
            return {};
        return toolTipText(layer.status.isEmpty() ? stateText(layer)
                                                  : stateText(layer) + u'\n' + plainText(layer.status));
    case SeverityRole:
        if (column == Column::State)
            return QVariant::fromValue(severityOf(layer.state));
        return QVariant::fromValue(column == Column::Layer ? Severity::Neutral : Severity::Dim);
    case SortRole:
        return sortValueOf(layer, column);
    case KeyRole:
        return layer.id;
    case ProgressRole:
        return column == Column::Transferred && layer.isMoving() ? shareOf(layer.currentBytes, layer.totalBytes)
                                                                 : QVariant();
    default:
        return IndexedTableModel::data(index, role);
    }
}

QString LayersModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Layer:
        return tr("Layer");
    case Column::State:
        return tr("State");
    case Column::Transferred:
        return tr("Transferred");
    case Column::Rate:
        return tr("Rate");
    case Column::Remaining:
        return tr("Remaining");
    case Column::Duration:
        return tr("Time");
    }
    return {};
}

bool LayersModel::isNumeric(int column) const
{
    return Column(column) == Column::Rate || Column(column) == Column::Remaining || Column(column) == Column::Duration;
}

std::strong_ordering LayersModel::compare(Slot slotA, Slot slotB, int column) const
{
    const LayerProgress &a = value(slotA);
    const LayerProgress &b = value(slotB);
    if (column < 0)
        return std::pair(place(slotA), slotA) <=> std::pair(place(slotB), slotB);
    switch (Column(column)) {
    case Column::State:
        return a.state <=> b.state;
    case Column::Transferred:
        return a.currentBytes <=> b.currentBytes;
    case Column::Rate:
        return std::int64_t(a.bytesPerSecond) <=> std::int64_t(b.bytesPerSecond);
    case Column::Remaining:
        return remainingOf(a).value_or(-1) <=> remainingOf(b).value_or(-1);
    case Column::Duration:
        return millisecondsOf(a) <=> millisecondsOf(b);
    case Column::Layer:
        return naturalOrder(a.id, b.id);
    }
    return std::strong_ordering::equal;
}

bool LayersModel::isShown(Slot slot) const
{
    return query().matches(Asked(value(slot)));
}

QList<int> LayersModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole, SeverityRole, ProgressRole};
}

QString stateText(const LayerProgress &layer)
{
    switch (layer.state) {
    case State::Waiting:
        return LayersModel::tr("waiting");
    case State::Preparing:
        return LayersModel::tr("preparing");
    case State::Pushing:
        return LayersModel::tr("pushing");
    case State::Downloading:
        return LayersModel::tr("downloading");
    case State::Verifying:
        return LayersModel::tr("verifying");
    case State::Extracting:
        return LayersModel::tr("extracting");
    case State::Retrying:
        return LayersModel::tr("retrying");
    case State::AlreadyExists:
        return LayersModel::tr("already exists");
    case State::Mounted:
        return layer.mountedFrom.isEmpty() ? LayersModel::tr("mounted")
                                           : LayersModel::tr("mounted from %1").arg(plainLine(layer.mountedFrom, 300));
    case State::Unavailable:
        return LayersModel::tr("not on the daemon");
    case State::Done:
        return LayersModel::tr("done");
    case State::Failed:
        return LayersModel::tr("failed");
    }
    return {};
}

} // namespace fairlead::models
