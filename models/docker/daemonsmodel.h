// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonentry.h"
#include "settingsobjectsmodel.h"

namespace fairlead::models {

//! One row per daemon of the settings: where it is, how it is, what it has.
class DaemonsModel : public SettingsObjectsModel<DaemonEntry, &DaemonEntry::daemon>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Name, State, Engine, Containers, Images, Disk, Gpus, Address };
    static constexpr int Columns = int(Column::Address) + 1;

    explicit DaemonsModel(QObject *parent = nullptr);

    void setDaemons(const std::vector<settings::Daemon> &daemons) { setObjects(daemons); }
    //! \p set gets the DaemonCounts of one that there is.
    template <class Set>
    void updateCounts(const QString &id, Set set)
    {
        change(id, [&set](DaemonEntry &entry) { set(entry.counts); });
    }

protected:
    TableCell cell(const DaemonEntry &entry, int column) const override;
    bool isStale(const DaemonEntry &entry) const override { return entry.status.state != DaemonState::Live; }

private:
    static TableColumn column(Column column);
};

} // namespace fairlead::models
