// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/layerprogress.h"
#include "models/mergedtable.h"

namespace fairlead::models {

//! The layers of a push or a pull in the order in which the engine names them.
class LayersModel : public MergedTable<docker::LayerProgress>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Layer, State, Transferred, Rate, Remaining, Duration };
    static constexpr int Columns = int(Column::Duration) + 1;
    enum Role {
        ProgressRole = FirstOwnRole, //!< double 0 to 1, -1: not known; invalid where nothing moves
    };

    explicit LayersModel(QObject *parent = nullptr);

    void setLayers(const std::vector<docker::LayerProgress> &layers);
    //! "3 of 10 · 12.3 of 40 MB": layers that are there, bytes of those of which the engine tells. Empty without any.
    QString summary() const;
    //! Those that move have done so a little longer.
    void updateAges();
    const QueryFields &queryFields() const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    QList<int> changingRoles() const override;

private:
    class Asked; //!< a row as a Query sees it
};

//! "pushing", "already exists", "mounted from base/exec", ...
QString stateText(const docker::LayerProgress &layer);

} // namespace fairlead::models
