// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "palettedelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int Padding = 8;
constexpr int GroupWidth = 76;

} // namespace

PaletteDelegate::PaletteDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), RowHeight};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.selection());
    painter->setFont(option.font);
    const QFontMetrics metrics = painter->fontMetrics();
    QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    const auto flags = int(Qt::AlignVCenter | Qt::TextSingleLine);
    painter->setPen(tokens.dim);
    if (const QString group = index.data(GroupRole).toString(); !group.isEmpty()) {
        painter->drawText(QRect(area.left(), area.top(), GroupWidth, area.height()), flags | int(Qt::AlignLeft), group);
        area.setLeft(area.left() + GroupWidth);
    }
    if (const QString keys = index.data(KeysRole).toString(); !keys.isEmpty()) {
        painter->drawText(area, flags | int(Qt::AlignRight), keys);
        area.setRight(area.right() - metrics.horizontalAdvance(keys) - Padding);
    }
    painter->setPen(index.flags() & Qt::ItemIsEnabled ? tokens.text : tokens.dim);
    painter->drawText(area, flags | int(Qt::AlignLeft),
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, area.width()));
    painter->restore();
}

} // namespace fairlead::ui
