// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "containersmodel.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;

QString translated(const char *text, int count = -1)
{
    return QCoreApplication::translate("Docker", text, nullptr, count);
}

QString portText(const docker::Container::Port &port)
{
    const QString inside = u"%1/%2"_s.arg(port.privatePort).arg(plainLine(port.type, 8));
    return port.publicPort > 0 ? u"%1→%2"_s.arg(port.publicPort).arg(inside) : inside;
}

bool isGpuRequest(const docker::DeviceRequest &request)
{
    return std::any_of(request.capabilities.begin(), request.capabilities.end(),
                       [](const QStringList &all) { return all.contains("gpu"_L1); });
}

} // namespace

QString shortId(const QString &id)
{
    return plainLine(QStringView(id).mid(id.indexOf(u':') + 1).left(12));
}

QString containerName(const docker::Container &container)
{
    return container.names.isEmpty() ? shortId(container.id) : plainLine(container.names.front(), 200);
}

Severity severityOf(const docker::Container &container)
{
    if (container.state == "running"_L1)
        return container.status.contains("(unhealthy)"_L1) ? Severity::Warning : Severity::Ok;
    if (container.state == "exited"_L1)
        return container.status.startsWith("Exited (0)"_L1) ? Severity::Dim : Severity::Warning;
    if (container.state == "dead"_L1)
        return Severity::Error;
    return container.state == "created"_L1 ? Severity::Dim : Severity::Warning; // paused, restarting, removing
}

QString portsText(const std::vector<docker::Container::Port> &ports)
{
    QStringList texts;
    for (const docker::Container::Port &port : ports) {
        if (const QString text = portText(port); !texts.contains(text))
            texts += text;
    }
    return texts.join(u", "_s);
}

QString devicesText(const std::vector<docker::DeviceRequest> &requests)
{
    QStringList texts;
    for (const docker::DeviceRequest &request : requests) {
        for (const QString &id : request.deviceIds)
            texts += plainLine(id, 80);
        if (!request.deviceIds.isEmpty() || !isGpuRequest(request))
            continue;
        texts += request.count < 0 ? translated(QT_TRANSLATE_NOOP("Docker", "all GPUs"))
                                   : translated(QT_TRANSLATE_NOOP("Docker", "%Ln GPU(s)"), int(request.count));
    }
    return texts.join(u", "_s);
}

ContainersModel::ContainersModel(QObject *parent)
    : DaemonObjectsModel(columnsOf(Columns, &ContainersModel::column), parent)
{
}

TableColumn ContainersModel::column(Column column)
{
    switch (column) {
    case Column::Name:
        return {tr("Container"), u"container"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Image:
        return {tr("Image"), u"image"_s};
    case Column::Daemon:
        return {tr("Daemon"), u"daemon"_s};
    case Column::Status:
        return {tr("Status"), u"status"_s};
    case Column::Gpus:
        return {tr("GPUs"), u"gpus"_s, Kind::Text, tr("Devices that it was given")};
    case Column::Cpu:
        return {tr("CPU"), u"cpu"_s, Kind::Number, tr("In CPUs, of the rows that are seen")};
    case Column::Memory:
        return {tr("Memory"), u"memory"_s, Kind::Number, tr("Of the rows that are seen")};
    case Column::Ports:
        return {tr("Ports"), u"ports"_s};
    case Column::Size:
        return {tr("Size"), u"size"_s, Kind::Number, tr("Written beyond its image")};
    case Column::Created:
        return {tr("Age"), u"age"_s, Kind::Age};
    case Column::Id:
        return {tr("Id"), u"id"_s};
    }
    return {};
}

void ContainersModel::setContainers(const QString &daemonId, const std::vector<docker::Container> &containers)
{
    std::vector<ContainerRow> rows;
    for (const docker::Container &container : containers) {
        ContainerRow row{.container = container};
        if (const Entry *known = entry(keyFor(daemonId, container.id))) {
            row.details = known->object.details;
            if (row.isRunning())
                row.stats = known->object.stats;
        }
        rows.push_back(std::move(row));
    }
    setObjects(daemonId, std::move(rows));
}

void ContainersModel::setDetails(const QString &daemonId, const docker::ContainerDetails &details)
{
    const QString key = keyFor(daemonId, details.id);
    changeObject(key, [&](ContainerRow &row) { row.details = details; });
}

void ContainersModel::setStats(const QString &daemonId, const QString &id, const std::optional<ContainerStats> &stats)
{
    changeObject(keyFor(daemonId, id), [&](ContainerRow &row) { row.stats = stats; });
}

TableCell ContainersModel::cell(const Entry &entry, int column) const
{
    const docker::Container &container = entry.object.container;
    const auto &stats = entry.object.stats;
    const auto &details = entry.object.details;
    switch (Column(column)) {
    case Column::Name:
        return {.text = containerName(container), .toolTip = plainText(container.names.join(u'\n'), 1'024)};
    case Column::State:
        return {.text = plainLine(container.state, 40),
                .severity = severityOf(container),
                .toolTip = plainLine(container.status, 200)};
    case Column::Image:
        return {.text = plainLine(container.image, 300)};
    case Column::Daemon:
        return {.text = plainLine(entry.daemonName, 200), .severity = Severity::Dim};
    case Column::Status:
        return {.text = plainLine(container.status, 200), .severity = Severity::Dim};
    case Column::Gpus:
        return {.text = details ? devicesText(details->deviceRequests) : QString()};
    case Column::Cpu:
        return stats ? TableCell{.text = QLocale().toString(stats->cpuShare, 'f', 2), .number = stats->cpuShare}
                     : TableCell();
    case Column::Memory:
        return stats ? TableCell{.text = memoryText(stats->memoryBytes), .number = double(stats->memoryBytes)}
                     : TableCell();
    case Column::Ports:
        return {.text = portsText(container.ports), .severity = Severity::Dim};
    case Column::Size:
        return container.sizeRwBytes < 0
                   ? TableCell()
                   : TableCell{.text = memoryText(container.sizeRwBytes), .number = double(container.sizeRwBytes)};
    case Column::Created:
        return {.time = container.created, .severity = Severity::Dim};
    case Column::Id:
        return {.text = shortId(container.id), .severity = Severity::Dim, .toolTip = plainLine(container.id, 80)};
    }
    return {};
}

} // namespace fairlead::models
