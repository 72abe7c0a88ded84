// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchvariables.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

variables::Variables launchVariables(const settings::User *user, const settings::Project *project,
                                     const settings::Defaults &defaults)
{
    using variables::Origin;
    variables::Variables result;
    for (const auto &[name, value] : defaults.variables)
        result.set(Origin::Instance, name, value);
    if (user) {
        result.user = user->name;
        result.set(Origin::User, u"dssUserLogin"_s, user->name);
        for (const auto &[key, value] : user->adminProperties)
            result.set(Origin::User, u"adminProperty:"_s + key, value);
        for (const auto &[key, value] : user->userProperties)
            result.set(Origin::User, u"userProperty:"_s + key, value);
    }
    if (project) {
        result.project = project->name;
        for (const auto &[name, value] : project->variables)
            result.set(Origin::Project, name, value);
        result.set(Origin::Project, u"projectKey"_s, project->name);
    }
    return result;
}

} // namespace fairlead::runs
