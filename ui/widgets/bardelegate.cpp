// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "bardelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int BarHeight = 4;
constexpr int BarWidth = 110;

} // namespace

void paintBar(QPainter &painter, const QRect &area, double first, double second, const Tokens &tokens)
{
    const int top = area.top() + (area.height() - BarHeight) / 2; // on a whole pixel
    const QRectF track(area.left(), top, area.width(), BarHeight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto part = [&](double share, const QColor &colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, BarHeight), 2, 2);
    };
    part(1, tokens.freeDevice);
    if (second > 0)
        part(qMin(1.0, first + second), tokens.warning);
    if (first > 0)
        part(first, tokens.accent);
    painter.restore();
}

BarDelegate::BarDelegate(const Theme &theme, int fractionRole, QObject *parent)
    : CellDelegate(theme, parent)
    , m_fractionRole(fractionRole)
{
}

void BarDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const QVariant fraction = index.data(m_fractionRole);
    if (!fraction.isValid()) {
        CellDelegate::paintContent(painter, area, option, index);
        return;
    }
    paintBar(painter, QRect(area.left(), area.top(), qMin(area.width(), BarWidth), area.height()), fraction.toDouble(),
             0, theme().tokens());
}

} // namespace fairlead::ui
