// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/promptlogins.h"

namespace fairlead::ctl {

//! Asks for logins at the terminal, one registry after the other, the password without an echo, as long as somebody
//! waits for them. Null where standard input or standard error is no terminal: then nobody is asked. \p parent lives in
//! the main thread.
registry::LoginPrompts *terminalLogins(QObject *parent);

} // namespace fairlead::ctl
