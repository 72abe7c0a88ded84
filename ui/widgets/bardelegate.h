// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "celldelegate.h"

namespace fairlead::ui {

//! A share as a bar; the text is for those who do not see it, and where there is no share.
class BarDelegate : public CellDelegate
{
    Q_OBJECT
public:
    //! \p fractionRole gives a double from 0 to 1, or nothing.
    BarDelegate(const Theme &theme, int fractionRole, QObject *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QRect &area, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;

private:
    int m_fractionRole;
};

struct Tokens;

//! 4 px high, in the middle of \p area; \p second continues behind \p first.
void paintBar(QPainter &painter, const QRect &area, double first, double second, const Tokens &tokens);

} // namespace fairlead::ui
