// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "progressdelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/bardelegate.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int BarWidth = 64;
constexpr int Gap = 8;

} // namespace

ProgressDelegate::ProgressDelegate(const Theme &theme, int shareRole, QObject *parent)
    : CellDelegate(theme, parent)
    , m_shareRole(shareRole)
{
}

QSize ProgressDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize words = CellDelegate::sizeHint(option, index);
    return index.data(m_shareRole).isValid() ? words + QSize(BarWidth + Gap, 0) : words;
}

void ProgressDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const QVariant share = index.data(m_shareRole);
    const bool hasWords = !index.data(Qt::DisplayRole).toString().isEmpty();
    if (!share.isValid() || (share.toDouble() < 0 && hasWords))
        return CellDelegate::paintContent(painter, area, option, index);
    if (share.toDouble() < 0) {
        painter.setPen(theme().tokens().dim);
        painter.drawText(area, int(Qt::AlignLeft | Qt::AlignVCenter), QStringLiteral("…"));
        return;
    }
    const int width = std::min(BarWidth, hasWords ? area.width() / 4 : area.width());
    paintBar(painter, QRect(area.left(), area.top(), width, area.height()), share.toDouble(), 0, theme().tokens());
    if (hasWords)
        CellDelegate::paintContent(painter, area.adjusted(width + Gap, 0, 0, 0), option, index);
}

} // namespace fairlead::ui
