// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "query.h"

#include "backends/kubernetes/quantity.h"
#include "formats.h"
#include "plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! Terms are divided by spaces outside quotes, and keep their quotes.
QStringList split(const QString &text)
{
    QStringList terms;
    QString term;
    bool isQuoted = false;
    for (const QChar c : text) {
        isQuoted = isQuoted != (c == u'"');
        if (c.isSpace() && !isQuoted) {
            terms += term;
            term.clear();
        } else {
            term += c;
        }
    }
    terms += term;
    terms.removeAll(QString());
    return terms;
}

QString unquoted(QString text)
{
    return text.remove(u'"');
}

bool hasSigns(const QString &text)
{
    static const QString signs = u"^$*+?()[]{}|\\"_s;
    return std::any_of(text.begin(), text.end(), [](QChar c) { return signs.contains(c); });
}

//! Divided by commas outside quotes; those of a regular expression's {1,2} divide nothing.
QStringList alternatives(const QString &value)
{
    if (value.contains(u'{') && !value.contains(u'"'))
        return {value};
    QStringList result{QString()};
    bool isQuoted = false;
    for (const QChar c : value) {
        isQuoted = isQuoted != (c == u'"');
        if (c == u',' && !isQuoted)
            result += QString();
        else
            result.back() += c;
    }
    result.removeIf([](const QString &alternative) { return unquoted(alternative).isEmpty(); });
    return result;
}

std::optional<double> numberOf(const QString &text, QueryField::Kind kind)
{
    if (kind == QueryField::Kind::Age) {
        static const QHash<QChar, double> units{{u's', 1}, {u'm', 60}, {u'h', 3'600}, {u'd', 86'400}, {u'w', 604'800}};
        bool ok = false;
        const double count = text.chopped(std::min<qsizetype>(1, text.size())).toDouble(&ok);
        return ok && units.contains(text.back()) ? std::optional(count * units.value(text.back())) : std::nullopt;
    }
    const QByteArray bytes = text.toUtf8();
    const auto quantity =
        kubernetes::Quantity::parse(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    return quantity ? std::optional(double(quantity->milliValue()) / 1'000) : std::nullopt;
}

QString quotedNames(const QueryFields &fields)
{
    QStringList names;
    for (const QueryField &field : fields)
        names += field.name;
    return names.join(", "_L1);
}

} // namespace

Query::Query(const QString &text, const QueryFields &fields)
{
    for (const QString &term : split(text))
        addTerm(term, fields);
}

bool Query::matches(const QueryRow &row) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&row](const Term &term) { return holds(term, row); });
}

QString Query::words(const QStringList &texts)
{
    return texts.join(u'\n').toLower();
}

void Query::addTerm(const QString &written, const QueryFields &fields)
{
    Term term;
    term.isInverse = written.startsWith(u'!');
    const QString body = written.sliced(term.isInverse ? 1 : 0);
    static const QRegularExpression fieldTerm(u"^([A-Za-z]+)(:|<=|>=|!=|<|>|=)(.*)$"_s,
                                              QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = fieldTerm.match(body);
    if (!match.hasMatch()) {
        if (unquoted(body).isEmpty())
            return;
        if (auto wanted = pattern(unquoted(body), body.contains(u'"'), written))
            m_terms.push_back({.isInverse = term.isInverse, .patterns = {std::move(*wanted)}});
        return;
    }
    const QString name = match.captured(1).toLower();
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&name](const QueryField &known) { return known.name == name; });
    if (field == fields.end()) {
        m_problems.push_back(
            {written, QCoreApplication::translate(
                          "Query", "There is no field \"%1\", only %2. In quotes it is searched for as text.")
                          .arg(name, quotedNames(fields))});
        return;
    }
    term.field = std::size_t(field - fields.begin());
    static const QHash<QString, Operator> operators{{u":"_s, Operator::Contains},       {u"="_s, Operator::Equal},
                                                    {u"!="_s, Operator::NotEqual},      {u"<"_s, Operator::Less},
                                                    {u"<="_s, Operator::LessOrEqual},   {u">"_s, Operator::Greater},
                                                    {u">="_s, Operator::GreaterOrEqual}};
    term.op = operators.value(match.captured(2));
    const QString value = match.captured(3);
    if (unquoted(value).isEmpty())
        return;
    const bool isComparison = term.op >= Operator::Less;
    if (!field->isText()) {
        term.number = numberOf(unquoted(value), field->kind);
        if (!term.number) {
            m_problems.push_back(
                {written, field->kind == QueryField::Kind::Age
                              ? QCoreApplication::translate("Query", "Expected an age: 90s, 30m, 2h, 3d or 1w.")
                              : QCoreApplication::translate("Query", "Expected a number: 8, 500m or 100Gi.")});
            return;
        }
        if (term.op == Operator::Contains)
            term.op = Operator::Equal;
        m_asksForAge = m_asksForAge || field->kind == QueryField::Kind::Age;
    } else if (isComparison) {
        m_problems.push_back(
            {written, QCoreApplication::translate("Query", "\"%1\" is no number: ask with : or =.").arg(name)});
        return;
    } else {
        for (const QString &alternative : alternatives(value)) {
            auto wanted = pattern(unquoted(alternative), alternative.contains(u'"'), written);
            if (!wanted)
                return;
            term.patterns.push_back(std::move(*wanted));
        }
        if (term.op != Operator::Contains)
            term.where = Where::WholeLine;
        else if (field->kind == QueryField::Kind::Words)
            term.where = Where::LineStart;
    }
    m_terms.push_back(std::move(term));
}

