// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonsmodel.h"

#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;

//! "Docker 20.10.24" of 20.10.24+dfsg1: the tool tip and the inspector have the whole name.
QString engineText(const docker::EngineVersion &version)
{
    const bool isDocker = version.kind == docker::EngineVersion::Kind::Docker;
    const QString number = version.version.section(u'+', 0, 0);
    return plainLine(u"%1 %2"_s.arg(isDocker ? u"Docker"_s : version.engineName, number), 120);
}

QString wholeEngineText(const docker::EngineVersion &version)
{
    return plainLine(version.engineName + u' ' + version.version, 200);
}

//! What tells it from others in a narrow column; the tool tip has all of it.
QString shortAddress(const settings::Daemon &daemon)
{
    const QString host = addressText({.host = daemon.host});
    if (!daemon.context.isEmpty())
        return DaemonsModel::tr("context %1").arg(plainLine(daemon.context, 200));
    return host.section("://"_L1, -1);
}

TableCell numberCell(std::int64_t number)
{
    return {.text = numberText(number), .number = double(number)};
}

} // namespace

DaemonsModel::DaemonsModel(QObject *parent)
    : SettingsObjectsModel(columnsOf(Columns, &DaemonsModel::column), parent)
{
}

TableColumn DaemonsModel::column(Column column)
{
    switch (column) {
    case Column::Name:
        return {tr("Daemon"), u"daemon"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Engine:
        return {tr("Engine"), u"engine"_s};
    case Column::Containers:
        return {tr("Containers"), u"containers"_s, Kind::Number, tr("Running, of all")};
    case Column::Images:
        return {tr("Images"), u"images"_s, Kind::Number};
    case Column::Disk:
        return {tr("Disk"), u"disk"_s, Kind::Number, tr("Taken by images, containers, volumes and build cache")};
    case Column::Gpus:
        return {tr("GPUs"), u"gpus"_s, Kind::Text,
                tr("Runtimes for GPUs, and devices that containers may ask for by name")};
    case Column::Address:
        return {tr("Address"), u"address"_s};
    }
    return {};
}

TableCell DaemonsModel::cell(const DaemonEntry &entry, int column) const
{
    const DaemonStatus &status = entry.status;
    const DaemonCounts &counts = entry.counts;
    switch (Column(column)) {
    case Column::Name:
        return {.text = plainLine(entry.daemon.name, 200), .alert = entry.isInsecure() ? tr("insecure") : QString()};
    case Column::State:
        return {.text = stateText(status),
                .severity = severityOf(status.state),
                .toolTip = status.error ? plainText(status.error->message) : QString()};
    case Column::Engine:
        if (!status.version)
            return {};
        return {.text = engineText(*status.version), .toolTip = wholeEngineText(*status.version)};
    case Column::Containers: {
        if (!counts.containers)
            return {};
        TableCell cell = numberCell(counts.running);
        if (*counts.containers != counts.running)
            cell.text = tr("%1 of %2").arg(cell.text, numberText(*counts.containers));
        return cell;
    }
    case Column::Images:
        return counts.images ? numberCell(*counts.images) : TableCell();
    case Column::Disk: {
        const std::int64_t bytes = status.disk.totalBytes();
        return bytes < 0 ? TableCell() : TableCell{.text = memoryText(bytes), .number = double(bytes)};
    }
    case Column::Gpus:
        return {.text = status.info ? acceleratorText(*status.info) : QString()};
    case Column::Address:
        return {.text = shortAddress(entry.daemon), .severity = Severity::Dim, .toolTip = addressText(entry.daemon)};
    }
    return {};
}

} // namespace fairlead::models
