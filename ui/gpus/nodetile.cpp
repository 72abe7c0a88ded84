// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodetile.h"

#include "models/gpus/devicestrip.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/devicestrippainter.h"

#include <QPainter>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace fairlead::ui {

namespace {

using models::DeviceRun;
using models::DeviceStrip;

constexpr int LeastCrossed = 10; // side of a tile with room for a cross and hatching

bool isHeld(const DeviceRun &run)
{
    return run.state == DeviceRun::State::Held || run.state == DeviceRun::State::Releasing;
}

//! The holder of most devices, of equals the first.
std::optional<int> largestHolder(const DeviceStrip &strip)
{
    std::vector<std::pair<int, std::int64_t>> counts; // a handful
    for (const DeviceRun &run : strip.runs) {
        if (!isHeld(run))
            continue;
        const auto it =
            std::find_if(counts.begin(), counts.end(), [&](const auto &each) { return each.first == run.holder; });
        if (it == counts.end())
            counts.emplace_back(run.holder, run.count);
        else
            it->second += run.count;
    }
    const auto largest = std::max_element(counts.begin(), counts.end(),
                                          [](const auto &a, const auto &b) { return a.second < b.second; });
    return largest == counts.end() ? std::nullopt : std::optional(largest->first);
}

double heldShare(const DeviceStrip &strip)
{
    std::int64_t held = 0;
    for (const DeviceRun &run : strip.runs)
        held += isHeld(run) ? run.count : 0;
    return double(held) / double(std::max<std::int64_t>(1, strip.count()));
}

void paintSmall(QPainter &painter, const QRect &area, const NodeTile &tile, const Tokens &tokens)
{
    painter.fillRect(area, tile.hasDevices ? tokens.freeEdge : tokens.line);
    if (const auto largest = largestHolder(tile.strip)) {
        const double share = heldShare(tile.strip);
        const int height = std::clamp(qRound(area.height() * share), 1, area.height() - (share < 1 ? 1 : 0));
        paintHolder(painter, QRect(area.left(), area.bottom() - height + 1, area.width(), height), *largest, tokens);
    }
    if (!tile.isSchedulable) {
        painter.fillRect(area, tokens.warning);
        painter.fillRect(area.adjusted(1, 1, -1, -1), tokens.panel);
    }
    if (tile.isFaulty)
        painter.fillRect(QRect(area.left(), area.top() + area.height() / 2 - 1, area.width(), 2), tokens.error);
}

void paintCross(QPainter &painter, const QRect &area, const Tokens &tokens)
{
    painter.fillRect(QRect(area.topLeft(), QSize(9, 9)), tokens.panel); // seen on the colour of any holder
    painter.setPen(QPen(tokens.error, 2));
    painter.drawLine(area.topLeft() + QPoint(2, 2), area.topLeft() + QPoint(6, 6));
    painter.drawLine(area.topLeft() + QPoint(6, 2), area.topLeft() + QPoint(2, 6));
}

} // namespace

void paintNodeTile(QPainter &painter, const QRect &area, const NodeTile &tile, const Tokens &tokens)
{
    if (area.width() < LeastCrossed) {
        paintSmall(painter, area, tile, tokens);
        return;
    }
    painter.fillRect(area, tile.hasDevices ? tokens.freeDevice : tokens.panel);
    if (!tile.isSchedulable)
        painter.fillRect(area, QBrush(tokens.unusableEdge(), Qt::BDiagPattern));
    if (const auto largest = largestHolder(tile.strip)) {
        const int height = std::clamp(qRound(area.height() * heldShare(tile.strip)), 2, area.height());
        paintHolder(painter, QRect(area.left(), area.bottom() - height + 1, area.width(), height), *largest, tokens);
    }
    painter.setPen(tile.isSchedulable ? tokens.freeEdge : tokens.warning);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area.adjusted(0, 0, -1, -1));
    if (tile.isFaulty)
        paintCross(painter, area, tokens);
}

} // namespace fairlead::ui
