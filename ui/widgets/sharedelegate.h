// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "celldelegate.h"

namespace fairlead::ui {

//! A number and what it is of, from the column beside it: "5 of 8", lined up below each other.
class ShareDelegate : public CellDelegate
{
    Q_OBJECT
public:
    //! \p wholeColumn has the text of the whole, "of 8".
    ShareDelegate(const Theme &theme, int wholeColumn, QObject *parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;

private:
    QString whole(const QModelIndex &index) const;
    static int wholeWidth(const QFontMetrics &metrics, const QString &text);

    int m_wholeColumn;
};

} // namespace fairlead::ui
