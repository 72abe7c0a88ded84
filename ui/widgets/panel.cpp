// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "panel.h"

namespace fairlead::ui {

Panel::Panel(QWidget *parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("panel"));
}

} // namespace fairlead::ui
