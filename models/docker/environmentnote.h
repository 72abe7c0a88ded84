// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "backends/settings/settings.h"

#include <QString>

#include <vector>

namespace fairlead::models {

//! Which daemon the docker program of this machine speaks to, where it is none of \p daemons: who looks there for what
//! was built here looks in vain. With other certificates it is another one. \p dockerFolder is where certificates are
//! that are not said to be elsewhere. Empty: it is one of them, or nothing was said anywhere and it is the socket.
QString environmentNote(const Result<docker::EnvironmentDaemon> &environment,
                        const std::vector<settings::Daemon> &daemons, const QString &dockerFolder);

} // namespace fairlead::models
