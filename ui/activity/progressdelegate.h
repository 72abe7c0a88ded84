// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/celldelegate.h"

namespace fairlead::ui {

//! A bar of how far something is, and behind it the words of the cell. Without a share only the words, or an ellipsis.
class ProgressDelegate : public CellDelegate
{
    Q_OBJECT
public:
    //! \p shareRole gives a double from 0 to 1, -1 where nobody knows, or nothing where nothing is on its way.
    ProgressDelegate(const Theme &theme, int shareRole, QObject *parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;

private:
    int m_shareRole;
};

} // namespace fairlead::ui
