// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "models/docker/testreport.h"

#include <QString>

namespace fairlead::models {

//! The last test of a runtime config on one of its targets.
struct ConfigTest
{
    QString target; //!< name of the context or the daemon; plain
    TestReport report;
    QString activityId;               //!< empty: none
    settings::RuntimeConfig config{}; //!< as it was then

    //! Whether it says nothing of \p now, of which something that is launched was changed behind it.
    bool isOutdated(settings::RuntimeConfig now) const;

    bool operator==(const ConfigTest &) const = default;
};

//! Whether one of \p tests is.
bool areOutdated(const std::vector<ConfigTest> &tests, const settings::RuntimeConfig &now);

} // namespace fairlead::models
