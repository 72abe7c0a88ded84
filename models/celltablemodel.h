// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "indexedtablemodel.h"
#include "severity.h"

#include <QHash>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::models {

//! What one cell of a CellTableModel says.
struct TableCell
{
    QString text;                 //!< plain; of an age empty
    std::optional<double> number; //!< what it is sorted by and asked for; of a column of numbers
    std::int64_t time = 0;        //!< seconds since 1970, 0: none; of a column of ages
    Severity severity = Severity::Neutral;
    QString toolTip; //!< plain; empty: the text
    QString alert;   //!< as IndexedTableModel::AlertRole

    bool operator==(const TableCell &) const = default;
};

struct TableColumn
{
    QString title;
    QString field; //!< its name in a Query
    QueryField::Kind kind = QueryField::Kind::Text;
    QString toolTip = {};
};

//! What \p describe says of each of the first \p count values of an enum.
template <class Column>
std::vector<TableColumn> columnsOf(int count, TableColumn (*describe)(Column))
{
    std::vector<TableColumn> columns;
    for (int i = 0; i < count; ++i)
        columns.push_back(describe(Column(i)));
    return columns;
}

//! A live table whose rows are cells that somebody made: finding, sorting, asking and the roles are the same for all of
//! them, and written here once.
class CellTableModel : public IndexedTableModel
{
    Q_OBJECT
public:
    const QueryFields &queryFields() const final { return m_fields; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QModelIndex indexOf(const QString &key) const; //!< invalid when the filter hides it
    QString keyOf(const QModelIndex &index) const; //!< empty: none
    QStringList keys() const;                      //!< of all rows, whatever the filter, in natural order
    //! Times grew.
    void updateAges();

signals:
    //! What is known of it is more or other than before, whether its cells say so or not: for an inspector.
    void objectChanged(const QString &key);

protected:
    struct Row
    {
        QString key;
        std::int64_t order = 0; //!< natural; equal ones by their keys
        std::vector<TableCell> cells;
        bool isStale = false;

        bool operator==(const Row &) const = default;
    };

    CellTableModel(std::vector<TableColumn> columns, QObject *parent);

    //! A new one or another one for its key; as it was: nothing happens.
    void putRow(Row row);
    void dropRow(const QString &key);

    QString columnTitle(int column) const final { return m_columns[std::size_t(column)].title; }
    QString columnToolTip(int column) const final { return m_columns[std::size_t(column)].toolTip; }
    bool isNumeric(int column) const final;
    std::strong_ordering compare(Slot a, Slot b, int column) const final;
    bool isShown(Slot slot) const final;
    void release(Slot slot) final;
    QList<int> changingRoles() const final;

private:
    class Asked; //!< a row as a Query sees it

    bool isAge(int column) const;
    QString shownText(const TableCell &cell, int column) const;

    std::vector<TableColumn> m_columns;
    QueryFields m_fields;
    QHash<QString, Slot> m_slots;
    std::vector<Row> m_rows;
    std::vector<QString> m_words; //!< of the rows, for a Query
};

} // namespace fairlead::models
