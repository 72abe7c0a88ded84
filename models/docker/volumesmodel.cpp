// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "volumesmodel.h"

#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;

} // namespace

VolumesModel::VolumesModel(QObject *parent)
    : DaemonObjectsModel(columnsOf(Columns, &VolumesModel::column), parent)
{
}

TableColumn VolumesModel::column(Column column)
{
    switch (column) {
    case Column::Name:
        return {tr("Volume"), u"volume"_s};
    case Column::Driver:
        return {tr("Driver"), u"driver"_s};
    case Column::Size:
        return {tr("Size"), u"size"_s, Kind::Number};
    case Column::Users:
        return {tr("Used by"), u"users"_s, Kind::Number, tr("Containers that have it, running or not")};
    case Column::Daemon:
        return {tr("Daemon"), u"daemon"_s};
    case Column::Created:
        return {tr("Age"), u"age"_s, Kind::Age};
    case Column::Mountpoint:
        return {tr("Mountpoint"), u"mountpoint"_s};
    }
    return {};
}

void VolumesModel::setVolumes(const QString &daemonId, const std::vector<docker::Volume> &volumes)
{
    std::vector<docker::Volume> rows = volumes;
    for (docker::Volume &row : rows) {
        const Entry *known = row.sizeBytes < 0 ? entry(keyFor(daemonId, row.name)) : nullptr;
        if (known)
            row.sizeBytes = known->object.sizeBytes;
    }
    setObjects(daemonId, std::move(rows));
}

void VolumesModel::setSizes(const QString &daemonId, const std::vector<docker::Volume> &counted)
{
    for (const docker::Volume &each : counted) {
        const Entry *known = entry(keyFor(daemonId, each.name));
        if (known && known->object.sizeBytes != each.sizeBytes)
            changeObject(keyFor(daemonId, each.name),
                         [&](docker::Volume &volume) { volume.sizeBytes = each.sizeBytes; });
    }
}

TableCell VolumesModel::cell(const Entry &entry, int column) const
{
    const docker::Volume &volume = entry.object;
    switch (Column(column)) {
    case Column::Name:
        return {.text = plainLine(volume.name, 300)};
    case Column::Driver:
        return {.text = plainLine(volume.driver, 80), .severity = Severity::Dim};
    case Column::Size:
        return volume.sizeBytes < 0
                   ? TableCell()
                   : TableCell{.text = memoryText(volume.sizeBytes), .number = double(volume.sizeBytes)};
    case Column::Users:
        if (volume.refCount < 0)
            return {};
        return {.text = volume.refCount > 0 ? numberText(volume.refCount) : QString(),
                .number = double(volume.refCount)};
    case Column::Daemon:
        return {.text = plainLine(entry.daemonName, 200), .severity = Severity::Dim};
    case Column::Created:
        return {.time = volume.created, .severity = Severity::Dim};
    case Column::Mountpoint:
        return {.text = plainLine(volume.mountpoint, 300), .severity = Severity::Dim};
    }
    return {};
}

} // namespace fairlead::models
