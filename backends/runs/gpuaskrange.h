// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuaskpart.h"

//! The numbers of the grammar of gpuask.h.
namespace fairlead::runs {

struct GpuAskRange
{
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
};

//! Whether \p text, which is no number, is meant as memory: it begins as one and has a unit, or what is none.
bool isMemory(const QString &text);

//! "80GB", "40GB..80GB", "40GB..", "..40GB", "40GB+" in bytes.
tl::expected<GpuAskRange, GpuAskError> parseMemoryRange(const GpuAskPart &part);

//! "8", "1..8", "2..": at least one, at most \p highest.
tl::expected<GpuAskRange, GpuAskError> parseCountRange(const GpuAskPart &part, std::int64_t highest);

} // namespace fairlead::runs
