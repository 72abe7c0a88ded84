// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace fairlead::ui {

//! Opens a menu of \p choices below \p button, with the one at place \p current checked. Does not wait: \p chosen
//! gets the place of the one that the user takes, if he takes one.
void popUpChoices(QWidget &button, const QStringList &choices, int current, const std::function<void(int)> &chosen);

} // namespace fairlead::ui
