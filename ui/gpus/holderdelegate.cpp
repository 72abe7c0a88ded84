// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holderdelegate.h"

#include "models/gpus/devicestrip.h"
#include "models/gpus/holdersmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestrippainter.h"
#include "ui/widgets/factdelegate.h"

#include <QPainter>

namespace fairlead::ui {

using models::HoldersModel;

namespace {

constexpr int Indent = 8; //!< room for the line of what is picked

} // namespace

HolderDelegate::HolderDelegate(const Theme &theme, QObject *parent)
    : FittingDelegate(parent)
    , m_theme(theme)
{
}

int HolderDelegate::heightFor(const QModelIndex &index, const QFont &font, int width) const
{
    Q_UNUSED(index);
    Q_UNUSED(font);
    Q_UNUSED(width);
    return RowHeight;
}

void HolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    if (index.data(HoldersModel::IsPickedRole).toBool()) {
        painter->fillRect(option.rect, tokens.selection());
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), tokens.accent);
    }
    paintRowState(*painter, option, m_theme);
    painter->setRenderHint(QPainter::Antialiasing, false);
    const QRect upper(option.rect.left() + Indent, option.rect.top() + 2, option.rect.width() - Indent - 4, 18);
    const QRect lower(upper.left() + 24, upper.bottom() + 1, upper.width() - 24, 16);

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
    painter->restore();
}

} // namespace fairlead::ui
