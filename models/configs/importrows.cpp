// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "importrows.h"

#include "models/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using configimport::ImportRow;

TableColumn describe(ImportRows::Column column)
{
    switch (column) {
    case ImportRows::LineColumn:
        return {ImportRows::tr("Line"), u"line"_s, QueryField::Kind::Number};
    case ImportRows::WhatColumn:
        return {ImportRows::tr("What"), u"what"_s};
    case ImportRows::FromColumn:
        return {ImportRows::tr("From"), u"from"_s};
    case ImportRows::ToColumn:
        return {ImportRows::tr("Becomes"), u"becomes"_s};
    case ImportRows::ValueColumn:
        return {ImportRows::tr("Value"), u"value"_s};
    case ImportRows::NoteColumn:
        return {ImportRows::tr("Note"), u"note"_s};
    case ImportRows::ColumnCount:
        break;
    }
    return {};
}

TableCell whatCell(ImportRow::What what)
{
    switch (what) {
    case ImportRow::What::Taken:
        return {.text = ImportRows::tr("Taken"), .severity = Severity::Ok};
    case ImportRow::What::Changed:
        return {.text = ImportRows::tr("Changed")};
    case ImportRow::What::NotTaken:
        return {.text = ImportRows::tr("Not taken"), .severity = Severity::Dim};
    case ImportRow::What::Secret:
        return {.text = ImportRows::tr("Secret"), .severity = Severity::Warning};
    }
    return {};
}

} // namespace

ImportRows::ImportRows(QObject *parent)
    : CellTableModel(columnsOf<Column>(ColumnCount, describe), parent)
{
}

void ImportRows::setRows(std::vector<ImportRow> rows)
{
    for (std::size_t i = 0; i < m_put; ++i)
        dropRow(QString::number(i));
    m_rows = std::move(rows);
    m_put = m_rows.size();
    put();
}

void ImportRows::setWhich(Which which)
{
    if (which == m_which)
        return;
    m_which = which;
    put();
}

bool ImportRows::isWanted(const ImportRow &row, Which which) const
{
    switch (which) {
    case Which::All:
        return true;
    case Which::Changed:
        return row.what == ImportRow::What::Changed;
    case Which::NotTaken:
        return row.what == ImportRow::What::NotTaken || row.what == ImportRow::What::Secret;
    }
    return false;
}

int ImportRows::count(Which which) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [&](const ImportRow &row) { return isWanted(row, which); }));
}

void ImportRows::put()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const ImportRow &each = m_rows[i];
        const QString key = QString::number(i);
        if (!isWanted(each, m_which)) {
            dropRow(key);
            continue;
        }
        Row row{.key = key, .order = std::int64_t(i), .cells = std::vector<TableCell>(ColumnCount)};
        row.cells[LineColumn] = {.text = each.line > 0 ? QString::number(each.line) : QString(),
                                 .number = double(each.line)};
        row.cells[WhatColumn] = whatCell(each.what);
        row.cells[FromColumn] = {.text = plainLine(each.from)};
        row.cells[ToColumn] = {.text = plainLine(each.to)};
        row.cells[ValueColumn] = {.text = plainLine(each.value)};
        row.cells[NoteColumn] = {.text = plainLine(each.note)};
        putRow(std::move(row));
    }
    flush();
}

} // namespace fairlead::models
