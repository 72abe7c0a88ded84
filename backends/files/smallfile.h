// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::files {

//! The content of a regular file (or of a symbolic link to one) of at most \p limitBytes.
//! Errors: a short English reason without the path: "no such file", "is a folder", "permission denied", ...
//! Never blocks on a pipe or a device: those are refused.
tl::expected<QByteArray, QString> readSmallFile(const QString &path, qint64 limitBytes);

} // namespace fairlead::files
