// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "additions.h"

#include "backends/settings/findbyid.h"
#include "backends/settings/settingsdocument.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using settings::Daemon;
using settings::Reference;
using settings::Registry;

//! "daemon-1a2b3c4d", as the console's forms make them.
QString newId(const QString &section)
{
    const QString kind = section.endsWith("ies"_L1) ? section.chopped(3) + u'y' : section.chopped(1);
    return kind + u'-' + QUuid::createUuid().toString(QUuid::Id128).left(8);
}

template <class Object, class Is>
std::optional<Reference> found(const std::vector<Object> &existing, const std::vector<Object> &added, Is is)
{
    for (const auto *list : {&existing, &added}) {
        if (const auto it = std::find_if(list->begin(), list->end(), is); it != list->end())
            return Reference{it->id, it->name};
    }
    return std::nullopt;
}

} // namespace

QString FreeNames::free(const QString &wanted)
{
    const QString base = wanted.trimmed().isEmpty() ? u"imported"_s : wanted.trimmed();
    if (!m_taken.contains(folded(base)))
        return base;
    int &number = m_next[folded(base)];
    number = std::max(number, 2);
    const auto name = [&] { return u"%1 (%2)"_s.arg(base).arg(number); };
    while (m_taken.contains(folded(name())))
        ++number;
    return name();
}

Additions::Additions(const settings::Settings &existing)
    : m_existing(existing)
{
    const auto takeAll = [this](const auto &objects) {
        using Object = typename std::decay_t<decltype(objects)>::value_type;
        FreeNames &names = m_names[settings::sectionOf<Object>()];
        for (const Object &each : objects)
            names.take(each.name);
    };
    takeAll(existing.daemons);
    takeAll(existing.registries);
    takeAll(existing.baseImages);
    takeAll(existing.runtimeConfigs);
    takeAll(existing.users);
    takeAll(existing.projects);
}

template <class Object>
Reference Additions::put(Object object, const std::vector<Object> &existing, std::vector<Object> &added)
{
    const QString section = settings::sectionOf<Object>();
    const bool isFree =
        !object.id.isEmpty() && !settings::findById(existing, object.id) && !settings::findById(added, object.id);
    if (!isFree)
        object.id = newId(section);
    FreeNames &names = m_names[section];
    object.name = names.free(object.name);
    names.take(object.name);
    added.push_back(std::move(object));
    return {added.back().id, added.back().name};
}

Reference Additions::add(Daemon daemon)
{
    return put(std::move(daemon), m_existing.daemons, m_added.daemons);
}

Reference Additions::add(Registry registry)
{
    return put(std::move(registry), m_existing.registries, m_added.registries);
}

Reference Additions::add(settings::BaseImage image)
{
    return put(std::move(image), m_existing.baseImages, m_added.baseImages);
}

Reference Additions::add(settings::RuntimeConfig config)
{
    return put(std::move(config), m_existing.runtimeConfigs, m_added.runtimeConfigs);
}

Reference Additions::add(settings::User user)
{
    return put(std::move(user), m_existing.users, m_added.users);
}

Reference Additions::add(settings::Project project)
{
    return put(std::move(project), m_existing.projects, m_added.projects);
}

Reference Additions::daemon(Daemon wanted, bool *isNew)
{
    const auto isSame = [&wanted](const Daemon &each) {
        return each.host == wanted.host && each.context == wanted.context && each.tlsVerify == wanted.tlsVerify &&
               each.certPath == wanted.certPath;
    };
    const auto there = found(m_existing.daemons, m_added.daemons, isSame);
    if (isNew)
        *isNew = !there;
    return there ? *there : add(std::move(wanted));
}

Reference Additions::registry(Registry wanted, bool *isNew)
{
    const auto isSame = [&wanted](const Registry &each) {
        return each.host.compare(wanted.host, Qt::CaseInsensitive) == 0 &&
               each.repositoryPrefix == wanted.repositoryPrefix;
    };
    const auto there = found(m_existing.registries, m_added.registries, isSame);
    if (isNew)
        *isNew = !there;
    return there ? *there : add(std::move(wanted));
}

QString Additions::freeConfigName(const QString &wanted)
{
    return m_names[settings::sectionOf<settings::RuntimeConfig>()].free(wanted);
}

} // namespace fairlead::configimport
