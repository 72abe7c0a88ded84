// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepushcommands.h"
#include "registryclient.h"

#include "backends/settings/settings.h"
#include "backends/transport/checkresult.h"

#include <optional>
#include <vector>

//! How the answers of a registry under test read. What is refused is told in the registry's own words, where it sent
//! any.
namespace fairlead::registry {

//! "settings" or "reachable".
CheckResult openResult(const ApiError &error);
//! "reachable", "tls", "api" and "authentication", up to the first that ends the test.
std::vector<CheckResult> pingResults(const Result<Ping> &ping, const transport::Endpoint &endpoint,
                                     const settings::Registry &registry);
CheckResult loginResult(const Result<LoginCheck> &answer, const settings::Registry &registry);
CheckResult tagsResult(const Result<TagList> &answer, const QString &repository);
CheckResult pushResult(const Result<PushCheck> &answer, const QString &repository);
//! Nothing where there is no hook. Looks into PATH.
std::optional<CheckResult> hookResult(const HookRequest &request, const QProcessEnvironment &environment);

} // namespace fairlead::registry
