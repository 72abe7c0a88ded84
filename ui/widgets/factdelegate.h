// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fittinglist.h"

namespace fairlead::ui {

class Theme;

//! Paints models::FactsModel: a title, a note at its right where both fit, else below; words under them.
class FactDelegate : public FittingDelegate
{
    Q_OBJECT
public:
    enum class Style : std::uint8_t {
        Statements, //!< titles in the colour of their severity, with a dot
        Labels,     //!< dim names and their values
        Counts,     //!< names and dim counts
    };

    FactDelegate(const Theme &theme, Style style, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int heightFor(const QModelIndex &index, const QFont &font, int width) const override;

private:
    bool fitsOneLine(const QModelIndex &index, const QFont &font, int width) const;
    int titleLeft() const;

    const Theme &m_theme;
    Style m_style;
};

//! Height of \p text, wrapped into \p width, at most \p lines lines.
int wrappedHeight(const QString &text, const QFont &font, int width, int lines);
//! Draws what wrappedHeight() measured; what does not fit ends with an ellipsis.
void paintWrapped(QPainter &painter, const QRect &area, const QString &text, int lines);
//! Behind a row of a list: selected, under the mouse, or with the focus on it.
void paintRowState(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme);

} // namespace fairlead::ui
