// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "httpconnection.h"
#include "simulatedcluster.h"

#include <optional>

namespace fairlead::sandbox {

//! What the server says of itself and of who asks: version, namespace kube-system, DaemonSets, reviews of one's own
//! rights, the GPU operator's group. Always JSON. Nothing for any other path.
std::optional<HttpAnswer> answerAboutServer(const HttpRequest &request, const SimulatedCluster &cluster);

//! A Status in the encoding that the client prefers.
HttpAnswer failureAnswer(const HttpRequest &request, const Failure &failure);

//! The first encoding of Accept that we have; nothing: neither.
std::optional<Encoding> acceptedEncoding(const QByteArray &accept);

} // namespace fairlead::sandbox
