// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::ui {

struct Tokens;

//! What the palette cannot say: lines, corners, heights of the few kinds of widget that we use.
QString styleSheet(const Tokens &tokens);

} // namespace fairlead::ui
