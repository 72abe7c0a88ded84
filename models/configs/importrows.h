// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/configimport/import.h"
#include "models/celltablemodel.h"

namespace fairlead::models {

//! What becomes of each field of an import, in the order of its source. What it says is plain.
class ImportRows : public CellTableModel
{
    Q_OBJECT
public:
    enum Column { LineColumn, WhatColumn, FromColumn, ToColumn, ValueColumn, NoteColumn, ColumnCount };
    //! Which rows are there to be filtered: all, what changed, what is not taken, secrets included.
    enum class Which { All, Changed, NotTaken };

    explicit ImportRows(QObject *parent = nullptr);

    void setRows(std::vector<configimport::ImportRow> rows);
    void setWhich(Which which);
    Which which() const { return m_which; }
    //! Of all rows, whichever are there.
    int count(Which which) const;

private:
    bool isWanted(const configimport::ImportRow &row, Which which) const;
    void put();

    std::vector<configimport::ImportRow> m_rows;
    std::size_t m_put = 0; //!< rows that may be there
    Which m_which = Which::All;
};

} // namespace fairlead::models
