// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sharedelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int Gap = 5;
constexpr int UsualDigits = 2; //!< of a node; more of them stand further to the left

} // namespace

ShareDelegate::ShareDelegate(const Theme &theme, int wholeColumn, QObject *parent)
    : CellDelegate(theme, parent, QFont::DemiBold)
    , m_wholeColumn(wholeColumn)
{
}

QString ShareDelegate::whole(const QModelIndex &index) const
{
    return index.siblingAtColumn(m_wholeColumn).data().toString();
}

//! As wide as that of two digits, so that the numbers before it line up.
int ShareDelegate::wholeWidth(const QFontMetrics &metrics, const QString &text)
{
    const auto digits = std::count_if(text.cbegin(), text.cend(), [](QChar c) { return c.isDigit(); });
    const int missing = std::max(0, UsualDigits - int(digits));
    return metrics.horizontalAdvance(text) + missing * metrics.horizontalAdvance(QLatin1Char('0'));
}

QSize ShareDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize number = CellDelegate::sizeHint(option, index);
    return {number.width() + Gap + wholeWidth(option.fontMetrics, whole(index)), number.height()};
}

void ShareDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const QString text = whole(index);
    const int width = wholeWidth(QFontMetrics(option.font), text);
    CellDelegate::paintContent(painter, area.adjusted(0, 0, -width - Gap, 0), option, index);
    painter.setFont(option.font);
    painter.setPen(theme().tokens().dim);
    painter.drawText(QRect(area.right() + 1 - width, area.top(), width, area.height()),
                     int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), text);
}

} // namespace fairlead::ui
