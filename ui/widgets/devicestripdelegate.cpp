// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicestripdelegate.h"

#include "devicestrippainter.h"
#include "models/gpus/nodetablemodel.h"
#include "ui/theme/theme.h"

namespace fairlead::ui {

void DeviceStripDelegate::paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    Q_UNUSED(option);
    const QVariant strip = index.data(models::NodeTableModel::StripRole);
    if (strip.isValid())
        paintDeviceStrip(painter, area, strip.value<models::DeviceStrip>(), theme().tokens());
}

} // namespace fairlead::ui
