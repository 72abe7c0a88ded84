// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "randomness.h"

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

std::uint64_t Randomness::next()
{
    std::uint64_t z = m_state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

QString Randomness::uid()
{
    const QString digits = u"%1%2"_s.arg(next(), 16, 16, QChar(u'0')).arg(next(), 16, 16, QChar(u'0'));
    return digits.left(8) + u'-' + digits.mid(8, 4) + u"-4"_s + digits.mid(13, 3) + u"-a"_s + digits.mid(17, 3) + u'-' +
           digits.mid(20, 12);
}

QString Randomness::suffix(int length)
{
    static const QString letters = u"bcdfghjklmnpqrstvwxz2456789"_s;
    QString result;
    for (int i = 0; i < length; ++i)
        result += letters[below(letters.size())];
    return result;
}

} // namespace fairlead::sandbox
