// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsreader.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::YamlMember;
using files::YamlValue;
using Kind = SettingsProblem::Kind;

//! Those that come later are nobody's mistake.
const QStringList &otherSections()
{
    static const QStringList sections{u"apiVersion"_s, u"kubeconfigs"_s, u"contexts"_s, u"spaces"_s};
    return sections;
}

QString quotedWords(std::initializer_list<const char *> words)
{
    QStringList quoted;
    for (const char *word : words)
        quoted += QString::fromLatin1(word);
    const QString last = quoted.takeLast();
    return quoted.join(u", "_s) + u" or "_s + last;
}

//! What a text may be written as without quotes: a version, a switch.
bool isScalar(const YamlValue &value)
{
    return value.type == YamlValue::Type::String || value.type == YamlValue::Type::Number ||
           value.type == YamlValue::Type::Bool;
}

} // namespace

SettingsReader::SettingsReader(const YamlValue &root, QString file)
    : m_root(root)
    , m_file(std::move(file))
{
}

Settings SettingsReader::read()
{
    Settings settings;
    m_levels.push_back({&m_root, {}, {}});
    for (const QString &section : otherSections())
        m_levels.back().known.insert(section);
    settings.visit(*this);
    reportUnknown();
    noteUnknownSections();
    m_levels.pop_back();
    checkPointers();
    settings.unusable = std::exchange(m_unusable, {});
    return settings;
}

std::vector<SettingsProblem> SettingsReader::takeProblems()
{
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const SettingsProblem &a, const SettingsProblem &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::exchange(m_problems, {});
}

void SettingsReader::report(Kind kind, const YamlValue &at, const QString &field, const QString &message)
{
    m_problems.push_back({kind, m_file, at.line, at.column, field, message});
    if (kind == Kind::Error && !m_levels.empty())
        m_levels.back().hasError = true;
}

QString SettingsReader::fieldOf(const QString &key) const
{
    const QString &above = m_levels.back().field;
    return above.isEmpty() ? key : above + u'.' + key;
}

bool SettingsReader::isA(const YamlValue &value, Type expected, const QString &field)
{
    const bool isText = expected == Type::String && isScalar(value);
    if (value.type == expected || isText)
        return true;
    report(Kind::Error, value, field,
           u"expected %1, found %2"_s.arg(files::describe(expected), files::describe(value.type)));
    return false;
}

const YamlValue *SettingsReader::member(const char *key, Type expected)
{
    const QString name = QString::fromLatin1(key);
    m_levels.back().known.insert(name);
    const YamlValue *value = m_levels.back().map->find(name);
    const bool isThere = value && value->type != Type::Null && isA(*value, expected, fieldOf(name));
    return isThere ? value : nullptr;
}

void SettingsReader::required(const char *key, QString &value)
{
    text(key, value);
    const QString name = QString::fromLatin1(key);
    if (value.isEmpty() && !m_levels.back().hasError)
        report(Kind::Error, *m_levels.back().map, fieldOf(name), u"missing: expected a text"_s);
}

void SettingsReader::text(const char *key, QString &value)
{
    if (const YamlValue *found = member(key, Type::String))
        value = found->text;
}

void SettingsReader::flag(const char *key, bool &value, bool)
{
    if (const YamlValue *found = member(key, Type::Bool))
        value = found->isTrue();
}

void SettingsReader::flag(const char *key, std::optional<bool> &value)
{
    if (const YamlValue *found = member(key, Type::Bool))
        value = found->isTrue();
}

void SettingsReader::number(const char *key, std::optional<qint64> &value)
{
    const YamlValue *found = member(key, Type::Number);
    if (!found)
        return;
    bool isWhole = false;
    const qint64 number = found->text.toLongLong(&isWhole);
    if (isWhole)
        value = number;
    else
        report(Kind::Error, *found, fieldOf(QString::fromLatin1(key)), u"expected a whole number"_s);
}

void SettingsReader::oneOf(const char *key, QString &value, std::initializer_list<const char *> words)
{
    const YamlValue *found = member(key, Type::String);
    if (!found)
        return;
    const bool isKnown = std::any_of(words.begin(), words.end(),
                                     [found](const char *word) { return found->text == QLatin1String(word); });
    if (isKnown)
        value = found->text;
    else
        report(Kind::Error, *found, fieldOf(QString::fromLatin1(key)), u"expected %1"_s.arg(quotedWords(words)));
}

void SettingsReader::choice(const char *key, QString &value, std::initializer_list<const char *> words)
{
    oneOf(key, value, words);
}

void SettingsReader::texts(const char *key, QStringList &values)
{
    const YamlValue *list = member(key, Type::List);
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        if (isA(list->items[i], Type::String, u"%1[%2]"_s.arg(fieldOf(QString::fromLatin1(key))).arg(i)))
            values += list->items[i].text;
    }
}

void SettingsReader::pairs(const char *key, TextPairs &values)
{
    const YamlValue *map = member(key, Type::Map);
    if (!map)
        return;
    for (const YamlMember &each : map->members) {
        if (each.value.type == Type::Null)
            values.emplace_back(each.key, QString());
        else if (isA(each.value, Type::String, fieldOf(QString::fromLatin1(key)) + u'.' + each.key))
            values.emplace_back(each.key, each.value.text);
    }
}

