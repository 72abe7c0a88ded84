// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsdocument.h"

#include "backends/files/yamledit.h"
#include "settingsreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::YamlMember;
using files::YamlValue;
using Kind = SettingsProblem::Kind;
using Type = YamlValue::Type;

YamlValue textValue(const QString &text)
{
    return {.type = Type::String, .text = text};
}

//! Visitor that puts values into a map. What is as in \c Object{} is only written where the file has the key.
class Writer
{
public:
    explicit Writer(YamlValue now)
        : m_map(std::move(now))
    {
        m_map.type = Type::Map;
    }
    YamlValue take() { return std::move(m_map); }

    void required(const char *key, const QString &value) { put(key, textValue(value), false); }
    void text(const char *key, const QString &value) { put(key, textValue(value), value.isEmpty()); }
    void flag(const char *key, bool value, bool anyway = false) { put(key, flagValue(value), value == anyway); }
    void flag(const char *key, std::optional<bool> value) { put(key, value ? flagValue(*value) : YamlValue(), !value); }
    void number(const char *key, std::optional<qint64> value)
    {
        put(key, value ? YamlValue{.type = Type::Number, .text = QString::number(*value)} : YamlValue(), !value);
    }
    //! The first word is what is so anyway.
    void oneOf(const char *key, const QString &value, std::initializer_list<const char *> words)
    {
        put(key, textValue(value), value == QLatin1String(*words.begin()));
    }
    void choice(const char *key, const QString &value, std::initializer_list<const char *>) { text(key, value); }
    void texts(const char *key, const QStringList &values)
    {
        YamlValue list{.type = Type::List};
        for (const QString &value : values)
            list.items.push_back(textValue(value));
        put(key, std::move(list), values.isEmpty());
    }
    void pairs(const char *key, const TextPairs &values)
    {
        YamlValue map{.type = Type::Map};
        for (const auto &[name, value] : values)
            map.members.push_back({name, textValue(value)});
        put(key, std::move(map), values.empty());
    }
    void reference(const char *key, const Reference &value, const char *)
    {
        put(key, ofReference(value, find(key)), value.id.isEmpty());
    }
    void references(const char *key, const std::vector<Reference> &values, const char *)
    {
        const YamlValue now = find(key);
        YamlValue list{.type = Type::List};
        for (const Reference &value : values) {
            const auto same = std::find_if(now.items.begin(), now.items.end(), [&value](const YamlValue &item) {
                const YamlValue *id = item.find(u"id");
                return id && id->text == value.id;
            });
            list.items.push_back(ofReference(value, same == now.items.end() ? YamlValue() : *same));
        }
        put(key, std::move(list), values.empty());
    }
    template <class Object>
    void objects(const char *key, std::vector<Object> &values)
    {
        const YamlValue now = find(key);
        const std::vector<std::size_t> places = placesOf(values, now.items);
        YamlValue list{.type = Type::List};
        for (std::size_t i = 0; i < values.size(); ++i)
            list.items.push_back(written(values[i], places[i] < now.items.size() ? now.items[places[i]] : YamlValue()));
        put(key, std::move(list), values.empty());
    }
    template <class Object>
    void part(const char *key, Object &object)
    {
        YamlValue now = find(key);
        YamlValue map = written(object, std::move(now));
        const bool isSoAnyway = map.members.empty();
        put(key, std::move(map), isSoAnyway);
    }
    void yaml(const char *key, const YamlPart &part, Type) { put(key, part.value, part.isEmpty()); }

private:
    static YamlValue flagValue(bool value) { return {.type = Type::Bool, .text = value ? u"true"_s : u"false"_s}; }
    static YamlValue ofReference(const Reference &value, YamlValue now)
    {
        Writer writer(std::move(now));
        writer.required("id", value.id);
        writer.text("name", value.name);
        return writer.take();
    }
    template <class Object>
    static YamlValue written(Object &object, YamlValue now)
    {
        Writer writer(std::move(now));
        object.visit(writer);
        return writer.take();
    }
    //! Which of \p items each of \p values was read from: the one that says all of it, else the one that begins alike,
    //! else the one in the same place. As many as there are items: from none.
    template <class Object>
    static std::vector<std::size_t> placesOf(std::vector<Object> &values, const std::vector<YamlValue> &items)
    {
        std::vector<std::size_t> places(values.size(), items.size());
        std::vector<bool> isTaken(items.size());
        const auto pair = [&](const auto &isSame) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                for (std::size_t j = 0; j < items.size() && places[i] == items.size(); ++j) {
                    if (!isTaken[j] && isSame(i, j)) {
                        places[i] = j;
                        isTaken[j] = true;
                    }
                }
            }
        };
        pair([&](std::size_t i, std::size_t j) { return files::isSameValue(written(values[i], items[j]), items[j]); });
        pair([&](std::size_t i, std::size_t j) {
            const std::vector<YamlMember> first = written(values[i], {}).members;
            const YamlValue *its = first.empty() ? nullptr : items[j].find(first.front().key);
            return its && saysTheSame(*its, first.front().value, false);
        });
        pair([](std::size_t i, std::size_t j) { return i == j; });
        return places;
    }
    YamlValue find(const char *key) const
    {
        const YamlValue *found = m_map.find(QString::fromLatin1(key));
        return found ? *found : YamlValue();
    }
    void put(const char *key, YamlValue value, bool isSoAnyway)
    {
        const QString name = QString::fromLatin1(key);
        const auto it = std::find_if(m_map.members.begin(), m_map.members.end(),
                                     [&name](const YamlMember &member) { return member.key == name; });
        const bool isThere = it != m_map.members.end();
        if (!isThere && isSoAnyway)
            return;
        if (!isThere)
            m_map.members.push_back({name, std::move(value)});
        else if (value.type == Type::Null)
            m_map.members.erase(it);
        else if (!saysTheSame(it->value, value, isSoAnyway))
            it->value = std::move(value);
    }
    //! A version that stands there as a number says the same as one in quotes, and "host:" says nothing.
    static bool saysTheSame(const YamlValue &now, const YamlValue &value, bool isSoAnyway)
    {
        if (now.type == Type::Null)
            return isSoAnyway;
        if (now.type == Type::Bool && value.type == Type::Bool)
            return now.isTrue() == value.isTrue();
        const bool isScalar = now.type == Type::Number || now.type == Type::Bool;
        if (value.type == Type::String && isScalar)
            return now.text == value.text;
        const auto isSame = [](const YamlValue &a, const YamlValue &b) { return saysTheSame(a, b, false); };
        if (value.type == Type::List && now.type == Type::List)
            return std::equal(now.items.begin(), now.items.end(), value.items.begin(), value.items.end(), isSame);
        if (value.type != now.type)
            return false;
        return value.type == Type::Map
                   ? std::equal(now.members.begin(), now.members.end(), value.members.begin(), value.members.end(),
                                [&isSame](const YamlMember &a, const YamlMember &b) {
                                    return a.key == b.key && isSame(a.value, b.value);
                                })
                   : now.text == value.text;
    }

    YamlValue m_map;
};

} // namespace

