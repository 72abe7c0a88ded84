// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "writtenpath.h"

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

bool isAtHome(const QString &written)
{
    return written == "~"_L1 || written.startsWith("~/"_L1);
}

} // namespace

QString absolutePath(const QString &written, const QString &folder, const QString &home)
{
    if (written.isEmpty())
        return written;
    if (isAtHome(written))
        return QDir::cleanPath(home + written.sliced(1));
    return QDir::cleanPath(QDir(folder).absoluteFilePath(written));
}

bool isRelativePath(const QString &written)
{
    return !isAtHome(written) && QDir::isRelativePath(written);
}

QString pathText(const QString &written, const QString &absolute)
{
    if (written.isEmpty() || QDir::cleanPath(written) == absolute)
        return absolute;
    if (written.startsWith(u'~') && !isAtHome(written))
        return u"%1 (written \"%2\": only ~/ is a home folder, that of the user who runs Fairlead; write another one "
               u"in "
               "full)"_s.arg(absolute, written);
    return u"%1 (written \"%2\")"_s.arg(absolute, written);
}

} // namespace fairlead::settings
