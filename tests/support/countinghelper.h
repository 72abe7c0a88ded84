// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "writefile.h"

#include <QDir>

#include <algorithm>

namespace fairlead::tests {

//! docker-credential-counts: has a login for every registry, and counts how often it is asked for which.
//! \return false: it cannot be written.
inline bool writeCountingHelper(const QDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("docker-credential-counts"));
    return writeFile(path, "#!/bin/sh\n{ cat; echo; } >> '" +
                               QFile::encodeName(folder.filePath(QStringLiteral("asked"))) +
                               "'\necho '{\"Username\": \"anna\", \"Secret\": \"sesame\"}'\n") &&
           QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
}

//! The registries that it was asked for, each as often as it was, sorted.
inline QByteArrayList askedFor(const QDir &folder)
{
    QFile file(folder.filePath(QStringLiteral("asked")));
    QByteArrayList lines = file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    lines.removeAll(QByteArray());
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace fairlead::tests
