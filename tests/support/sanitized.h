// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#ifndef __has_feature // Clang's
#define __has_feature(name) 0
#endif

namespace fairlead::tests {

//! AddressSanitizer keeps what is freed for a while: limits of memory are others under it.
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
constexpr bool IsSanitized = true;
#else
constexpr bool IsSanitized = false;
#endif

} // namespace fairlead::tests