//! Nothing, and a problem, where \p value has signs that mean nothing.
std::optional<Query::Pattern> Query::pattern(const QString &value, bool isQuoted, const QString &term)
{
    const bool isBetweenSlashes = !isQuoted && value.size() > 2 && value.startsWith(u'/') && value.endsWith(u'/');
    if (isQuoted || (!hasSigns(value) && !isBetweenSlashes))
        return Pattern{.text = value.toLower()};
    // So that no expression takes the window's time, however it is made.
    const auto limited = [](const QString &text) {
        return QRegularExpression(u"(*LIMIT_MATCH=20000)"_s + text,
                                  QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    };
    QRegularExpression expression = limited(isBetweenSlashes ? value.sliced(1, value.size() - 2) : value);
    if (!expression.isValid() && (value.contains(u'*') || value.contains(u'?')))
        expression = limited(
            QRegularExpression::wildcardToRegularExpression(value, QRegularExpression::UnanchoredWildcardConversion));
    if (!expression.isValid()) {
        m_problems.push_back(
            {term, QCoreApplication::translate(
                       "Query", "Not a regular expression: %1. In quotes it is searched for as it stands.")
                       .arg(limited(value).errorString())});
        return {};
    }
    return Pattern{.expression = expression};
}

bool Query::Pattern::matches(const QString &value, Where where) const
{
    if (where == Where::Anywhere || (expression && where == Where::LineStart))
        return expression ? expression->match(value).hasMatch() : value.contains(text, Qt::CaseInsensitive);
    const QStringList lines = value.split(u'\n');
    return std::any_of(lines.begin(), lines.end(), [this, where](const QString &line) {
        if (where == Where::LineStart)
            return line.startsWith(text, Qt::CaseInsensitive);
        if (!expression)
            return line.compare(text, Qt::CaseInsensitive) == 0;
        const QRegularExpressionMatch match = expression->match(line);
        return match.hasMatch() && match.capturedLength() == line.size();
    });
}

bool Query::holds(const Term &term, const QueryRow &row)
{
    const auto anyPattern = [&term](const QString &value) {
        return std::any_of(term.patterns.begin(), term.patterns.end(),
                           [&](const Pattern &pattern) { return pattern.matches(value, term.where); });
    };
    if (!term.field)
        return anyPattern(row.words()) != term.isInverse;
    if (!term.number) {
        const bool holds = anyPattern(row.text(*term.field));
        return holds != (term.isInverse != (term.op == Operator::NotEqual));
    }
    const std::optional<double> number = row.number(*term.field);
    if (!number)
        return false;
    const double wanted = *term.number;
    const auto compare = [&] {
        switch (term.op) {
        case Operator::Less:
            return *number < wanted;
        case Operator::LessOrEqual:
            return *number <= wanted;
        case Operator::Greater:
            return *number > wanted;
        case Operator::GreaterOrEqual:
            return *number >= wanted;
        case Operator::NotEqual:
            return *number != wanted;
        case Operator::Contains:
        case Operator::Equal:
            break;
        }
        return *number == wanted;
    };
    return compare() != term.isInverse;
}

QString passedOverText(const Query &query)
{
    QStringList terms;
    for (const Query::Problem &problem : query.problems())
        terms += plainLine(problem.term, 80);
    return terms.isEmpty() ? QString()
                           : QCoreApplication::translate("Query", "not filtered by %1").arg(namesText(terms));
}

QString problemsText(const std::vector<const Query *> &queries)
{
    QStringList lines;
    for (const Query::Problem &problem : queries.front()->problems()) {
        const bool isEverywhere = std::all_of(queries.begin(), queries.end(), [&problem](const Query *query) {
            const auto &problems = query->problems();
            return std::any_of(problems.begin(), problems.end(),
                               [&problem](const Query::Problem &other) { return other.term == problem.term; });
        });
        if (isEverywhere)
            lines += QCoreApplication::translate("Query", "%1: %2")
                         .arg(plainLine(problem.term, 80), plainLine(problem.reason, 400));
    }
    return lines.join(u'\n');
}

} // namespace fairlead::models
