// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QPainter;
class QRect;

namespace fairlead::models {
struct DeviceStrip;
}

namespace fairlead::ui {

struct Tokens;

//! A node that is only a tile.
struct NodeTile
{
    const models::DeviceStrip &strip;
    bool hasDevices = true;
    bool isSchedulable = true;
    bool isFaulty = false; //!< not ready, or with unhealthy devices
};

//! Draws \p tile: filled to the share that is held, in the colour of who holds most of it; framed and hatched where
//! nothing can be placed, crossed where it is faulty. Of a few pixels: hollow, and with a bar across.
void paintNodeTile(QPainter &painter, const QRect &area, const NodeTile &tile, const Tokens &tokens);

} // namespace fairlead::ui
