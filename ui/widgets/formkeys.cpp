// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formkeys.h"

#include <QKeyEvent>
#include <QPushButton>

namespace fairlead::ui {

bool takeFormKey(const QWidget &form, const QKeyEvent &event, const std::function<void()> &leave)
{
    if (event.key() == Qt::Key_Escape && leave) {
        leave();
        return true;
    }
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    auto *button = qobject_cast<QPushButton *>(form.focusWidget());
    if (!button || !button->hasFocus())
        return false;
    button->click(); // outside of dialogs Qt presses a button by Space alone
    return true;
}

} // namespace fairlead::ui
