// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/containerstats.h"
#include "backends/docker/enginetypes.h"
#include "daemonobjectsmodel.h"

#include <optional>

namespace fairlead::models {

//! What a container takes, of one that somebody looks at.
struct ContainerStats
{
    docker::ContainerStats sample;
    std::int64_t at = 0; //!< when, seconds since 1970
    bool isOld = false;  //!< nobody has looked since

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
        Network,
        Disk,
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
    //! Of one that runs; the next list without it ends them.
    void setStats(const QString &daemonId, const QString &id, const ContainerStats &stats);
    //! Nobody looks at it any more: what there is stays, and is old.
    void endStats(const QString &daemonId, const QString &id);
    //! As counted with GET /system/df: what is written in each.
    void setSizes(const QString &daemonId, const std::vector<docker::Container> &counted);

protected:
    QString nameOf(const ContainerRow &row) const override { return row.container.id; }
    std::int64_t orderOf(const ContainerRow &row) const override { return -row.container.created; }
    TableCell cell(const Entry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

//! "web-1", else the beginning of its id; plain.
QString containerName(const docker::Container &container);
bool isRunning(const docker::Container &container);
//! What a removal by force kills: also of one that is paused, or between two starts.
bool hasProcesses(const docker::Container &container);
//! "exited" is well where it was with 0.
Severity severityOf(const docker::Container &container);
//! "512 MiB of 2.0 GiB"; without a limit the first alone, empty: the engine does not say.
QString memoryUseText(const docker::ContainerStats &stats);
//! "1.2 MiB / 20 KiB"; empty: the engine does not say.
QString trafficText(std::int64_t inBytes, std::int64_t outBytes);
//! "8080→80/tcp, 443/tcp"; of ports published on several addresses each once.
QString portsText(const std::vector<docker::Container::Port> &ports);
//! "all GPUs", "2 GPUs", "nvidia.com/gpu=0"; empty: none.
QString devicesText(const std::vector<docker::DeviceRequest> &requests);
//! The first twelve digits: "sha256:4bcf..." and "4bcf..." are the same.
QString shortId(const QString &id);

} // namespace fairlead::models
