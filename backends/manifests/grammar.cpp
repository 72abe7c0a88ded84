// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "grammar.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

constexpr qsizetype LongestPortName = 15;
constexpr qsizetype LongestSubdomain = 253;

bool matches(const QRegularExpression &expression, const QString &text)
{
    return expression.match(text).hasMatch();
}

} // namespace

bool isDnsLabel(const QString &text)
{
    static const QRegularExpression grammar(u"\\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"_s);
    return matches(grammar, text);
}

bool isDnsSubdomain(const QString &text)
{
    static const QRegularExpression grammar(
        u"\\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z"_s);
    return text.size() <= LongestSubdomain && matches(grammar, text);
}

bool isQualifiedName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\\z"_s);
    const qsizetype slash = text.indexOf(u'/');
    return (slash < 0 || isDnsSubdomain(text.left(slash))) && matches(name, text.mid(slash + 1));
}

bool isLabelValue(const QString &text)
{
    static const QRegularExpression grammar(u"\\A([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?\\z"_s);
    return matches(grammar, text);
}

bool isPortName(const QString &text)
{
    static const QRegularExpression grammar(u"\\A(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*\\z"_s);
    return text.size() <= LongestPortName && matches(grammar, text);
}

bool isEnvName(const QString &text)
{
    static const QRegularExpression grammar(u"\\A[-._a-zA-Z][-._a-zA-Z0-9]*\\z"_s);
    return text != "."_L1 && !text.startsWith(".."_L1) && matches(grammar, text);
}

bool isMountPath(const QString &text)
{
    return text.startsWith(u'/') && !text.contains(u':') && !text.split(u'/').contains(u".."_s);
}

bool isSubPath(const QString &text)
{
    return !text.startsWith(u'/') && !text.split(u'/').contains(u".."_s);
}

} // namespace fairlead::manifests
