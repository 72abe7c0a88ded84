// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/celltablemodel.h"
#include "runentry.h"

#include <map>

namespace fairlead::models {

//! The runs of this user, the newest first. Keys are the ids of the runs.
class RunsModel : public CellTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Run, State, Config, Place, Nodes, Elapsed, Begun, User, Command };
    static constexpr int Columns = int(Column::Command) + 1;

    explicit RunsModel(QObject *parent = nullptr);

    void setRun(const RunEntry &entry);
    void removeRun(const QString &runId);
    //! Null when there is none; until the next change.
    const RunEntry *run(const QString &runId) const;
    //! That have not ended.
    int runningCount() const;
    //! Of which something may be at its place, and nobody cares for it.
    QStringList orphans() const;
    //! Those under way have been so a little longer.
    void updateElapsed();

private:
    static TableColumn column(Column column);
    static TableCell cell(const RunEntry &entry, Column column);
    void show(const RunEntry &entry);

    std::map<QString, RunEntry> m_entries;
};

} // namespace fairlead::models
