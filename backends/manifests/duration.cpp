// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "duration.h"

#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

std::optional<std::chrono::seconds> parseDurationFromZero(const QString &text)
{
    static const QRegularExpression grammar(
        u"\\A(?:([0-9]{1,5})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,10})s)?\\z"_s);
    const auto match = grammar.match(text);
    if (text.isEmpty() || !match.hasMatch())
        return {};
    const auto part = [&match](int group) { return match.captured(group).toLongLong(); };
    const std::chrono::seconds sum = std::chrono::days(part(1)) + std::chrono::hours(part(2)) +
                                     std::chrono::minutes(part(3)) + std::chrono::seconds(part(4));
    if (sum.count() > std::numeric_limits<std::int32_t>::max())
        return {};
    return sum;
}

std::optional<std::chrono::seconds> parseDuration(const QString &text)
{
    const auto duration = parseDurationFromZero(text);
    return duration && duration->count() > 0 ? duration : std::nullopt;
}

} // namespace fairlead::manifests
