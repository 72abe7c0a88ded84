// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <tl/expected.hpp>

namespace fairlead::buildcontext {

//! The path in the context of one of a recipe's files, without "." and needless slashes. As for COPY, a target that
//! ends with / is a folder. Errors: what was expected of the target: nothing may leave the context.
tl::expected<QString, QString> contextTarget(const settings::ContextFile &file);

} // namespace fairlead::buildcontext
