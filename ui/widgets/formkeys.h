// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QKeyEvent;
class QWidget;

namespace fairlead::ui {

//! For keyPressEvent() of what is no dialog and has its keys all the same: Esc is \p leave, which is empty while there
//! is nothing to leave, and Enter presses the button in \p form that has the focus. \return whether it was one of them.
bool takeFormKey(const QWidget &form, const QKeyEvent &event, const std::function<void()> &leave);

} // namespace fairlead::ui
