// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

#include <array>
#include <cstdint>

namespace fairlead::models {
enum class Severity : std::uint8_t;
}

namespace fairlead::ui {

//! The colours of one theme, by what they are for. Nothing else in the program names a colour.
struct Tokens
{
    bool isDark = false;
    QColor background;
    QColor panel;
    QColor sidebar;
    QColor line;
    QColor text;
    QColor dim;      //!< what is secondary, never what must be read
    QColor accent;   //!< selection, links, the one primary button, "requested" bars
    QColor onAccent; //!< text on accent and on badges
    QColor ok;
    QColor warning;
    QColor error;
    QColor freeDevice;
    QColor freeEdge;
    std::array<QColor, 7> holders;

    static Tokens light();
    static Tokens dark();

    QColor selection() const;    //!< behind selected rows
    QColor unusableEdge() const; //!< dashes around a device on which nothing new is placed
    QColor hover() const;
    QColor of(models::Severity severity) const;
    //! Of a namespace, see models::HolderColours; the holder that is not known by name is dim.
    QColor ofHolder(int index) const;
};

//! \p share of \p over on \p under.
QColor blended(const QColor &under, const QColor &over, double share);
//! Contrast ratio as WCAG 2 defines it, 1 to 21.
double contrast(const QColor &a, const QColor &b);

} // namespace fairlead::ui
