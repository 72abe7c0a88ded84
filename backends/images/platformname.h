// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::images {

//! "linux/amd64" of "Linux/x86_64", "linux/arm64" of "aarch64" or "linux/arm64/v8"; empty where it is none.
//! Source: github.com/containerd/platforms.
QString normalPlatform(const QString &platform);

//! Whether an image is for \p wanted, as far as that is known of both. One without a variant serves all of its
//! architecture.
bool isForPlatform(const QString &wanted, const QString &os, const QString &architecture, const QString &variant);

} // namespace fairlead::images
