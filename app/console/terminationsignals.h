// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace fairlead::console {

//! From now on SIGINT, SIGTERM and SIGHUP end the program as closing the window does: what is on the stack of main()
//! cleans up after itself. Needs the application object.
void quitOnTerminationSignals();

} // namespace fairlead::console
