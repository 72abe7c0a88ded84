// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "variables.h"

using namespace Qt::StringLiterals;

namespace fairlead::variables {

namespace {

constexpr auto Login = "dssUserLogin"_L1;
constexpr auto AdminProperty = "adminProperty:"_L1;
constexpr auto UserProperty = "userProperty:"_L1;

} // namespace

bool Variables::isReserved(const QString &name)
{
    return name == Login || name.startsWith(AdminProperty) || name.startsWith(UserProperty);
}

void Variables::set(Origin origin, const QString &name, const QString &text)
{
    if (isReserved(name) && (origin == Origin::Run || origin == Origin::Project))
        return;
    m_values[std::size_t(origin)].insert(name, text);
}

std::optional<Variables::Value> Variables::find(const QString &name) const
{
    for (std::size_t origin = 0; origin < m_values.size(); ++origin) {
        const auto found = m_values[origin].constFind(name);
        if (found != m_values[origin].cend())
            return Value{*found, Origin(origin)};
    }
    return {};
}

QString Variables::whereToSet(const QString &name) const
{
    const QString theUser = user.isEmpty() ? u"no user is given"_s : u"user %1"_s.arg(user);
    if (name == Login)
        return theUser;
    for (const auto &[prefix, section] :
         {std::pair(AdminProperty, "adminProperties"_L1), std::pair(UserProperty, "userProperties"_L1)}) {
        if (!name.startsWith(prefix))
            continue;
        const QString key = name.mid(prefix.size());
        return user.isEmpty() ? theUser
                              : u"user %1 has no %2: set it in %3 of that user"_s.arg(user, key, QString(section));
    }
    const QString ofProject = project.isEmpty() ? QString() : u"variables of project %1, or in "_s.arg(project);
    return u"set it in %1variables of defaults"_s.arg(ofProject);
}

} // namespace fairlead::variables
