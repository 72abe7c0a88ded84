// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/devicestrip.h"

#include <QWidget>

namespace fairlead::ui {

class Theme;

//! The squares of one Node and product in an inspector.
class DeviceStripView : public QWidget
{
    Q_OBJECT
public:
    explicit DeviceStripView(const Theme &theme, QWidget *parent = nullptr);

    void setStrip(const QString &name, const models::DeviceStrip &strip);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    models::DeviceStrip m_strip;
};

} // namespace fairlead::ui
