// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testwishes.h"

#include "backends/runs/dispatch.h"
#include "backends/runs/trials/trialcommand.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

TestWishes usualWishes(const settings::RuntimeConfig &config, const settings::Settings &settings)
{
    for (const settings::User &user : settings.users) {
        if (runs::mayUse(config, &user))
            return {.userId = user.id};
    }
    return {};
}

bool isCallback(const QString &text)
{
    return runs::parseCallback(text).has_value();
}

} // namespace fairlead::models
