// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "naturalorder.h"

namespace fairlead::models {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
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
        const auto order = a[i].toLower().unicode() <=> b[j].toLower().unicode();
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
