// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holderdelegate.h"

#include "models/gpus/devicestrip.h"
#include "models/gpus/holdersmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestrippainter.h"

#include <QPainter>

namespace fairlead::ui {

using models::HoldersModel;

HolderDelegate::HolderDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize HolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option);
    Q_UNUSED(index);
    return {120, RowHeight};
}

void HolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    const QRect upper(option.rect.left(), option.rect.top() + 2, option.rect.width(), 18);
    const QRect lower(option.rect.left() + 24, upper.bottom() + 1, option.rect.width() - 24, 16);

    const bool isReleasing = index.data(HoldersModel::IsReleasingRole).toBool();
    const models::DeviceRun run{isReleasing ? models::DeviceRun::State::Releasing : models::DeviceRun::State::Held,
                                index.data(HoldersModel::HolderRole).toInt(), 1};
    paintDeviceStrip(*painter, QRect(upper.left(), upper.top(), 16, 20), {.runs = {run}}, tokens);

    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const QString count = index.data(HoldersModel::CountRole).toString();
    painter->setFont(bold);
    painter->setPen(tokens.text);
    painter->drawText(upper, int(Qt::AlignRight | Qt::AlignVCenter), count);
    const int countWidth = painter->fontMetrics().horizontalAdvance(count) + 8;

    painter->setFont(option.font);
    const QRect title = upper.adjusted(24, 0, -countWidth, 0);
    painter->drawText(title, int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data(HoldersModel::TitleRole).toString(), Qt::ElideMiddle,
                                                        title.width()));
    QFont small = option.font;
    small.setPixelSize(12);
    painter->setFont(small);
    painter->setPen(tokens.dim);
    painter->drawText(lower, int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data(HoldersModel::SubtitleRole).toString(),
                                                        Qt::ElideRight, lower.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(tokens.accent);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    painter->restore();
}

} // namespace fairlead::ui
