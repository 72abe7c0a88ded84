// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "matrixlayout.h"

#include <algorithm>

namespace fairlead::ui {

void MatrixLayout::arrange(const std::vector<int> &sizes, const Metrics &metrics, int width)
{
    m_sizes = sizes;
    m_metrics = metrics;
    m_width = width;
    const int step = metrics.cellWidth + metrics.columnGap;
    m_columns = metrics.cellWidth > 0 ? std::max(1, (width + metrics.columnGap) / step) : 1;
    m_cellWidth = std::min(metrics.cellWidth, width);
    if (metrics.isStretched) {
        const int most = sizes.empty() ? 1 : std::max(1, *std::max_element(sizes.begin(), sizes.end()));
        m_columns = std::min(m_columns, most);
        m_cellWidth = (width - (m_columns - 1) * metrics.columnGap) / m_columns;
    }
    m_tops.clear();
    m_tops.reserve(sizes.size());
    m_height = 0;
    for (int group = 0; group < int(sizes.size()); ++group) {
        m_tops.push_back(m_height);
        m_height += metrics.headerHeight + linesOf(group) * metrics.cellHeight + metrics.groupGap;
    }
}

int MatrixLayout::linesOf(int group) const
{
    return (m_sizes[std::size_t(group)] + m_columns - 1) / m_columns;
}

QRect MatrixLayout::header(int group) const
{
    return {0, m_tops[std::size_t(group)], m_width, m_metrics.headerHeight};
}

QRect MatrixLayout::cell(const Place &place) const
{
    const int line = place.cell / m_columns;
    const int column = place.cell % m_columns;
    const int top = m_tops[std::size_t(place.group)] + m_metrics.headerHeight + line * m_metrics.cellHeight;
    return {column * (m_cellWidth + m_metrics.columnGap), top, m_cellWidth, m_metrics.cellHeight};
}

std::optional<MatrixLayout::Place> MatrixLayout::at(const QPoint &point) const
{
    const auto [group, last] = groupsIn(point.y(), point.y());
    if (last < group || point.x() < 0 || point.x() >= m_width)
        return {};
    const int below = point.y() - m_tops[std::size_t(group)] - m_metrics.headerHeight;
    if (below < 0)
        return Place{group, -1};
    const int column = point.x() / std::max(1, m_cellWidth + m_metrics.columnGap);
    const Place place{group, below / m_metrics.cellHeight * m_columns + column};
    if (column >= m_columns || place.cell >= m_sizes[std::size_t(group)] || !cell(place).contains(point))
        return {};
    return place;
}

std::pair<int, int> MatrixLayout::groupsIn(int top, int bottom) const
{
    if (m_tops.empty() || bottom < 0 || top >= m_height)
        return {0, -1};
    const auto groupAt = [this](int y) {
        return int(std::upper_bound(m_tops.begin(), m_tops.end(), std::max(0, y)) - m_tops.begin()) - 1;
    };
    return {groupAt(top), groupAt(bottom)};
}

std::pair<int, int> MatrixLayout::cellsIn(int group, int top, int bottom) const
{
    const int start = m_tops[std::size_t(group)] + m_metrics.headerHeight;
    if (bottom < start || m_metrics.cellHeight <= 0)
        return {0, -1};
    const int firstLine = std::max(0, (top - start) / m_metrics.cellHeight);
    const int lastLine = (bottom - start) / m_metrics.cellHeight;
    return {firstLine * m_columns, std::min((lastLine + 1) * m_columns, m_sizes[std::size_t(group)]) - 1};
}

MatrixLayout::Place MatrixLayout::moved(const Place &from, int columns, int lines) const
{
    Place to = from;
    const auto sizeOf = [this](int group) { return m_sizes[std::size_t(group)]; };
    const auto neighbour = [&](int group, int step) {
        group += step;
        while (group >= 0 && group < int(m_sizes.size()) && sizeOf(group) == 0)
            group += step;
        return group >= 0 && group < int(m_sizes.size()) ? std::optional(group) : std::nullopt;
    };
    for (int i = 0; i < std::abs(columns); ++i) {
        const int next = to.cell + (columns > 0 ? 1 : -1);
        if (next >= 0 && next < sizeOf(to.group)) {
            to.cell = next;
        } else if (const auto group = neighbour(to.group, columns > 0 ? 1 : -1)) {
            to = {*group, columns > 0 ? 0 : sizeOf(*group) - 1};
        }
    }
    for (int i = 0; i < std::abs(lines); ++i) {
        const int column = to.cell % m_columns;
        const int line = to.cell / m_columns + (lines > 0 ? 1 : -1);
        if (line >= 0 && line < linesOf(to.group)) {
            to.cell = std::min(line * m_columns + column, sizeOf(to.group) - 1);
        } else if (const auto group = neighbour(to.group, lines > 0 ? 1 : -1)) {
            const int start = lines > 0 ? 0 : (linesOf(*group) - 1) * m_columns;
            to = {*group, std::min(start + column, sizeOf(*group) - 1)};
        }
    }
    return to;
}

std::optional<MatrixLayout::Place> MatrixLayout::first() const
{
    for (int group = 0; group < int(m_sizes.size()); ++group) {
        if (m_sizes[std::size_t(group)] > 0)
            return Place{group, 0};
    }
    return {};
}

std::optional<MatrixLayout::Place> MatrixLayout::last() const
{
    for (int group = int(m_sizes.size()) - 1; group >= 0; --group) {
        if (m_sizes[std::size_t(group)] > 0)
            return Place{group, m_sizes[std::size_t(group)] - 1};
    }
    return {};
}

} // namespace fairlead::ui
