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

//! What was last seen is dim, and \p said, which has more room, tells of when it is.
TableCell statsCell(const ContainerStats &stats, const QString &text, double number, const QString &said)
{
    if (text.isEmpty())
        return {};
    if (!stats.isOld)
        return {.text = text, .number = number, .toolTip = said};
    return {.text = text,
            .number = number,
            .severity = Severity::Dim,
            .toolTip = translated(QT_TRANSLATE_NOOP("Docker", "%1 at %2, when it was last looked at"))
                           .arg(said, clockText(stats.at))};
}

TableCell cpuCell(const ContainerStats &stats)
{
    const double share = stats.sample.cpuFraction.value_or(0);
    const QString text = stats.sample.cpuFraction ? QLocale().toString(share, 'f', 2) : QString();
    return statsCell(stats, text, share, text);
}

TableCell memoryCell(const ContainerStats &stats)
{
    const std::int64_t bytes = stats.sample.memoryBytes;
    return statsCell(stats, bytes < 0 ? QString() : memoryText(bytes), double(bytes), memoryUseText(stats.sample));
}

//! Both ways together; which is which is said.
TableCell trafficCell(const ContainerStats &stats, std::int64_t inBytes, std::int64_t outBytes)
{
    const QString said = trafficText(inBytes, outBytes);
    return statsCell(stats, said.isEmpty() ? QString() : memoryText(inBytes + outBytes), double(inBytes + outBytes),
                     said);
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

bool isRunning(const docker::Container &container)
{
    return container.state == "running"_L1;
}

bool hasProcesses(const docker::Container &container)
{
    return isRunning(container) || container.state == "paused"_L1 || container.state == "restarting"_L1;
}

Severity severityOf(const docker::Container &container)
{
    if (isRunning(container))
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

QString memoryUseText(const docker::ContainerStats &stats)
{
    if (stats.memoryBytes < 0)
        return {};
    const QString used = memoryText(stats.memoryBytes);
    return stats.memoryLimitBytes > 0
               ? translated(QT_TRANSLATE_NOOP("Docker", "%1 of %2")).arg(used, memoryText(stats.memoryLimitBytes))
               : used;
}

QString trafficText(std::int64_t inBytes, std::int64_t outBytes)
{
    return inBytes < 0 || outBytes < 0 ? QString() : u"%1 / %2"_s.arg(memoryText(inBytes), memoryText(outBytes));
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
                                   : translated(QT_TRANSLATE_N_NOOP("Docker", "%Ln GPU(s)"), int(request.count));
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
    case Column::Network:
        return {tr("Network"), u"network"_s, Kind::Number,
                tr("Received and sent since it started, of the rows that are seen")};
    case Column::Disk:
        return {tr("Disk"), u"disk"_s, Kind::Number,
                tr("Read and written since it started, of the rows that are seen")};
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
            if (container.sizeRwBytes < 0) // it was counted once
                row.container.sizeRwBytes = known->object.container.sizeRwBytes;
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

void ContainersModel::setStats(const QString &daemonId, const QString &id, const ContainerStats &stats)
{
    changeObject(keyFor(daemonId, id), [&](ContainerRow &row) {
        if (row.isRunning())
            row.stats = stats;
    });
}

void ContainersModel::endStats(const QString &daemonId, const QString &id)
{
    changeObject(keyFor(daemonId, id), [](ContainerRow &row) {
        if (row.stats)
            row.stats->isOld = true;
    });
}

void ContainersModel::setSizes(const QString &daemonId, const std::vector<docker::Container> &counted)
{
    for (const docker::Container &each : counted) {
        const Entry *known = entry(keyFor(daemonId, each.id));
        if (known && known->object.container.sizeRwBytes != each.sizeRwBytes) {
            changeObject(keyFor(daemonId, each.id),
                         [&](ContainerRow &row) { row.container.sizeRwBytes = each.sizeRwBytes; });
        }
    }
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
        return stats ? cpuCell(*stats) : TableCell();
    case Column::Memory:
        return stats ? memoryCell(*stats) : TableCell();
    case Column::Network:
        return stats ? trafficCell(*stats, stats->sample.receivedBytes, stats->sample.sentBytes) : TableCell();
    case Column::Disk:
        return stats ? trafficCell(*stats, stats->sample.readBytes, stats->sample.writtenBytes) : TableCell();
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
