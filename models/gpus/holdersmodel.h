// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/accelerators/devicerequest.h"
#include "holderselection.h"
#include "models/indexedtablemodel.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::models {

class HolderColours;

//! The Pods that hold accelerators of one Node.
class HoldersModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Pod, Owner, Devices, State, User, Age };
    static constexpr int Columns = int(Column::Age) + 1;

    enum Role {
        HolderRole = FirstOwnRole, //!< int, HolderColours index
        TitleRole,                 //!< "speech / Job asr-large"
        SubtitleRole,              //!< "asr-large-0 · anna · 2 h 10 min"
        CountRole,                 //!< "2", "1 + 3" over several resources
        IsReleasingRole,
        IsPickedRole,
    };

    explicit HoldersModel(HolderColours &colours, QObject *parent = nullptr);

    //! Null: nothing is selected.
    void setNode(const QString &contextId, const accelerators::NodeRowPtr &node);
    //! The holder that is picked in the whole pane; its rows say so.
    void setPicked(const std::optional<HolderSelection> &holder);
    //! What is picked when \p index is pressed.
    std::optional<HolderSelection> nextPick(const QModelIndex &index) const;
    QString tabSeparated() const;
    void updateAges();
    const QueryFields &queryFields() const override;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;

private:
    struct Row
    {
        kubernetes::PodPtr pod;
        std::int64_t devices = 0;
        QString count;
        int holder = -1;
    };

    QString text(const Row &row, Column column) const;
    bool isPicked(const Row &row) const;
    QString title(const Row &row) const;
    QString subtitle(const Row &row) const;

    HolderColours &m_colours;
    QString m_contextId;
    std::optional<HolderSelection> m_picked;
    accelerators::NodeRowPtr m_node;
    QHash<QString, Slot> m_slotByUid;
    std::vector<Row> m_rows;
};

} // namespace fairlead::models
