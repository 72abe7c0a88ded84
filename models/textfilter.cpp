// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "textfilter.h"

#include <algorithm>

namespace fairlead::models {

TextFilter::TextFilter(const QString &text)
    : m_words(text.toLower().simplified().split(u' ', Qt::SkipEmptyParts))
{
}

bool TextFilter::matches(const QString &searchText) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return searchText.contains(word); });
}

QString TextFilter::searchText(const QStringList &parts)
{
    return parts.join(u'\n').toLower();
}

} // namespace fairlead::models
