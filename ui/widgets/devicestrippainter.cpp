// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicestrippainter.h"

#include "models/gpus/devicestrip.h"
#include "models/gpus/holdercolours.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

using models::DeviceRun;
using models::DeviceStrip;
using State = DeviceRun::State;

constexpr int Side = 16;
constexpr int Gap = 3;
constexpr int MinimumSide = 4;
constexpr double Radius = 3;
constexpr int SliceWidth = 4;
constexpr int SliceGap = 1;

//! Namespaces beyond the colours: the same colours, hatched.
void paintPattern(QPainter &painter, const QRectF &rect, int holder, const Tokens &tokens)
{
    const int pattern = holder / models::HolderColours::Colours;
    if (holder < 0 || pattern == 0)
        return;
    QColor hatch = tokens.panel;
    hatch.setAlphaF(0.75);
    const std::array<Qt::BrushStyle, 3> styles = {Qt::BDiagPattern, Qt::HorPattern, Qt::DiagCrossPattern};
    painter.fillRect(rect, QBrush(hatch, styles[std::size_t(pattern - 1) % styles.size()]));
}

void paintCross(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    painter.setPen(QPen(colour, 1.4));
    const QRectF inner = rect.adjusted(4, 4, -4, -4);
    painter.drawLine(inner.topLeft(), inner.bottomRight());
    painter.drawLine(inner.topRight(), inner.bottomLeft());
}

void paintDevice(QPainter &painter, const QRectF &rect, const DeviceRun &run, const Tokens &tokens)
{
    const QRectF edge = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor holder = tokens.ofHolder(run.holder);
    switch (run.state) {
    case State::Held:
        painter.setPen(Qt::NoPen);
        painter.setBrush(holder);
        painter.drawRoundedRect(rect, Radius, Radius);
        paintPattern(painter, rect.adjusted(1, 1, -1, -1), run.holder, tokens);
        break;
    case State::Releasing:
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(tokens.panel, holder, 0.3));
        painter.drawRoundedRect(rect, Radius, Radius);
        painter.setPen(QPen(holder, 1.6));
        painter.drawLine(edge.bottomLeft() + QPointF(2, -2), edge.topRight() + QPointF(-2, 2));
        break;
    case State::Free:
        painter.setPen(QPen(tokens.freeEdge, 1));
        painter.setBrush(tokens.freeDevice);
        painter.drawRoundedRect(edge, Radius, Radius);
        break;
    case State::Unusable: {
        QPen pen(tokens.freeEdge, 1);
        pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, Radius, Radius);
        break;
    }
    case State::Unhealthy:
        painter.setPen(QPen(tokens.error, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, Radius, Radius);
        paintCross(painter, rect, tokens.error);
        break;
    case State::Unknown:
        painter.setPen(QPen(tokens.freeEdge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, Radius, Radius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.dim);
        painter.drawEllipse(rect.center(), 1.5, 1.5);
        break;
    }
}

//! One slice: no room for corners or lines, so states differ by fill, height and outline.
void paintSlice(QPainter &painter, const QRectF &rect, const DeviceRun &run, const Tokens &tokens)
{
    const QColor holder = tokens.ofHolder(run.holder);
    painter.setBrush(Qt::NoBrush);
    switch (run.state) {
    case State::Held:
        painter.fillRect(rect, holder);
        paintPattern(painter, rect, run.holder, tokens);
        return;
    case State::Releasing:
        painter.fillRect(rect, blended(tokens.panel, holder, 0.3));
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 1, rect.width(), 2), holder);
        return;
    case State::Free:
        painter.fillRect(rect, tokens.freeDevice);
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), tokens.freeEdge);
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), tokens.freeEdge);
        return;
    case State::Unusable:
        painter.fillRect(rect, QBrush(tokens.freeEdge, Qt::Dense6Pattern));
        return;
    case State::Unhealthy:
        painter.fillRect(rect, blended(tokens.panel, tokens.error, 0.25));
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 1, rect.width(), 2), tokens.error);
        return;
    case State::Unknown:
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 1, rect.width(), 2), tokens.dim);
        return;
    }
}

void paintProportions(QPainter &painter, const QRectF &bar, const DeviceStrip &strip, const Tokens &tokens)
{
    const auto total = double(std::max<std::int64_t>(strip.count(), 1));
    double left = bar.left();
    for (const DeviceRun &run : strip.runs) {
        const double width = bar.width() * double(run.count) / total;
        paintSlice(painter, QRectF(left, bar.top(), width, bar.height()), run, tokens);
        left += width;
    }
}

template <class Paint>
void forEachDevice(const DeviceStrip &strip, Paint paint)
{
    std::int64_t number = 0;
    for (const DeviceRun &run : strip.runs) {
        for (std::int64_t i = 0; i < run.count; ++i)
            paint(number++, run);
    }
}

int sliceLeft(std::int64_t number, std::int64_t perCard, int sliceWidth)
{
    const std::int64_t card = perCard > 0 ? number / perCard : 0;
    return int(number * (sliceWidth + SliceGap) + card * (Gap + 1));
}

} // namespace

int deviceStripWidth(const DeviceStrip &strip)
{
    const std::int64_t count = std::min<std::int64_t>(strip.count(), 4'096);
    return strip.slicesPerCard == 1 ? int(count) * (Side + Gap) - Gap
                                    : sliceLeft(count, strip.slicesPerCard, SliceWidth) - SliceGap;
}

void paintDeviceStrip(QPainter &painter, const QRect &area, const DeviceStrip &strip, const Tokens &tokens)
{
    const std::int64_t count = strip.count();
    if (count <= 0 || area.width() < MinimumSide)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const int height = std::min(Side, area.height() - 6);
    const int top = area.top() + (area.height() - height) / 2;
    if (strip.slicesPerCard == 1) {
        const int gap = deviceStripWidth(strip) <= area.width() ? Gap : 2;
        const int side = int(std::min<std::int64_t>(height, (area.width() + gap) / count - gap));
        if (side >= MinimumSide) {
            forEachDevice(strip, [&](std::int64_t number, const DeviceRun &run) {
                paintDevice(painter, QRectF(area.left() + int(number) * (side + gap), top, side, height), run, tokens);
            });
            painter.restore();
            return;
        }
    } else {
        for (const int width : {SliceWidth, 3, 2}) {
            if (count > 4'096 || sliceLeft(count, strip.slicesPerCard, width) - SliceGap > area.width())
                continue;
            forEachDevice(strip, [&](std::int64_t number, const DeviceRun &run) {
                paintSlice(painter,
                           QRectF(area.left() + sliceLeft(number, strip.slicesPerCard, width), top, width, height), run,
                           tokens);
            });
            painter.restore();
            return;
        }
    }
    paintProportions(painter, QRectF(area.left(), top, area.width(), height), strip, tokens);
    painter.restore();
}

} // namespace fairlead::ui
