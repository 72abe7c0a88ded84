// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/checkresult.h"
#include "backends/settings/settings.h"
#include "backends/transport/checkresult.h"

namespace fairlead::imagejobs {

//! What a daemon answered that was asked what a registry has for it.
struct PullLook
{
    settings::Registry registry;
    qsizetype wanted = 0;  //!< so many images
    QStringList missing{}; //!< of them
    bool isNobody = false; //!< it has no login there
    bool isOwn = false;    //!< some of them are this daemon's own, which it pushes there
    std::optional<ApiError> error{};
};

//! The pre-push hook gets the login, and no test runs it.
bool hookLogsIn(const settings::Registry &registry);

//! What is refused may be not there yet: many registries do not tell that apart.
docker::CheckResult pullFinding(const PullLook &look);
//! Of an engine that has no such question.
docker::CheckResult pullNotAsked(const settings::Registry &registry);

//! Of a RegistryTest with pushes, what means something to whoever is going to push there.
docker::CheckResult pushFinding(const settings::Registry &registry, const std::vector<CheckResult> &results);
docker::CheckResult pushNotAsked(const settings::Registry &registry);

} // namespace fairlead::imagejobs
