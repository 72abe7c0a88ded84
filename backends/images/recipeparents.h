// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recipetext.h"

#include <tl/expected.hpp>

#include <functional>

namespace fairlead::images {

//! The tag that a recipe has now, or why it has none.
using TagOf = std::function<tl::expected<QString, QString>(const settings::BaseImage &)>;

//! \p recipe with ${recipe:NAME} in its FROM and its build arguments (for the FROMs of a Dockerfile of its own) as the
//! tag of the recipe of \p all that is called so, in whatever letters: it stays built on that one when its version is
//! raised. Errors: the field, and which recipe there is not or has no tag.
tl::expected<settings::BaseImage, RecipeProblem>
withParents(settings::BaseImage recipe, const std::vector<settings::BaseImage> &all, const TagOf &tagOf);

} // namespace fairlead::images
