// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/fittinglist.h"

namespace fairlead::ui {

class Theme;

//! A holder in the inspector: the square of its namespace, who it is, how many devices; below, since when. One that is
//! picked has a line at its left.
class HolderDelegate : public FittingDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 40;

    explicit HolderDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int heightFor(const QModelIndex &index, const QFont &font, int width) const override;

private:
    const Theme &m_theme;
};

} // namespace fairlead::ui
