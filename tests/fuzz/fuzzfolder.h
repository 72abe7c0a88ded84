// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace fairlead::fuzz {

//! For a QTemporaryDir: in memory where there is such a folder, as each input is a file.
inline QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QLatin1String("/fairlead-fuzz-XXXXXX");
}

} // namespace fairlead::fuzz
