// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! What looks like a secret, which has no place in the settings file.
namespace fairlead::settings {

//! Whether what stands under this key or name is one, by its words: "registryPassword", "AWS_SECRET_ACCESS_KEY".
bool isSecretName(const QString &name);
//! "https://user:password@host"
bool hasLogin(const QString &text);
//! "https://host"
QString withoutLogins(const QString &text);

} // namespace fairlead::settings
