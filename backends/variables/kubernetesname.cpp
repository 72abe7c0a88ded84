// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetesname.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::variables {

namespace {

constexpr qsizetype LongestName = 63;
constexpr qsizetype HashDigits = 6;

bool isLetterOrDigit(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

//! What is neither letter nor digit nor one of \p marks as "-", several in a row as one; none at either end.
QString legal(const QString &text, QStringView marks, qsizetype longest)
{
    QString result;
    for (const QChar c : text) {
        const bool isKept = isLetterOrDigit(c) || marks.contains(c);
        if (isKept)
            result += c;
        else if (!result.endsWith(u'-'))
            result += u'-';
    }
    const auto isMark = [](QChar c) { return !isLetterOrDigit(c); };
    result.remove(0, std::find_if_not(result.cbegin(), result.cend(), isMark) - result.cbegin());
    result.truncate(longest);
    while (!result.isEmpty() && isMark(result.back()))
        result.chop(1);
    return result;
}

QString withHash(const QString &text, QString made, QStringView marks)
{
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
    made = legal(made, marks, LongestName - HashDigits - 1);
    return made + (made.isEmpty() ? u""_s : u"-"_s) + QString::fromLatin1(hash.left(HashDigits));
}

} // namespace

tl::expected<KubernetesName, QString> namespaceName(const QString &text)
{
    constexpr QStringView Marks = u"-";
    const QString lower = text.toLower();
    QString made = legal(lower, Marks, LongestName);
    if (made.isEmpty())
        return tl::make_unexpected(u"no letter or digit is in it"_s);
    if (made.startsWith("kube-"_L1))
        return tl::make_unexpected(u"names that begin with \"kube-\" are Kubernetes' own"_s);
    const bool isChanged = made != text;
    if (isChanged)
        made = withHash(text, lower, Marks);
    return KubernetesName{std::move(made), isChanged};
}

KubernetesName labelValue(const QString &text)
{
    constexpr QStringView Marks = u"-_.";
    QString made = legal(text, Marks, LongestName);
    const bool isChanged = made != text;
    if (isChanged)
        made = withHash(text, text, Marks);
    return {std::move(made), isChanged};
}

} // namespace fairlead::variables
