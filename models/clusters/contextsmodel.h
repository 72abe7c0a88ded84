// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clusterhub.h"
#include "models/indexedtablemodel.h"
#include "models/remedies.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::models {

//! One row per context of the user's kubeconfigs, in their order: what it is, how it is, who the user is there.
class ContextsModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t {
        Name, //!< with a check box: open or not
        State,
        Version,
        Latency,
        Username,
        Nodes,
        Pods,
        Cluster,
        User,
        Namespace,
        Server,
        File,
        Error,
    };
    static constexpr int Columns = int(Column::Error) + 1;

    enum Role {
        StateRole = FirstOwnRole, //!< int, kubernetes::ConnectionState
        IsOpenRole,
        IsInsecureRole, //!< the server's certificate is not verified
    };

    //! "1 stale", for the status bar.
    struct Count
    {
        kubernetes::ConnectionState state;
        int contexts = 0;
    };

    explicit ContextsModel(QObject *parent = nullptr);

    //! All of them, in their order; rows that stay keep their place in the selection.
    void setContexts(const std::vector<ContextEntry> &entries);
    //! One that changed in place.
    void setContext(const ContextEntry &entry);

    const ContextEntry *entry(const QString &id) const; //!< null when there is none
    const ContextEntry *entry(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &id) const; //!< invalid when the filter hides it
    //! In kubeconfig order, whatever the filter.
    std::vector<const ContextEntry *> entries() const;
    std::vector<const ContextEntry *> openEntries() const;
    std::vector<Count> counts() const; //!< of open ones, by state, the worst first
    const QueryFields &queryFields() const override;
    int attentionCount() const; //!< open ones that do not show everything that they should

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    //! The user ticked or unticked it.
    void openRequested(const QString &id, bool open);

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;

private:
    class Asked; //!< a row as a Query sees it

    struct Row
    {
        ContextEntry entry;
        int order = 0;
        QString words; //!< for a Query
    };

    void put(const ContextEntry &entry, int order);
    QString text(const ContextEntry &entry, Column column) const;
    QString toolTip(const ContextEntry &entry, Column column) const;
    QVariant sortValue(const Row &row, Column column) const;

    QHash<QString, Slot> m_slotById;
    std::vector<Row> m_rows;
};

//! Why an entry is not live, and what to do: of its kubeconfig problem, its waiting approval or its error.
std::optional<Remedy> remedyFor(const ContextEntry &entry);

} // namespace fairlead::models
