// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "daemonobjectsmodel.h"

namespace fairlead::models {

//! The volumes of all daemons, by name.
class VolumesModel : public DaemonObjectsModel<docker::Volume>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Name, Driver, Size, Users, Daemon, Created, Mountpoint };
    static constexpr int Columns = int(Column::Mountpoint) + 1;

    explicit VolumesModel(QObject *parent = nullptr);

    //! What was counted of those that stay is kept.
    void setVolumes(const QString &daemonId, const std::vector<docker::Volume> &volumes);
    //! As counted with GET /system/df: how much is in each. Not who has it: that is soon another.
    void setSizes(const QString &daemonId, const std::vector<docker::Volume> &counted);

protected:
    QString nameOf(const docker::Volume &volume) const override { return volume.name; }
    std::int64_t orderOf(const docker::Volume &) const override { return 0; }
    TableCell cell(const Entry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

} // namespace fairlead::models
