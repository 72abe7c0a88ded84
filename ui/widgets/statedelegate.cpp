// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statedelegate.h"

#include "models/indexedtablemodel.h"
#include "models/severity.h"
#include "statuspill.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

void StateDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const auto severity = index.data(models::IndexedTableModel::SeverityRole).value<models::Severity>();
    painter.setOpacity(1);
    paintStateDot(painter, QPointF(area.left() + 4, area.center().y() + 0.5), severity, theme().tokens());
    CellDelegate::paintContent(painter, area.adjusted(14, 0, 0, 0), option, index);
}

} // namespace fairlead::ui