QString SettingsProblem::text() const
{
    QStringList parts{line > 0 ? u"%1:%2:%3"_s.arg(file).arg(line).arg(column) : file};
    if (!field.isEmpty())
        parts += field;
    parts += message;
    return parts.join(u": "_s);
}

bool SettingsDocument::isBroken() const
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const SettingsProblem &problem) { return problem.kind == Kind::Broken; });
}

SettingsDocument readSettings(const QByteArray &text, const QString &path)
{
    SettingsDocument document{.text = text};
    document.root.type = Type::Map;
    const auto broken = [&](int line, int column, const QString &field, const QString &message) {
        document.problems = {{Kind::Broken, path, line, column, field, message}};
        return document;
    };
    auto yaml = files::parseYaml(text);
    if (!yaml)
        return broken(yaml.error().line, yaml.error().column, {}, yaml.error().key);
    const YamlValue &root = yaml->root;
    if (root.type == Type::Null)
        return document;
    if (root.type != Type::Map)
        return broken(root.line, root.column, {}, u"expected a map, found %1"_s.arg(files::describe(root.type)));
    const YamlValue *version = root.find(u"apiVersion");
    if (!version || version->text != "fairlead/v1"_L1) {
        const YamlValue &at = version ? *version : root;
        return broken(at.line, at.column, u"apiVersion"_s,
                      version ? u"expected fairlead/v1; another version of Fairlead may have written the file"_s
                              : u"missing: expected fairlead/v1"_s);
    }
    document.root = std::move(yaml->root);
    SettingsReader reader(document.root, path);
    document.settings = reader.read();
    document.problems = reader.takeProblems();
    for (const files::YamlPlace &twice : yaml->duplicateKeys) {
        document.problems.push_back({Kind::Warning, path, twice.line, twice.column, twice.key,
                                     u"the key stands twice in the same map; the later value counts"_s});
        if (document.root.find(twice.key)) // perhaps a section, whose first objects are lost then
            document.settings.unusable.push_back({.section = twice.key, .problem = document.problems.back().text()});
    }
    return document;
}

