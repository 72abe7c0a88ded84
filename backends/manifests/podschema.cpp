// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podschema.h"

#include "backends/kubernetes/quantity.h"
#include "podschematext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

constexpr qsizetype LongestName = 100;

//! How many letters have to be changed, added or taken out to make one of the other.
int distance(const QString &a, const QString &b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = std::size_t(j);
            const int changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[at + 1];
            row[at + 1] = std::min({changed, row[at] + 1, diagonal + 1});
        }
    }
    return row.back();
}

//! Of \p names the one that was probably meant; empty: none is near.
template <class Names>
QString nearest(const QString &name, const Names &names)
{
    QString best;
    int bestDistance = name.size() < 6 ? 2 : 3; // that many and more are another word
    for (const QLatin1StringView each : names) {
        const QString known(each);
        const int far = name.size() > LongestName ? bestDistance : distance(name.toLower(), known.toLower());
        if (far < bestDistance || (far == bestDistance && !best.isEmpty() && known < best)) {
            best = known;
            bestDistance = far;
        }
    }
    return best;
}

bool isWhole(const QString &number)
{
    bool isWhole = false;
    number.toLongLong(&isWhole);
    return isWhole;
}

//! Of a plain type. Empty: nothing is wrong.
QString plainProblem(const YamlValue &value, QLatin1StringView type)
{
    const auto expected = [&value](const QString &what) {
        return u"expected %1, found %2"_s.arg(what, files::describe(value.type));
    };
    if (type == "string"_L1 && value.type != Type::String)
        return expected(
            u"a text%1"_s.arg(value.type == Type::List || value.type == Type::Map ? u""_s : u" in quotes"_s));
    if (type == "integer"_L1 && (value.type != Type::Number || !isWhole(value.text)))
        return value.type == Type::Number ? u"expected a whole number"_s : expected(u"a whole number"_s);
    if (type == "number"_L1 && value.type != Type::Number)
        return expected(u"a number"_s);
    if (type == "boolean"_L1 && value.type != Type::Bool)
        return expected(u"true or false"_s);
    const bool isWord = value.type == Type::Number || value.type == Type::String;
    if (type == "quantity"_L1 && !isWord)
        return expected(u"a quantity"_s);
    if (type == "quantity"_L1 && !kubernetes::Quantity::parse(value.text.toStdString()))
        return u"expected a quantity such as 500m, 2 or 4Gi"_s;
    if (type == "intOrString"_L1 && (!isWord || (value.type == Type::Number && !isWhole(value.text))))
        return isWord ? u"expected a whole number"_s : expected(u"a whole number or a text"_s);
    return {};
}

bool isDirective(const QString &key)
{
    return key.startsWith(u'$');
}

} // namespace

SchemaType SchemaType::element() const
{
    const qsizetype at = m_text.indexOf(u'@');
    return SchemaType(m_text.mid(1, at < 0 ? -1 : at - 1));
}

QLatin1StringView SchemaType::mergeKey() const
{
    const qsizetype at = m_text.indexOf(u'@');
    return at < 0 ? QLatin1StringView() : m_text.mid(at + 1);
}

PodSchema::PodSchema()
{
    const QLatin1StringView text(PodSchemaText);
    for (const QLatin1StringView line : text.tokenize(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype blank = line.indexOf(u' ');
        Fields &fields = m_types[blank < 0 ? line : line.left(blank)];
        if (blank < 0)
            continue;
        for (const QLatin1StringView each : line.mid(blank + 1).tokenize(u' ')) {
            const qsizetype equals = each.indexOf(u'=');
            fields.insert(each.left(equals), SchemaType(each.mid(equals + 1)));
        }
    }
}

std::optional<SchemaType> PodSchema::field(SchemaType type, QStringView name) const
{
    const auto fields = m_types.constFind(type.text());
    if (fields == m_types.cend())
        return {};
    const QByteArray latin = name.toLatin1();
    const auto found = fields->constFind(QLatin1StringView(latin));
    if (found == fields->cend() || latin.size() != name.size())
        return {};
    return *found;
}

std::vector<SchemaProblem> PodSchema::problems(const YamlValue &value, SchemaType type, const QString &field) const
{
    std::vector<SchemaProblem> problems;
    check(value, type, field, problems);
    return problems;
}

void PodSchema::check(const YamlValue &value, SchemaType type, const QString &field,
                      std::vector<SchemaProblem> &problems) const
{
    if (value.type == Type::Null || type.text() == "any"_L1)
        return;
    const auto report = [&](const QString &message) { problems.push_back({field, value.line, value.column, message}); };
    const auto fields = m_types.constFind(type.text());
    const bool isMap = type.isMap() || fields != m_types.cend();
    if (type.isList() && value.type != Type::List)
        return report(u"expected a list, found %1"_s.arg(files::describe(value.type)));
    if (isMap && value.type != Type::Map)
        return report(u"expected a map, found %1"_s.arg(files::describe(value.type)));
    if (type.isList()) {
        for (std::size_t i = 0; i < value.items.size(); ++i)
            check(value.items[i], type.element(), u"%1[%2]"_s.arg(field).arg(i), problems);
    } else if (type.isMap()) {
        for (const YamlMember &member : value.members)
            check(member.value, type.element(), field + u'.' + member.key, problems);
    } else if (isMap) {
        checkFields(value, *fields, field, problems);
    } else if (const QString problem = plainProblem(value, type.text()); !problem.isEmpty()) {
        report(problem);
    }
}

void PodSchema::checkFields(const YamlValue &map, const Fields &fields, const QString &field,
                            std::vector<SchemaProblem> &problems) const
{
    for (const YamlMember &member : map.members) {
        const QString path = field.isEmpty() ? member.key : field + u'.' + member.key;
        const QByteArray latin = member.key.toLatin1();
        const auto found = fields.constFind(QLatin1StringView(latin));
        if (found != fields.cend() && latin.size() == member.key.size()) {
            check(member.value, *found, path, problems);
        } else if (!isDirective(member.key)) {
            const QString meant = nearest(member.key, fields.keys());
            problems.push_back({path, member.value.line, member.value.column,
                                meant.isEmpty() ? u"unknown field"_s : u"unknown field; %1 may be meant"_s.arg(meant)});
        }
    }
}

} // namespace fairlead::manifests
