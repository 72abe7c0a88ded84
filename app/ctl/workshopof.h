// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "settingsobjects.h"

#include <memory>

namespace fairlead::ctl {

//! A workshop on \p loaded. Where something is built, pushed, pulled or tested at a terminal, that is asked for
//! passwords that nobody else knows; else nobody is asked. Programs before a push run with
//! --allow-exec, or where the user has allowed them in the window.
std::unique_ptr<imagejobs::Workshop> workshopOf(const LoadedSettings &loaded, const Options &options);

//! Of docker's own client, of whoever runs the program: "~/.docker".
QString dockerFolder();

//! The id of --daemon, empty where it was not said; nothing where no daemon is called so, which is told.
std::optional<QString> daemonIdOf(const LoadedSettings &loaded, const Options &options);

} // namespace fairlead::ctl
