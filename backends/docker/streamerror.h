// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "progressline.h"

#include "backends/transport/httprequest.h"

namespace fairlead::docker {

//! What went wrong behind a status line that says 200: engines answer builds, pushes and pulls before they begin, and
//! what the registry said comes as text. The message stays as it came.
//! Reasons beside the kind: DiskFull (Server), TooLarge, ImmutableTag, Quota, UnknownImage, LoginExpired, NeedsSession
//! (BuildKit asks for a session, which needs a login or a secret from us); empty where the kind says it all.
//! Server for words that nobody knows.
ApiError errorFromStream(const ProgressLine::Failure &failure);

//! Likewise of a build, where what a command says is not taken for the engine's words: Invalid (BuildFailed) for a step
//! that failed, Invalid (BadDockerfile) for one that cannot be read.
ApiError errorFromBuild(const ProgressLine::Failure &failure);

//! Of a request in which the engine asks a registry, and that was answered with an error: a registry's refusal comes as
//! 500 from many engines. Otherwise the status decides.
ApiError errorOfRegistry(ApiError error);
ApiError errorFromTransfer(const transport::HttpFailure &failure);
ApiError errorFromBuild(const transport::HttpFailure &failure);

//! "dockerfile parse error line 2: ...", "Dockerfile:12"; 0 where the message names none.
int dockerfileLineOf(const QString &message);

} // namespace fairlead::docker
