// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "backends/variables/variables.h"

#include <tl/expected.hpp>

namespace fairlead::manifests {

//! Where on a cluster a launch goes.
struct LaunchNamespace
{
    QString name;
    QString text;           //!< what the config says, its variables expanded; empty: nothing, it is the context's
    bool isChanged = false; //!< the text was no name, and has been made into one

    bool operator==(const LaunchNamespace &) const = default;
};

//! That of \p part, else \p contextNamespace, else "default".
//! Errors, in a short English sentence: a variable that nobody sets, a text of which no name can be made.
tl::expected<LaunchNamespace, QString> launchNamespace(const settings::KubernetesPart &part,
                                                       const QString &contextNamespace,
                                                       const variables::Variables &variables);

} // namespace fairlead::manifests
