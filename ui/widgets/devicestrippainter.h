// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>

class QPainter;

namespace fairlead::models {
struct DeviceStrip;
}

namespace fairlead::ui {

struct Tokens;

//! Draws the devices of a Node as squares, left-aligned and in the middle of \p area: filled = held, plain = free,
//! diagonal = releasing, dashed = unusable, cross = unhealthy, dot = unknown, thin bars = slices of a card. What does
//! not fit becomes narrower, and where even that does not fit one bar in proportion.
void paintDeviceStrip(QPainter &painter, const QRect &area, const models::DeviceStrip &strip, const Tokens &tokens);
//! Width in which every device is a full square.
int deviceStripWidth(const models::DeviceStrip &strip);

} // namespace fairlead::ui
