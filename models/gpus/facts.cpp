// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "facts.h"

#include "models/plaintext.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::models {

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Fact &fact = row(index);
    switch (role) {
    case Qt::DisplayRole:
        return fact.title;
    case Qt::AccessibleTextRole: {
        QStringList parts{fact.title, fact.note, fact.text};
        parts.removeAll(QString());
        return parts.join(". "_L1);
    }
    case Qt::ToolTipRole:
        return toolTipText(fact.toolTip);
    case NoteRole:
        return fact.note;
    case TextRole:
        return fact.text;
    case SeverityRole:
        return QVariant::fromValue(fact.severity);
    case CopyRole:
        return fact.copied;
    default:
        return {};
    }
}

} // namespace fairlead::models
