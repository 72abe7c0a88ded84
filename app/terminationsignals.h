// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace fairlead {

//! From now on SIGINT, SIGTERM and SIGHUP end nothing by themselves: \p onSignal is called with the number, in the
//! event loop of the application object, which there has to be. One that is ignored already (nohup, a script's
//! background) stays so. \p atOnce is called before that in the handler, in any thread, and may do only what a handler
//! may.
void catchTerminationSignals(std::function<void(int signal)> onSignal, void (*atOnce)(int signal) = nullptr);

} // namespace fairlead
