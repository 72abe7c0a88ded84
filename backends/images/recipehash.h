// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QByteArray>

namespace fairlead::images {

//! "sha256:..." of what a recipe says about an image: \p dockerfileText, its own or the one that is made, build
//! arguments, target, platform, and labels where they are not in that text. Not of its name, tag and registries, nor of
//! how it is built (no cache, pull, proxies, daemon), nor of the files and the bases: BuildMarks has digests of those.
//! The order of build arguments and labels is none; of two with the same name the last one counts.
QString recipeHash(const settings::BaseImage &recipe, const QByteArray &dockerfileText);

} // namespace fairlead::images
