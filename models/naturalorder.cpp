// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "naturalorder.h"

namespace fairlead::models {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

//! Most names are ASCII, and tables ask for millions of letters.
char16_t lowered(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit < 0x80)
        return unit >= u'A' && unit <= u'Z' ? char16_t(unit + (u'a' - u'A')) : unit;
    return c.toLower().unicode();
}

QStringView takeNumber(QStringView text, qsizetype &position)
{
    while (position < text.size() && text[position] == u'0')
        ++position;
    const qsizetype begin = position;
    while (position < text.size() && isDigit(text[position]))
        ++position;
    return text.sliced(begin, position - begin);
}

std::strong_ordering compareNumbers(QStringView a, QStringView b)
{
    if (a.size() != b.size())
        return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

} // namespace

std::strong_ordering naturalOrder(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto order = compareNumbers(takeNumber(a, i), takeNumber(b, j));
            if (order != 0)
                return order;
            continue;
        }
        const auto order = lowered(a[i]) <=> lowered(b[j]);
        if (order != 0)
            return order;
        ++i;
        ++j;
    }
    if (const auto rest = (a.size() - i) <=> (b.size() - j); rest != 0)
        return rest;
    return a.compare(b) <=> 0;
}

} // namespace fairlead::models