Reference SettingsReader::readReference(const YamlValue &value, const QString &field, const char *section)
{
    Reference result;
    if (!isA(value, Type::Map, field))
        return result;
    m_levels.push_back({&value, field, {}});
    required("id", result.id);
    text("name", result.name);
    reportUnknown();
    const bool hasError = m_levels.back().hasError;
    m_levels.pop_back();
    m_levels.back().hasError = m_levels.back().hasError || hasError;
    if (!result.id.isEmpty())
        m_pointers.push_back({value.find(u"id"), field + u".id"_s, QString::fromLatin1(section), result.id});
    return result;
}

void SettingsReader::reference(const char *key, Reference &value, const char *section)
{
    if (const YamlValue *found = member(key, Type::Map))
        value = readReference(*found, fieldOf(QString::fromLatin1(key)), section);
}

void SettingsReader::references(const char *key, std::vector<Reference> &values, const char *section)
{
    const YamlValue *list = member(key, Type::List);
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const QString field = u"%1[%2]"_s.arg(fieldOf(QString::fromLatin1(key))).arg(i);
        if (Reference each = readReference(list->items[i], field, section); !each.id.isEmpty())
            values.push_back(std::move(each));
    }
}

template <class Object>
bool SettingsReader::readObject(const YamlValue &map, const QString &field, Object &object)
{
    if (!isA(map, Type::Map, field))
        return false;
    m_levels.push_back({&map, field, {}});
    if constexpr (requires { object.id; }) {
        required("id", object.id);
        required(nameKey<Object>(), object.name);
    }
    object.visit(*this);
    reportUnknown();
    const bool isRight = !m_levels.back().hasError;
    m_levels.pop_back();
    return isRight;
}

template <class Object>
void SettingsReader::objects(const char *key, std::vector<Object> &objects)
{
    const YamlValue *list = member(key, Type::List);
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        Object object;
        if (readObject(list->items[i], u"%1[%2]"_s.arg(fieldOf(QString::fromLatin1(key))).arg(i), object))
            objects.push_back(std::move(object));
        else
            m_levels.back().hasError = true;
    }
}

//! What is wrong in a part is wrong in the whole.
template <class Object>
void SettingsReader::part(const char *key, Object &object)
{
    const YamlValue *map = member(key, Type::Map);
    Object found;
    if (map && readObject(*map, fieldOf(QString::fromLatin1(key)), found))
        object = std::move(found);
    else if (map)
        m_levels.back().hasError = true;
}

void SettingsReader::yaml(const char *key, YamlPart &value, Type expected)
{
    if (const YamlValue *found = member(key, expected))
        value.value = *found;
}

//! A section that is one object.
template <class Object>
void SettingsReader::section(const char *key, Object &object)
{
    part(key, object);
}

template <class Object>
void SettingsReader::section(const char *key, std::vector<Object> &objects)
{
    const QString name = QString::fromLatin1(key);
    std::size_t before = m_problems.size();
    const YamlValue *list = member(key, Type::List);
    noteUnusable(name, Unusable::All, {}, before);
    QSet<QString> &ids = m_ids[name];
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        before = m_problems.size();
        const QString field = u"%1[%2]"_s.arg(name).arg(i);
        Object object;
        bool isRight = readObject(list->items[i], field, object);
        if (ids.contains(object.id)) {
            report(Kind::Error, *list->items[i].find(u"id"), field + u".id"_s,
                   u"stands twice in this section; the first object counts"_s);
            isRight = false;
        } else if (!object.id.isEmpty()) {
            ids.insert(object.id);
        }
        if (!isRight)
            noteUnusable(name, int(i), object.id, before);
        else
            objects.push_back(std::move(object));
    }
}

//! "baseimages:" has all the recipes of somebody who has misspelt it, and is only warned of.
void SettingsReader::noteUnknownSections()
{
    for (const SettingsProblem &problem : m_problems) {
        const YamlValue *value = problem.kind == Kind::Warning ? m_root.find(problem.field) : nullptr;
        const bool hasObjects = value && std::any_of(value->items.begin(), value->items.end(),
                                                     [](const YamlValue &item) { return item.find(u"id"_s); });
        if (hasObjects)
            m_unusable.push_back({.section = {}, .problem = problem.text()});
    }
}

//! By the first mistake of those from \p firstProblem on; nothing where there is none.
void SettingsReader::noteUnusable(const QString &section, int place, const QString &id, std::size_t firstProblem)
{
    const auto mistake = std::find_if(m_problems.begin() + std::ptrdiff_t(firstProblem), m_problems.end(),
                                      [](const SettingsProblem &problem) { return problem.kind == Kind::Error; });
    if (mistake != m_problems.end())
        m_unusable.push_back({section, place, id, mistake->text()});
}

void SettingsReader::reportUnknown()
{
    const Level level = m_levels.back();
    for (const YamlMember &each : level.map->members) {
        if (level.known.contains(each.key))
            continue;
        QStringList known = level.known.values();
        known.sort();
        report(Kind::Warning, each.value, fieldOf(each.key),
               u"unknown, and kept as it is; known here: %1"_s.arg(known.join(u", "_s)));
    }
}

void SettingsReader::checkPointers()
{
    for (const Pointer &pointer : m_pointers) {
        if (!m_ids.value(pointer.section).contains(pointer.id))
            report(Kind::Error, *pointer.at, pointer.field, u"no object of %1 has this id"_s.arg(pointer.section));
    }
}

} // namespace fairlead::settings
