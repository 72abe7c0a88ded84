// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/celldelegate.h"

namespace fairlead::ui {

//! The text of a cell behind the square in which its holder stands in the matrix.
class SwatchDelegate : public CellDelegate
{
    Q_OBJECT
public:
    //! \p holderRole is a HolderColours index; -1: no square.
    SwatchDelegate(const Theme &theme, int holderRole, QObject *parent);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;

private:
    int m_holderRole;
};

} // namespace fairlead::ui
