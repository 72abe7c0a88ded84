// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "distinctnames.h"

#include <algorithm>

namespace fairlead::models {

namespace {

constexpr qsizetype LeastGain = 3; //!< characters that "…" may stand for

bool isSeparator(QChar c)
{
    return QStringView(u"/:-_@. ").contains(c);
}

} // namespace

QStringList distinctNames(const QStringList &names)
{
    if (names.size() < 2)
        return names;
    QStringView common = names.front();
    for (const QString &name : names) {
        const auto end = std::mismatch(common.begin(), common.end(), name.begin(), name.end()).first;
        common = common.first(end - common.begin());
    }
    while (!common.isEmpty() && !isSeparator(common.back()))
        common.chop(1);
    const auto isAllOf = [&common](const QString &name) { return name.size() == common.size(); };
    if (common.size() < LeastGain || std::any_of(names.begin(), names.end(), isAllOf))
        return names;
    QStringList shorter;
    for (const QString &name : names)
        shorter += u'…' + name.sliced(common.size());
    return shorter;
}

} // namespace fairlead::models
