// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>

#include <cstdint>
#include <functional>
#include <optional>

class QPainter;

namespace fairlead::models {
struct DeviceRun;
struct DeviceStrip;
} // namespace fairlead::models

namespace fairlead::ui {

struct Tokens;

//! Where the devices of a strip stand: squares, left-aligned and in the middle of an area, thin bars for slices of a
//! card. What does not fit becomes narrower, and where even that does not fit there is one bar in proportion.
class DeviceStripLayout
{
public:
    //! \p side of a square where there is room for it, pixels.
    DeviceStripLayout(const models::DeviceStrip &strip, const QRect &area, int side = FullSide);

    static constexpr int FullSide = 16;
    //! Width in which every device has its full size.
    static int fullWidth(const models::DeviceStrip &strip, int side = FullSide);

    bool isProportional() const { return m_form == Form::Proportions; }
    bool isSliced() const { return m_form == Form::Slices; }
    //! Of one bar for all, where it is proportional.
    QRectF bar() const;
    QRectF rect(std::int64_t number) const;
    //! Number of the device, or of the first of its run where it is proportional.
    std::optional<std::int64_t> deviceAt(const QPointF &position) const;

private:
    enum class Form : std::uint8_t { Empty, Squares, Slices, Proportions };

    const models::DeviceStrip &m_strip;
    QRect m_area;
    Form m_form = Form::Empty;
    int m_top = 0;
    int m_width = 0; //!< of a device
    int m_height = 0;
    int m_gap = 0;
};

//! Draws a strip: filled = held, plain = free, diagonal = releasing, dashed = unusable, cross = unhealthy, dot =
//! unknown. \p isFaint: runs that stand back behind what is selected; none where it is empty.
void paintDeviceStrip(QPainter &painter, const QRect &area, const models::DeviceStrip &strip, const Tokens &tokens,
                      int side = DeviceStripLayout::FullSide,
                      const std::function<bool(const models::DeviceRun &run)> &isFaint = {});

//! Fills \p rect with the colour, and beyond the colours with the pattern, of a HolderColours index.
void paintHolder(QPainter &painter, const QRectF &rect, int holder, const Tokens &tokens);

} // namespace fairlead::ui
