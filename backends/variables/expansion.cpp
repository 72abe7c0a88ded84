// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "expansion.h"

#include "filters.h"

#include <QRegularExpression>

#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead::variables {

namespace {

//! What stands between "${" and "}".
struct Placeholder
{
    QString name;
    bool isOptional = false;
    std::vector<Filter> filters;
    qsizetype end = 0; //!< behind the brace
};

//! Up to "|" or "}", without its backslashes. False: the text ends before.
bool takePart(const QString &text, qsizetype &at, QString &part)
{
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'|' || c == u'}')
            return true;
        if (c == u'\\' && at + 1 < text.size() && u"|}\\"_s.contains(text[at + 1]))
            ++at;
        part += text[at];
    }
    return false;
}

tl::expected<Placeholder, ExpansionError> parse(const QString &text, qsizetype start)
{
    static const QRegularExpression names(u"\\A[A-Za-z0-9_.:-]+\\z"_s);
    const auto error = [start](const QString &variable, const QString &message) {
        return tl::make_unexpected(ExpansionError{start, variable, message});
    };
    Placeholder found;
    qsizetype at = start + 2;
    if (at < text.size() && text[at] == u'?') {
        found.isOptional = true;
        ++at;
    }
    std::vector<QString> parts;
    do {
        QString part;
        if (!takePart(text, at, part))
            return error({}, u"\"${\" without \"}\""_s);
        parts.push_back(std::move(part));
    } while (text[at++] == u'|');
    found.end = at;
    found.name = parts.front();
    if (!names.match(found.name).hasMatch())
        return error({}, u"expected a name behind \"${\": letters, digits and \"_.-:\""_s);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        Filter filter{parts[i].section(u':', 0, 0), parts[i].section(u':', 1), parts[i].contains(u':')};
        if (const QString problem = problemOf(filter); !problem.isEmpty())
            return error(found.name, problem);
        found.filters.push_back(std::move(filter));
    }
    return found;
}

tl::expected<QString, ExpansionError> valueOf(const Placeholder &placeholder, qsizetype start,
                                              const Variables &variables)
{
    const auto error = [&](const QString &message) {
        return tl::make_unexpected(ExpansionError{start, placeholder.name, message});
    };
    const auto set = variables.find(placeholder.name);
    std::optional<QJsonValue> value;
    if (set)
        value = set->text;
    for (const Filter &filter : placeholder.filters) {
        auto next = applied(filter, value);
        if (!next)
            return error(next.error());
        value = *std::move(next);
    }
    if (!value && !placeholder.isOptional)
        return error(u"nobody sets ${%1}: %2"_s.arg(placeholder.name, variables.whereToSet(placeholder.name)));
    return value ? textOf(*value) : QString();
}

//! Hands each text between and each placeholder to \p onText and \p onPlaceholder, which returns false to stop.
template <class OnText, class OnPlaceholder>
std::optional<ExpansionError> walk(const QString &text, OnText onText, OnPlaceholder onPlaceholder)
{
    qsizetype from = 0;
    for (qsizetype dollar = text.indexOf(u"${"_s); dollar >= 0; dollar = text.indexOf(u"${"_s, from)) {
        const bool isEscaped = dollar > from && text[dollar - 1] == u'$';
        if (isEscaped) {
            onText(QStringView(text).mid(from, dollar - 1 - from));
            onText(QStringView(text).mid(dollar, 2));
            from = dollar + 2;
            continue;
        }
        onText(QStringView(text).mid(from, dollar - from));
        const auto placeholder = parse(text, dollar);
        if (!placeholder)
            return placeholder.error();
        if (auto error = onPlaceholder(*placeholder, dollar))
            return error;
        from = placeholder->end;
    }
    onText(QStringView(text).mid(from));
    return {};
}

} // namespace

tl::expected<Expansion, ExpansionError> expand(const QString &text, const Variables &variables)
{
    Expansion result;
    const auto error = walk(
        text, [&result](QStringView part) { result.text += part; },
        [&](const Placeholder &placeholder, qsizetype start) -> std::optional<ExpansionError> {
            const auto value = valueOf(placeholder, start, variables);
            if (!value)
                return value.error();
            result.text += *value;
            if (!result.used.contains(placeholder.name))
                result.used += placeholder.name;
            return {};
        });
    if (error)
        return tl::make_unexpected(*error);
    return result;
}

QStringList namesIn(const QString &text)
{
    QStringList names;
    walk(
        text, [](QStringView) {},
        [&names](const Placeholder &placeholder, qsizetype) -> std::optional<ExpansionError> {
            if (!names.contains(placeholder.name))
                names += placeholder.name;
            return {};
        });
    return names;
}

} // namespace fairlead::variables
