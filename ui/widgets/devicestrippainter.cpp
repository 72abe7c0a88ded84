// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicestrippainter.h"

#include "models/gpus/devicestrip.h"
#include "models/gpus/holdercolours.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

using models::DeviceRun;
using models::DeviceStrip;
using State = DeviceRun::State;

constexpr int Gap = 3;
constexpr int MinimumSide = 4;
constexpr int SmallSide = 10; //!< from here on no corners, dashes or crosses
constexpr int MostDevices = 4'096;
constexpr double FaintOpacity = 0.25;
constexpr double Radius = 3;      //!< of the corners in full size; smaller ones would be circles
constexpr double SmallRadius = 1; //!< of those below FullGapSide
constexpr int FullGapSide = 12;
constexpr int SliceWidth = 4;
constexpr int SliceGap = 1;

//! Namespaces beyond the colours: the same colours in two tones, the second one in the middle, in a band or in the
//! corners. No half, which would read as half used; no lines, dashes and outlines, which are states.
void paintPattern(QPainter &painter, const QRectF &rect, int holder, const Tokens &tokens)
{
    const int pattern = holder / models::HolderColours::Colours;
    if (holder < 0 || pattern == 0)
        return;
    // Halfway between the colour and what is behind it, however faint: painted over the faint colour it would vanish.
    const double opacity = painter.opacity();
    const QColor tone = blended(tokens.panel, tokens.ofHolder(holder), 0.5 * opacity);
    painter.setOpacity(1);
    const auto third = [](double length) { return std::max(1.0, std::round(length / 3)); };
    const double width = third(rect.width());
    const double height = third(rect.height());
    const QRectF middle = rect.adjusted(width, height, -width, -height);
    switch ((pattern - 1) % 3) {
    case 0:
        painter.fillRect(middle, tone);
        break;
    case 1:
        painter.fillRect(QRectF(middle.left(), rect.top(), middle.width(), rect.height()), tone);
        break;
    default:
        for (const double left : {rect.left(), rect.right() - width}) {
            for (const double top : {rect.top(), rect.bottom() - height})
                painter.fillRect(QRectF(left, top, width, height), tone);
        }
        break;
    }
    painter.setOpacity(opacity);
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
    const double radius = std::min(rect.width(), rect.height()) < FullGapSide ? SmallRadius : Radius;
    switch (run.state) {
    case State::Held:
        painter.setPen(Qt::NoPen);
        painter.setBrush(holder);
        painter.drawRoundedRect(rect, radius, radius);
        paintPattern(painter, rect.adjusted(1, 1, -1, -1), run.holder, tokens);
        break;
    case State::Releasing:
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(tokens.panel, holder, 0.3));
        painter.drawRoundedRect(rect, radius, radius);
        painter.setPen(QPen(holder, 1.6));
        painter.drawLine(edge.bottomLeft() + QPointF(2, -2), edge.topRight() + QPointF(-2, 2));
        break;
    case State::Free:
        painter.setPen(QPen(tokens.freeEdge, 1));
        painter.setBrush(tokens.freeDevice);
        painter.drawRoundedRect(edge, radius, radius);
        break;
    case State::Unusable: {
        QPen pen(tokens.unusableEdge(), 1);
        pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, radius, radius);
        break;
    }
    case State::Unhealthy:
        painter.setPen(QPen(tokens.error, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, radius, radius);
        paintCross(painter, rect, tokens.error);
        break;
    case State::Unknown:
        painter.setPen(QPen(tokens.freeEdge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(edge, radius, radius);
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
        paintHolder(painter, rect, run.holder, tokens);
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
        painter.fillRect(rect, QBrush(tokens.unusableEdge(), Qt::Dense6Pattern));
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

template <class Paint>
void forEachDevice(const DeviceStrip &strip, Paint paint)
{
    std::int64_t number = 0;
    for (const DeviceRun &run : strip.runs) {
        for (std::int64_t i = 0; i < run.count; ++i)
            paint(number++, run);
    }
}

int gapOf(int side)
{
    return side >= FullGapSide ? Gap : side > 5 ? 2 : 1;
}

int sliceLeft(std::int64_t number, std::int64_t perCard, int sliceWidth)
{
    const std::int64_t card = perCard > 0 ? number / perCard : 0;
    return int(number * (sliceWidth + SliceGap) + card * (Gap + 1));
}

} // namespace

void paintHolder(QPainter &painter, const QRectF &rect, int holder, const Tokens &tokens)
{
    painter.fillRect(rect, tokens.ofHolder(holder));
    paintPattern(painter, rect, holder, tokens);
}

DeviceStripLayout::DeviceStripLayout(const DeviceStrip &strip, const QRect &area, int side)
    : m_strip(strip)
    , m_area(area)
{
    const std::int64_t count = strip.count();
    if (count <= 0 || area.width() < MinimumSide)
        return;
    m_height = std::min(side, area.height() - (side == FullSide ? 6 : 0));
    m_top = area.top() + (area.height() - m_height) / 2;
    m_form = Form::Proportions;
    if (strip.slicesPerCard == 1) {
        m_gap = fullWidth(strip, side) <= area.width() ? gapOf(side) : std::min(2, gapOf(side));
        m_width = int(std::min<std::int64_t>(m_height, (area.width() + m_gap) / count - m_gap));
        if (m_width >= std::min(side, MinimumSide))
            m_form = Form::Squares;
        return;
    }
    for (const int width : {SliceWidth, 3, 2}) {
        if (count > MostDevices || sliceLeft(count, strip.slicesPerCard, width) - SliceGap > area.width())
            continue;
        m_form = Form::Slices;
        m_width = width;
        return;
    }
}

int DeviceStripLayout::fullWidth(const DeviceStrip &strip, int side)
{
    const std::int64_t count = std::min<std::int64_t>(strip.count(), MostDevices);
    if (count == 0)
        return 0;
    return strip.slicesPerCard == 1 ? int(count) * (side + gapOf(side)) - gapOf(side)
                                    : sliceLeft(count, strip.slicesPerCard, SliceWidth) - SliceGap;
}

QRectF DeviceStripLayout::bar() const
{
    return {double(m_area.left()), double(m_top), double(m_area.width()), double(m_height)};
}

QRectF DeviceStripLayout::rect(std::int64_t number) const
{
    switch (m_form) {
    case Form::Squares:
        return {double(m_area.left()) + double(number) * (m_width + m_gap), double(m_top), double(m_width),
                double(m_height)};
    case Form::Slices:
        return {double(m_area.left() + sliceLeft(number, m_strip.slicesPerCard, m_width)), double(m_top),
                double(m_width), double(m_height)};
    case Form::Proportions: {
        const double each = m_area.width() / double(std::max<std::int64_t>(m_strip.count(), 1));
        return {m_area.left() + double(number) * each, double(m_top), each, double(m_height)};
    }
    case Form::Empty:
        break;
    }
    return {};
}

std::optional<std::int64_t> DeviceStripLayout::deviceAt(const QPointF &position) const
{
    if (m_form == Form::Empty || !bar().contains(position))
        return {};
    // Without the gaps, so that every point between two devices is one of them.
    const std::int64_t count = m_strip.count();
    std::int64_t low = 0;
    std::int64_t high = count;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (rect(middle).left() <= position.x() ? low : high) = middle;
    }
    return position.x() <= rect(count - 1).right() ? std::optional(low) : std::nullopt;
}

void paintDeviceStrip(QPainter &painter, const QRect &area, const DeviceStrip &strip, const Tokens &tokens, int side,
                      const std::function<bool(const DeviceRun &run)> &isFaint)
{
    const DeviceStripLayout layout(strip, area, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, side >= SmallSide);
    const double opacity = painter.opacity();
    const auto paintOne = [&](const QRectF &rect, const DeviceRun &run, bool isSmall) {
        painter.setOpacity(isFaint && isFaint(run) ? opacity * FaintOpacity : opacity);
        isSmall ? paintSlice(painter, rect, run, tokens) : paintDevice(painter, rect, run, tokens);
    };
    if (layout.isProportional()) {
        std::int64_t number = 0;
        for (const DeviceRun &run : strip.runs) {
            const QRectF first = layout.rect(number);
            number += run.count;
            paintOne(QRectF(first.topLeft(), layout.rect(number - 1).bottomRight()), run, true);
        }
    } else {
        forEachDevice(strip, [&](std::int64_t number, const DeviceRun &run) {
            if (const QRectF rect = layout.rect(number); !rect.isEmpty())
                paintOne(rect, run, layout.isSliced() || side < SmallSide);
        });
    }
    painter.restore();
}

} // namespace fairlead::ui
