// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"

#include <QJsonObject>

//! The token of a pod's service account, for who speaks to the API server from within.
namespace fairlead::manifests {

//! Where every client looks for it.
inline constexpr QLatin1StringView AccountTokenFolder("/var/run/secrets/kubernetes.io/serviceaccount");

//! Whether pods have one: where the config says so, and where it gives them roles, which are of no use without.
bool mountsAccountToken(const settings::KubernetesPart &part);

//! For an account that is made for one run: a volume with token, authority and namespace, as the API server's own
//! admission has it. The token lives as long as the run may, or an hour, which the kubelet prolongs; it ends with its
//! pod.
//! Source: Kubernetes docs, "Projected Volumes"; expirationSeconds is 600 to 2^32 there.
QJsonObject accountTokenVolume(const settings::Timeouts &timeouts);

} // namespace fairlead::manifests
