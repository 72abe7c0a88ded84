// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "swatchdelegate.h"

#include "models/gpus/devicestrip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestrippainter.h"

namespace fairlead::ui {

namespace {

constexpr int Side = 12;
constexpr int Gap = 8;

} // namespace

SwatchDelegate::SwatchDelegate(const Theme &theme, int holderRole, QObject *parent)
    : CellDelegate(theme, parent)
    , m_holderRole(holderRole)
{
}

QSize SwatchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return CellDelegate::sizeHint(option, index) + QSize(Side + Gap, 0);
}

void SwatchDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const int holder = index.data(m_holderRole).toInt();
    if (holder >= 0) {
        const models::DeviceRun run{models::DeviceRun::State::Held, holder, 1};
        paintDeviceStrip(painter, QRect(area.left(), area.top(), Side, area.height()), {.runs = {run}},
                         theme().tokens(), Side);
    }
    CellDelegate::paintContent(painter, area.adjusted(Side + Gap, 0, 0, 0), option, index);
}

} // namespace fairlead::ui
