// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "query.h"
#include "sortedindex.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <compare>
#include <vector>

namespace fairlead::models {

//! A live table over a SortedIndex: what its rows have in common. Changes are announced at most four times a second;
//! the first one after a pause at once.
class IndexedTableModel : public QAbstractTableModel, private SortedIndex::Observer
{
    Q_OBJECT
public:
    enum CommonRole {
        SortRole = Qt::UserRole, //!< typed value that the column is sorted by
        SeverityRole,            //!< Severity of the cell
        IsStaleRole,             //!< bool: the row shows what was last seen
        IsNumericRole,           //!< bool: aligned right, digits of equal width
        KeyRole,                 //!< QString: identity of the row over all changes
        AlertRole,               //!< QString: a permanent mark behind the text, always an error; empty mostly
        ExportRole,              //!< QString: what files get where that is not the AccessibleTextRole
        ShorterRole,             //!< QStringList: the text for less and less room, what matters most kept; empty mostly
        FirstOwnRole,
    };

    IndexedTableModel(int columns, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const final;
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;
    //! What follows from the column alone; a subclass asks it for the roles that it does not have.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    //! A column of -1 is the natural order of the rows.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    //! Shows only the rows that the Query written in \p text matches.
    void setFilterText(const QString &text);
    const Query &query() const { return m_query; }
    //! What a Query may ask for here.
    virtual const QueryFields &queryFields() const = 0;
    //! Rows there are, shown or not.
    int totalCount() const { return int(m_isUsed.size() - m_free.size() - m_gone.size()); }

    //! Does and announces now what waits.
    void flush();

signals:
    //! What waits is announced next, up to countsChanged(): for a view that keeps its place.
    void aboutToFlush();
    //! rowCount() or totalCount() may have changed.
    void countsChanged();

protected:
    using Slot = SortedIndex::Slot;

    virtual QString columnTitle(int column) const = 0;
    //! What the numbers of \p column are of, where its title does not say it.
    virtual QString columnToolTip(int column) const;
    virtual bool isNumeric(int column) const = 0;
    //! By the true values of \p column; -1: the natural order, which must tell any two rows apart.
    virtual std::strong_ordering compare(Slot a, Slot b, int column) const = 0;
    virtual bool isShown(Slot slot) const = 0;
    //! A slot that is gone is used for another row from now on.
    virtual void release(Slot slot) = 0;
    virtual QList<int> changingRoles() const = 0;
    //! Work that is done in slices is done to its end, before a flush().
    virtual void finishSlices() {}

    void refilter();
    //! Announces what is touched, and nothing that still waits to be: for who works in slices.
    void announce();
    //! While it is held nothing is announced by itself: what was begun in slices is no truth yet.
    void setHeld(bool isHeld);
    bool hasTouched() const { return !m_touched.empty(); }
    //! The text of \p column has changed in every row without a change of its data: an age.
    void refreshAges(int column, const QList<int> &roles = {Qt::DisplayRole});
    Slot slotAt(int row) const { return m_index.slotAt(row); }
    int rowOf(Slot slot) const { return m_index.rowOf(slot); }
    Slot allocate(); //!< smallest unused; the caller fills it and calls touch()
    void touch(Slot slot);
    void retire(Slot slot); //!< the row is no more; what it shows must stay until release()

private:
    void aboutToRemove(SortedIndex::Range rows) override;
    void removed() override;
    void aboutToInsert(SortedIndex::Range rows) override;
    void inserted() override;
    void aboutToReorder() override;
    void reordered(const std::vector<int> &newRows) override;
    void changed(SortedIndex::Range rows) override;
    void aboutToReset() override;
    void reset() override;
    bool isBefore(Slot a, Slot b) const;
    void schedule();

    int m_columns;
    SortedIndex m_index;
    Query m_query;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<bool> m_isUsed;
    std::vector<Slot> m_free;
    std::vector<Slot> m_gone;
    std::vector<Slot> m_touched;
    QTimer m_timer;
    QElapsedTimer m_sinceFlush;
    bool m_isHeld = false;
};

} // namespace fairlead::models
