// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "screenfit.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

namespace fairlead::ui {

namespace {

constexpr QMargins UsualFrame{4, 37, 4, 4}; // the largest title bar of the usual desktops

} // namespace

QSize fittingSize(const QSize &wanted, const QSize &available, const QMargins &frame)
{
    if (available.isEmpty())
        return wanted;
    return wanted.boundedTo(available.shrunkBy(frame)).expandedTo({1, 1});
}

void fitToScreen(QWidget &window)
{
    if (window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))
        return;
    const QScreen *screen = QGuiApplication::screenAt(window.geometry().center());
    if (!screen)
        screen = window.screen();
    if (screen)
        window.resize(fittingSize(window.size(), screen->availableGeometry().size(), UsualFrame));
}

} // namespace fairlead::ui
