// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicestripview.h"

#include "devicestrippainter.h"
#include "labels.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace fairlead::ui {

DeviceStripView::DeviceStripView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DeviceStripView::setStrip(const QString &name, const models::DeviceStrip &strip)
{
    m_strip = strip;
    setAccessibleName(tr("%1: %2").arg(name, models::stripText(strip)));
    setPlainToolTip(*this, models::stripText(strip));
    update();
}

QSize DeviceStripView::sizeHint() const
{
    return {120, 22};
}

void DeviceStripView::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    paintDeviceStrip(painter, rect(), m_strip, m_theme.tokens());
}

} // namespace fairlead::ui
