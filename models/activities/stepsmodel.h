// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/buildstep.h"
#include "models/mergedtable.h"

namespace fairlead::models {

//! The steps of a build in the order in which its builder names them.
class StepsModel : public MergedTable<docker::BuildStep>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Step, Name, State, Duration, Transferred, Error };
    static constexpr int Columns = int(Column::Error) + 1;
    enum Role {
        ProgressRole = FirstOwnRole, //!< double 0 to 1, -1: not known; invalid where nothing is transferred now
        LineRole,                    //!< int: line of the Dockerfile, from 1; 0: not known
    };

    explicit StepsModel(QObject *parent = nullptr);

    void setSteps(const std::vector<docker::BuildStep> &steps);
    //! "4 of 9": steps of the Dockerfile that have ended. Empty without any.
    QString summary() const;
    //! "Step 4/9 failed, line 12 of the Dockerfile: RUN false"; empty while none has.
    QString failure() const;
    //! Those that run have run a little longer.
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

//! "running", "cached", ...
QString stateText(docker::BuildStep::State state);

} // namespace fairlead::models
