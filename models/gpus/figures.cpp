// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "figures.h"

#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

void FiguresModel::setCaptions(const QStringList &captions)
{
    if (m_captions == captions)
        return;
    m_captions = captions;
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1));
}

QString FiguresModel::copiedTitles() const
{
    QStringList cells{QString()};
    cells += m_captions;
    return m_captions.isEmpty() ? QString() : cells.join(u'\t');
}

QVariant FiguresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const FigureRow &row = this->row(index);
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case Qt::ToolTipRole:
        return toolTipText(row.toolTip);
    case CopyRole: {
        QStringList cells{row.name};
        if (!row.value.isEmpty())
            cells += row.value;
        for (const Figure &figure : row.figures)
            cells += figure.text;
        return cells.join(u'\t');
    }
    default:
        return {};
    }
}

//! "H100 80 GB 8. Capacity 8, Allocatable 8. One pod can ask for 3 now."
QString FiguresModel::accessibleText(const FigureRow &row) const
{
    QStringList figures;
    for (qsizetype i = 0; i < qMin(m_captions.size(), qsizetype(row.figures.size())); ++i) {
        if (!row.figures[std::size_t(i)].text.isEmpty())
            figures += m_captions[i] + u' ' + row.figures[std::size_t(i)].text;
    }
    QStringList parts{row.value.isEmpty() ? row.name : row.name + u' ' + row.value, row.note, figures.join(", "_L1),
                      stripText(row.strip), row.text};
    parts.removeAll(QString());
    return parts.join(". "_L1);
}

} // namespace fairlead::models
