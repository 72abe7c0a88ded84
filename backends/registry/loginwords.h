// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

namespace fairlead::settings {
struct Registry;
}

namespace fairlead::registry {

//! The registry, or its token server, does not let us in, or not do that.
bool isRefusal(const ApiError &error);

//! "docker's config.json has none"; of a failure its own words.
QString passedWords(const LoginPassed &passed);
//! Who we were: "login of builder from docker's config.json (auths)", "no login: the keychain has none".
//! \p source: what \p login came from.
QString loginWords(const std::optional<Login> &login, const LoginSource &source);
//! What helps where the login is refused: "docker login h:5000, or change credentials of the registry basic".
QString loginRemedy(const settings::Registry &registry);

//! Of a look at a registry whose logins come from a cloud's hook, which is not run for that.
ApiError unaskedError(const settings::Registry &registry);

//! \p error, and behind what the registry said, \p words.
ApiError withWords(const ApiError &error, const QString &words);
//! A refusal, and what helps; any other error as it is.
ApiError withRemedy(const ApiError &error, const settings::Registry &registry);

} // namespace fairlead::registry
