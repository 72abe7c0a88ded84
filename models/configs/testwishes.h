// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <optional>

namespace fairlead::models {

//! What somebody wants of a test of runtime configs, beside what these say.
struct TestWishes
{
    QString userId;    //!< whose variables count; empty: nobody's
    QString projectId; //!< empty: in none
    QString command;   //!< for a shell; empty: one that prints devices
    QString callback;  //!< "host:port" that is to be reached from inside; empty: none

    bool operator==(const TestWishes &) const = default;
};

//! For the first of the users who may use \p config; what it runs says the test itself.
TestWishes usualWishes(const settings::RuntimeConfig &config, const settings::Settings &settings);

//! Whether \p text is a host with a port.
bool isCallback(const QString &text);

} // namespace fairlead::models
