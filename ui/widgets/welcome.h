// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {

//! What an empty state says.
struct Welcome
{
    QString title;
    QString text;
};

//! Where no context was found: where it was looked, what is wrong there, and what to do.
Welcome welcomeWithoutContexts(const models::ConsoleModels &models);
//! Where there are contexts and none is open.
Welcome welcomeWithClosedContexts(const models::ConsoleModels &models);

} // namespace fairlead::ui
