// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

namespace fairlead::processes {

//! Until releaseGroup() the process group \p group is killed once this process has ended, however it ends: by a shell
//! beside it, one for all groups, that waits for that. Where none can be started nothing is guarded. In any thread.
void guardGroup(pid_t group);
void releaseGroup(pid_t group);

} // namespace fairlead::processes
