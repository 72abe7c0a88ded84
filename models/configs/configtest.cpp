// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtest.h"

#include <algorithm>

namespace fairlead::models {

bool ConfigTest::isOutdated(settings::RuntimeConfig now) const
{
    now.name = config.name;
    now.description = config.description;
    now.enabled = config.enabled;
    now.usableBy = config.usableBy;
    now.groups = config.groups;
    return !report.isRunning && config != now;
}

bool areOutdated(const std::vector<ConfigTest> &tests, const settings::RuntimeConfig &now)
{
    return std::any_of(tests.begin(), tests.end(), [&now](const ConfigTest &test) { return test.isOutdated(now); });
}

} // namespace fairlead::models
