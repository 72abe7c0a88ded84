// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtimeconfig.h"

namespace fairlead::settings {

//! What a request for accelerators means where neither it nor the nodes say which.
constexpr QLatin1StringView UsualGpuResource{"nvidia.com/gpu"};

//! The resource that \p gpu asks for, as far as it can be said without a look at nodes.
inline QString resourceOf(const GpuRequest &gpu)
{
    return gpu.resource.isEmpty() ? QString(UsualGpuResource) : gpu.resource;
}

} // namespace fairlead::settings
