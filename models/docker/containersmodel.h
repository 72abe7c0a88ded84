// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "daemonobjectsmodel.h"

#include <optional>

namespace fairlead::models {

//! What a container takes at a moment; of a container that somebody looks at.
struct ContainerStats
{
    double cpuShare = 0; //!< of one CPU: 2.5 is two and a half of them
    std::int64_t memoryBytes = 0;
    std::int64_t memoryLimitBytes = 0; //!< 0: none

    bool operator==(const ContainerStats &) const = default;
};

struct ContainerRow
{
    docker::Container container;
    std::optional<docker::ContainerDetails> details; //!< once somebody asked for them
    std::optional<ContainerStats> stats;

    bool isRunning() const { return container.state == QLatin1String("running"); }
};

//! The containers of all daemons, running or not, the youngest first.
class ContainersModel : public DaemonObjectsModel<ContainerRow>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t {
        Name,
        State,
        Image,
        Daemon,
        Status,
        Gpus,
        Cpu,
        Memory,
        Ports,
        Size,
        Created,
        Id
    };
    static constexpr int Columns = int(Column::Id) + 1;

    explicit ContainersModel(QObject *parent = nullptr);

    //! What is known of those that stay beyond the list is kept.
    void setContainers(const QString &daemonId, const std::vector<docker::Container> &containers);
    void setDetails(const QString &daemonId, const docker::ContainerDetails &details);
    //! Nothing: it is not looked at any more, or does not run.
    void setStats(const QString &daemonId, const QString &id, const std::optional<ContainerStats> &stats);

protected:
    QString nameOf(const ContainerRow &row) const override { return row.container.id; }
    std::int64_t orderOf(const ContainerRow &row) const override { return -row.container.created; }
    TableCell cell(const Entry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

//! "web-1", else the beginning of its id; plain.
QString containerName(const docker::Container &container);
//! "exited" is well where it was with 0.
Severity severityOf(const docker::Container &container);
//! "8080→80/tcp, 443/tcp"; of ports published on several addresses each once.
QString portsText(const std::vector<docker::Container::Port> &ports);
//! "all GPUs", "2 GPUs", "nvidia.com/gpu=0"; empty: none.
QString devicesText(const std::vector<docker::DeviceRequest> &requests);
//! The first twelve digits: "sha256:4bcf..." and "4bcf..." are the same.
QString shortId(const QString &id);

} // namespace fairlead::models
