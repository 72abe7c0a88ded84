// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectedit.h"

#include "backends/settings/findbyid.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QUuid>

#include <type_traits>
#include <variant>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using files::YamlValue;

template <class Object>
QString sectionOf()
{
    return std::is_same_v<Object, settings::Daemon> ? u"daemons"_s : u"registries"_s;
}

template <class Object>
QString newId()
{
    const QString kind = std::is_same_v<Object, settings::Daemon> ? u"daemon-"_s : u"registry-"_s;
    return kind + QUuid::createUuid().toString(QUuid::Id128).left(8);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("ObjectEdit", text);
}

//! "daemons[id=d-1].host": what is behind the object.
QString keyOf(const settings::SettingsClash &clash)
{
    return clash.field.section("]."_L1, 1);
}

QString valueText(const YamlValue &value)
{
    QStringList parts;
    switch (value.type) {
    case YamlValue::Type::Null:
        return tr(QT_TRANSLATE_NOOP("ObjectEdit", "nothing"));
    case YamlValue::Type::Bool:
    case YamlValue::Type::Number:
    case YamlValue::Type::String:
        return value.text.isEmpty() ? tr(QT_TRANSLATE_NOOP("ObjectEdit", "nothing")) : plainLine(value.text, 300);
    case YamlValue::Type::List:
        for (const YamlValue &item : value.items)
            parts += valueText(item);
        return parts.join(u' ');
    case YamlValue::Type::Map:
        for (const files::YamlMember &member : value.members)
            parts += plainLine(member.key, 80) + u": "_s + valueText(member.value);
        return parts.join(u", "_s);
    }
    return {};
}

//! Visitor that finds the member of a key.
class Finder
{
public:
    using Found = std::variant<std::monostate, QString *, bool *, QStringList *>;

    explicit Finder(QString key)
        : m_key(std::move(key))
    {
    }
    const Found &found() const { return m_found; }

    void required(const char *key, QString &value) { take(key, value); }
    void text(const char *key, QString &value) { take(key, value); }
    void flag(const char *key, bool &value) { take(key, value); }
    void oneOf(const char *key, QString &value, std::initializer_list<const char *>) { take(key, value); }
    void texts(const char *key, QStringList &values) { take(key, values); }

private:
    template <class Value>
    void take(const char *key, Value &value)
    {
        if (m_key == QLatin1String(key))
            m_found = &value;
    }

    QString m_key;
    Found m_found;
};

template <class Object>
Finder::Found member(Object &object, const QString &key)
{
    Finder finder(key);
    finder.required("name", object.name);
    object.visit(finder);
    return finder.found();
}

} // namespace

std::vector<ClashText> clashTexts(const std::vector<settings::SettingsClash> &clashes)
{
    std::vector<ClashText> texts;
    for (const settings::SettingsClash &clash : clashes) {
        const QString key = keyOf(clash);
        const bool isGone = key.isEmpty() && clash.theirs.type == YamlValue::Type::Null;
        const bool goes = key.isEmpty() && clash.ours.type == YamlValue::Type::Null;
        texts.push_back({.key = plainLine(key, 80),
                         .theirs = isGone ? tr(QT_TRANSLATE_NOOP("ObjectEdit", "removed")) : valueText(clash.theirs),
                         .ours = goes ? tr(QT_TRANSLATE_NOOP("ObjectEdit", "removed")) : valueText(clash.ours)});
    }
    return texts;
}

template <class Object>
ObjectEdit<Object>::ObjectEdit(const YamlValue &root, Object object)
    : m_object(std::move(object))
    , m_isNew(m_object.id.isEmpty())
{
    if (m_isNew)
        m_object.id = newId<Object>();
    else if (const YamlValue *now = settings::findObject(root, sectionOf<Object>(), m_object.id))
        m_before = *now;
}

template <class Object>
settings::SettingsChange ObjectEdit<Object>::change(const Object &now) const
{
    return {.section = sectionOf<Object>(),
            .id = m_object.id,
            .before = m_before,
            .after = settings::toYaml(now, m_before)};
}

template <class Object>
settings::SettingsChange ObjectEdit<Object>::removal() const
{
    return {.section = sectionOf<Object>(), .id = m_object.id, .before = m_before, .after = {}};
}

template <class Object>
Object ObjectEdit<Object>::merged(Object ours, const Object &theirs,
                                  const std::vector<settings::SettingsClash> &clashes)
{
    Object from = theirs; // visit() is not const
    for (const settings::SettingsClash &clash : clashes) {
        const Finder::Found to = member(ours, keyOf(clash));
        const Finder::Found source = member(from, keyOf(clash));
        std::visit(
            [&source](auto pointer) {
                if constexpr (!std::is_same_v<decltype(pointer), std::monostate>)
                    *pointer = *std::get<decltype(pointer)>(source);
            },
            to);
    }
    return ours;
}

template class ObjectEdit<settings::Daemon>;
template class ObjectEdit<settings::Registry>;

namespace {

template <class Uses>
QStringList usersOf(const settings::Settings &settings, Uses uses)
{
    QStringList names;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        if (uses(recipe))
            names += tr(QT_TRANSLATE_NOOP("ObjectEdit", "Base image %1")).arg(plainLine(recipe.name, 120));
    }
    return names;
}

} // namespace

QStringList usersOfDaemon(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, [&id](const settings::BaseImage &recipe) { return recipe.daemon.id == id; });
}

QStringList usersOfRegistry(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, [&id](const settings::BaseImage &recipe) {
        return settings::findById(recipe.registries, id) != nullptr;
    });
}

QString readOnlyText(const settings::SettingsStore &store)
{
    if (!store.isReadOnly())
        return {};
    QString why;
    for (const settings::SettingsProblem &problem : store.problems()) {
        if (problem.kind == settings::SettingsProblem::Kind::Broken) {
            why = plainLine(problem.text(), 600);
            break;
        }
    }
    return tr(QT_TRANSLATE_NOOP("ObjectEdit", "The settings file is broken, so nothing can be saved and the last good "
                                              "state is shown. Mend it: %1"))
        .arg(why);
}

} // namespace fairlead::models
