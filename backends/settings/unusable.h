// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"

namespace fairlead::settings {

//! The first of what cannot be used and may have been an object of \p section; null: all that was meant to be is there.
const Unusable *unusableIn(const Settings &settings, const QString &section);

//! The same of its first object: who counts on the first one would get another.
const Unusable *unusableFirst(const Settings &settings, const QString &section);

//! The object of \p section that has this id and cannot be used; null: none.
const Unusable *unusableById(const Settings &settings, const QString &section, const QString &id);

} // namespace fairlead::settings
