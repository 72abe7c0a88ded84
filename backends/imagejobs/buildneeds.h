// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/builderchoice.h"
#include "backends/images/dockerfile.h"

namespace fairlead::imagejobs {

//! What \p file, whose text is \p text, asks of its builder once the images of its FROMs are on the daemon.
//! Source: Dockerfile reference: flags of RUN, COPY and ADD, here-documents, the directive "syntax".
docker::BuildNeeds buildNeeds(const images::Dockerfile &file, const QByteArray &text);

} // namespace fairlead::imagejobs
