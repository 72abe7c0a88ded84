// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace fairlead::ui {

//! Set on a child that lies over a widget and is in none of its layouts: it comes after them.
inline constexpr char OverlayProperty[] = "overlay";

//! Moves the focus of \p window on to the next widget, or back, in reading order: as the layouts have them, top to
//! bottom and left to right. Qt's own order is that in which widgets were made, which is chance where they come and go.
//! For QWidget::focusNextPrevChild(). \return whether there is such a widget.
bool moveFocus(QWidget &window, bool isForward);

} // namespace fairlead::ui
