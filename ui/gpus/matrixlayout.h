// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>
#include <QRect>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::ui {

//! How much of a node the matrix shows.
enum class MatrixZoom : std::uint8_t {
    Detail,   //!< a line per node: name, squares, numbers, state
    Compact,  //!< name and smaller squares, in words what there is room for, several nodes side by side
    Dense,    //!< only squares
    Density,  //!< a tile per node
    Overview, //!< the same as small as it takes to see all nodes at once
};
constexpr int MatrixZooms = int(MatrixZoom::Overview) + 1;

//! Where groups, and the nodes in them, stand below each other; pixels from the top left of the whole. Pure geometry.
class MatrixLayout
{
public:
    struct Metrics
    {
        int headerHeight = 0;
        int cellWidth = 0; //!< 0: one cell a line
        int cellHeight = 0;
        int columnGap = 0;
        int groupGap = 0;         //!< below each group
        bool isStretched = false; //!< the cells of a line share what is left of its width
    };

    struct Place
    {
        int group = 0;
        int cell = -1; //!< -1: the header

        bool operator==(const Place &) const = default;
    };

    //! \p sizes: cells of each group.
    void arrange(const std::vector<int> &sizes, const Metrics &metrics, int width);

    int height() const { return m_height; }
    int columns() const { return m_columns; }
    QRect header(int group) const;
    QRect cell(const Place &place) const;
    std::optional<Place> at(const QPoint &point) const;
    //! Groups that a stripe of the whole shows any part of, and the cells of one of them; each "first, last", empty
    //! where last is before first.
    std::pair<int, int> groupsIn(int top, int bottom) const;
    std::pair<int, int> cellsIn(int group, int top, int bottom) const;

    //! The cell that the arrow keys lead to; the same where there is none.
    Place moved(const Place &from, int columns, int lines) const;
    //! In reading order, headers left out; nothing when there is no cell.
    std::optional<Place> first() const;
    std::optional<Place> last() const;

private:
    int linesOf(int group) const;

    std::vector<int> m_sizes;
    std::vector<int> m_tops;
    Metrics m_metrics;
    int m_width = 0;
    int m_columns = 1;
    int m_cellWidth = 0; //!< as it came out
    int m_height = 0;
};

} // namespace fairlead::ui
