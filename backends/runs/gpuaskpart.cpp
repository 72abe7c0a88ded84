// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuaskpart.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

tl::unexpected<GpuAskError> askError(const GpuAskPart &part, const QString &message, const QString &remedy)
{
    return tl::make_unexpected(GpuAskError{part.at, part.text.size(), message, remedy});
}

QRegularExpressionMatch matchedAll(const QString &pattern, const QString &text)
{
    return QRegularExpression(u"\\A(?:%1)\\z"_s.arg(pattern), QRegularExpression::CaseInsensitiveOption).match(text);
}

std::vector<GpuAskPart> splitPart(const GpuAskPart &whole, const QString &separator)
{
    std::vector<GpuAskPart> parts;
    qsizetype start = whole.at;
    for (const QString &piece : whole.text.split(separator)) {
        const QString text = piece.trimmed();
        parts.push_back({start + (text.isEmpty() ? 0 : piece.indexOf(text.front())), text});
        start += piece.size() + separator.size();
    }
    return parts;
}

} // namespace fairlead::runs
