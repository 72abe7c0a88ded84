// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/auth/execpolicy.h"
#include "imageconsole.h"

#include <functional>

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::console {

//! Where runs and tests may go: what is open in the window gets requests, nothing else.
struct OpenPlaces
{
    std::vector<kubernetes::Context> contexts;
    QHash<QString, docker::DaemonChoice> daemons; //!< by id of the settings
};
OpenPlaces openPlaces(const models::ConsoleModels &models, ImageConsole &images);

//! Of the settings, as it is reached.
docker::DaemonChoice choiceOf(const settings::Daemon &daemon, const settings::SettingsStore &store);

//! Which programs of kubeconfigs may run, of the moment when it is called. \p approvalsFile: of those that the user has
//! allowed; \p allowsAll: on the command line.
std::function<kubernetes::ExecPolicy()> execPolicy(const QString &approvalsFile, bool allowsAll);

} // namespace fairlead::console
