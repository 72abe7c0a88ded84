// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

namespace fairlead::images {

//! What an image is called in a registry: its host, its prefix, \p tag. A domain that the tag begins with is another
//! registry's and left out; a tag that is a name in this registry already stays as it is. Whether that is a reference
//! to an image is for registry::ImageReference to say.
QString imageNameIn(const settings::Registry &registry, const QString &tag);

} // namespace fairlead::images
