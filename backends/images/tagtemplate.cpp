// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tagtemplate.h"

#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

std::optional<QString> valueOf(const QString &variable, const TagValues &values)
{
    if (variable == "version"_L1)
        return values.version;
    if (variable == "date"_L1)
        return values.date.toString(u"yyyyMMdd"_s);
    if (variable == "gitSha"_L1)
        return values.gitSha.section(u'-', 0, 0).left(12) +
               (values.gitSha.endsWith(DirtyMark) ? QString(DirtyMark) : QString());
    if (variable == "recipe"_L1)
        return imageName(values.recipe);
    return {};
}

} // namespace

tl::expected<QString, QString> expandedTag(const QString &pattern, const TagValues &values)
{
    QString result;
    qsizetype from = 0;
    while (from < pattern.size()) {
        const qsizetype dollar = pattern.indexOf(u'$', from);
        if (dollar < 0)
            break;
        result += pattern.mid(from, dollar - from);
        const qsizetype end = pattern.indexOf(u'}', dollar);
        if (pattern.mid(dollar + 1, 1) != "{"_L1 || end < 0)
            return tl::make_unexpected(u"expected ${NAME} at \"%1\""_s.arg(pattern.mid(dollar, 20)));
        const QString variable = pattern.mid(dollar + 2, end - dollar - 2);
        const std::optional<QString> value = valueOf(variable, values);
        if (!value)
            return tl::make_unexpected(
                u"there is no variable ${%1}; known are version, date, gitSha and recipe"_s.arg(variable.left(40)));
        if (value->isEmpty())
            return tl::make_unexpected(variable == "gitSha"_L1
                                           ? u"${gitSha} has no value: the context is in no Git repository"_s
                                           : u"${%1} has no value"_s.arg(variable));
        result += *value;
        from = end + 1;
    }
    return result + pattern.mid(from);
}

QString imageName(const QString &name)
{
    static const QRegularExpression others(u"[^a-z0-9]+"_s);
    QString result = name.toLower();
    result.replace(others, u"-"_s);
    while (result.startsWith(u'-'))
        result.remove(0, 1);
    while (result.endsWith(u'-'))
        result.chop(1);
    return result;
}

} // namespace fairlead::images
