// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contexttarget.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

tl::expected<QString, QString> contextTarget(const settings::ContextFile &file)
{
    const QString name = QFileInfo(file.source).fileName();
    const QString &target = file.target;
    if (target.startsWith(u'/'))
        return tl::unexpected(u"%1: expected a path in the context, without / before it"_s.arg(target));
    const QString path = target.isEmpty() || target.endsWith(u'/') ? target + name : target;
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    if (parts.contains(u".."_s) || path.contains(QChar::Null))
        return tl::unexpected(u"%1: expected a path in the context, without .."_s.arg(path));
    const QString clean = QDir::cleanPath(parts.join(u'/'));
    if (clean.isEmpty() || clean == "."_L1)
        return tl::unexpected(u"expected a name in the context"_s);
    return clean;
}

} // namespace fairlead::buildcontext