const YamlValue *findObject(const YamlValue &root, const QString &section, const QString &id)
{
    const YamlValue *list = root.find(section);
    if (!list)
        return nullptr;
    if (id.isEmpty())
        return list->type == Type::Map ? list : nullptr;
    for (const YamlValue &item : list->items) {
        const YamlValue *its = item.find(u"id");
        if (its && its->text == id)
            return &item;
    }
    return nullptr;
}

template <class Object>
YamlValue toYaml(const Object &object, const YamlValue &now)
{
    Object copy = object; // visitors take references to what they may change
    Writer writer(now);
    if constexpr (requires { copy.id; }) {
        writer.required("id", copy.id);
        writer.required(nameKey<Object>(), copy.name);
    }
    copy.visit(writer);
    return writer.take();
}

template YamlValue toYaml(const Daemon &object, const YamlValue &now);
template YamlValue toYaml(const Registry &object, const YamlValue &now);
template YamlValue toYaml(const BaseImage &object, const YamlValue &now);
template YamlValue toYaml(const RuntimeConfig &object, const YamlValue &now);
template YamlValue toYaml(const User &object, const YamlValue &now);
template YamlValue toYaml(const Project &object, const YamlValue &now);
template YamlValue toYaml(const Defaults &object, const YamlValue &now);

namespace {

//! Visitor of all sections: how the one of a kind of objects is called, and the first object in it.
template <class Object>
struct SectionFinder
{
    QString key;
    std::optional<Object> object;

    void section(const char *name, std::vector<Object> &objects)
    {
        key = QString::fromLatin1(name);
        if (!objects.empty())
            object = std::move(objects.front());
    }
    void section(const char *name, Object &value) // the section is one object
    {
        key = QString::fromLatin1(name);
        object = std::move(value);
    }
    template <class Other>
    void section(const char *, Other &)
    {
    }
};

} // namespace

template <class Object>
QString sectionOf()
{
    SectionFinder<Object> finder;
    Settings().visit(finder);
    return finder.key;
}

template <class Object>
std::optional<Object> fromYaml(const YamlValue &value)
{
    YamlValue section = value;
    if constexpr (requires(Object object) { object.id; })
        section = {.type = Type::List, .items = {value}};
    const YamlValue root{.type = Type::Map, .members = {{sectionOf<Object>(), section}}};
    Settings settings = SettingsReader(root, {}).read();
    SectionFinder<Object> finder;
    settings.visit(finder);
    return finder.object;
}

template QString sectionOf<Daemon>();
template QString sectionOf<Registry>();
template QString sectionOf<BaseImage>();
template QString sectionOf<RuntimeConfig>();
template QString sectionOf<User>();
template QString sectionOf<Project>();
template QString sectionOf<Defaults>();

template std::optional<Daemon> fromYaml(const YamlValue &value);
template std::optional<Registry> fromYaml(const YamlValue &value);
template std::optional<BaseImage> fromYaml(const YamlValue &value);
template std::optional<RuntimeConfig> fromYaml(const YamlValue &value);
template std::optional<User> fromYaml(const YamlValue &value);
template std::optional<Project> fromYaml(const YamlValue &value);
template std::optional<Defaults> fromYaml(const YamlValue &value);

} // namespace fairlead::settings
