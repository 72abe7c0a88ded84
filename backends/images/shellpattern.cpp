// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shellpattern.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! Of a shell's pattern with * and ?.
QRegularExpression expressionOf(const QString &pattern, bool isGreedy)
{
    QString result;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'*')
            result += isGreedy ? u".*"_s : u".*?"_s;
        else if (pattern[i] == u'?')
            result += u'.';
        else
            result += QRegularExpression::escape(
                QString(pattern[i] == u'\\' && i + 1 < pattern.size() ? pattern[++i] : pattern[i]));
    }
    return QRegularExpression(result);
}

} // namespace

QString withoutBegin(const QString &value, const QString &pattern, bool isGreedy)
{
    const auto match =
        expressionOf(pattern, isGreedy)
            .match(value, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() ? value.sliced(match.capturedEnd()) : value;
}

QString withoutEnd(const QString &value, const QString &pattern, bool isGreedy)
{
    const QRegularExpression end(u"\\A(?:"_s + expressionOf(pattern, isGreedy).pattern() + u")\\z"_s);
    for (qsizetype length = 0; length <= value.size(); ++length) {
        const qsizetype kept = isGreedy ? length : value.size() - length;
        if (end.match(value.sliced(kept)).hasMatch())
            return value.first(kept);
    }
    return value;
}

QString replaced(const QString &value, const QString &pattern, const QString &by, bool isAll)
{
    const QRegularExpression expression = expressionOf(pattern, true);
    QString result;
    qsizetype from = 0;
    for (auto it = expression.globalMatch(value); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += value.mid(from, match.capturedStart() - from) + by;
        from = match.capturedEnd();
        if (!isAll)
            break;
    }
    return result + value.mid(from);
}

} // namespace fairlead::images
