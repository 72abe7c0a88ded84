// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peoplecheck.h"

#include "backends/files/glob.h"
#include "backends/settings/findbyid.h"
#include "backends/variables/kubernetesname.h"
#include "backends/variables/variables.h"
#include "models/plaintext.h"
#include "problemlist.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::ConfigChoice;
using settings::Settings;
using settings::TargetChoice;
using settings::TextPairs;

//! Whether another one of \p all is called so.
template <class Object>
bool isTaken(const Object &object, const QString &name, const std::vector<Object> &all)
{
    return std::any_of(all.begin(), all.end(),
                       [&](const Object &other) { return other.id != object.id && other.name.trimmed() == name; });
}

//! Names that stand between "${" and "}".
void checkNames(const QString &section, const TextPairs &pairs, ProblemList &problems)
{
    static const QRegularExpression names(u"\\A[A-Za-z0-9_.:-]+\\z"_s);
    QSet<QString> seen;
    for (const auto &[name, value] : pairs) {
        const QString field = u"%1.%2"_s.arg(section, name);
        const QString shown = plainLine(name, 60);
        if (name.isEmpty())
            problems.error(section, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "The value %1 has no name"))
                                        .arg(plainLine(value, 60)));
        else if (!names.match(name).hasMatch())
            problems.error(
                field,
                ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is no name: expected letters, digits and _.-:"))
                    .arg(shown));
        else if (seen.contains(name))
            problems.error(field, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1 stands twice")).arg(shown));
        seen.insert(name);
    }
}

//! What a namespace of this user's own becomes.
void checkNamespace(const QString &login, ProblemList &problems)
{
    const auto name = variables::namespaceName(login);
    if (!name)
        problems.warn(u"login"_s,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No namespace can be called like this: %1"))
                          .arg(name.error()));
    else if (name->isChanged)
        problems.warn(u"login"_s,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "A namespace for it would be called %1"))
                          .arg(name->name));
}

//! \p workload: that all or some of whom are concerned launch; empty: any.
void checkConfig(const QString &field, const ConfigChoice &choice, const QString &workload, const Settings &settings,
                 ProblemList &problems)
{
    if (!choice.containerize || choice.runtimeConfig.id.isEmpty())
        return;
    const QString place = field + u"runtimeConfig"_s;
    const settings::RuntimeConfig *config = settings::findById(settings.runtimeConfigs, choice.runtimeConfig.id);
    if (!config) {
        const QString &name = choice.runtimeConfig.name;
        problems.error(place, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck",
                                                                  "The runtime config %1 is not in the settings any "
                                                                  "more, or has a mistake there"))
                                  .arg(plainLine(name.isEmpty() ? choice.runtimeConfig.id : name, 60)));
        return;
    }
    if (!config->enabled)
        problems.warn(place, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "It is switched off")));
    if (config->workload != "any"_L1 && config->workload != workload)
        problems.warn(place,
                      config->workload == "visual"_L1
                          ? ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "User code cannot run with it"))
                          : ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Visual workloads cannot run with it")));
}

void checkTarget(const TargetChoice &target, const Settings &settings, const runs::LaunchFacts &facts,
                 ProblemList &problems)
{
    for (qsizetype i = 0; i < target.contexts.size() && !facts.contexts.empty(); ++i) {
        const QString &pattern = target.contexts[i];
        const auto fits = [&](const runs::ContextFacts &context) {
            return files::globMatches(pattern, context.name) || files::globMatches(pattern, context.id);
        };
        if (std::none_of(facts.contexts.begin(), facts.contexts.end(), fits))
            problems.warn(u"target.contexts[%1]"_s.arg(i),
                          ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No context is called %1"))
                              .arg(plainLine(pattern, 60)));
    }
    const settings::Reference &daemon = target.daemon;
    if (!daemon.id.isEmpty() && !settings::findById(settings.daemons, daemon.id))
        problems.error(u"target.daemon"_s,
                       ProblemList::said(
                           QT_TRANSLATE_NOOP("ConfigCheck",
                                             "The daemon %1 is not in the settings any more, or has a mistake there"))
                           .arg(plainLine(daemon.name.isEmpty() ? daemon.id : daemon.name, 60)));
}

} // namespace

std::vector<FieldProblem> userProblems(const settings::User &user, const Settings &settings)
{
    ProblemList problems;
    const QString login = user.name.trimmed();
    problems.expect(!login.isEmpty(), u"login"_s, QT_TRANSLATE_NOOP("ConfigCheck", "Expected a login"));
    problems.expect(!isTaken(user, login, settings.users), u"login"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Another user has this login"));
    if (!login.isEmpty() && !isTaken(user, login, settings.users))
        checkNamespace(login, problems);
    QSet<QString> groups;
    for (qsizetype i = 0; i < user.groups.size(); ++i) {
        problems.expect(!groups.contains(user.groups[i]), u"groups[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "This group stands twice"));
        groups.insert(user.groups[i]);
    }
    checkNames(u"adminProperties"_s, user.adminProperties, problems);
    checkNames(u"userProperties"_s, user.userProperties, problems);
    return problems.take();
}

std::vector<FieldProblem> projectProblems(const settings::Project &project, const Settings &settings,
                                          const runs::LaunchFacts &facts)
{
    static const QRegularExpression keys(u"\\A[A-Za-z0-9_]+\\z"_s);
    ProblemList problems;
    const QString key = project.name.trimmed();
    problems.expect(keys.match(key).hasMatch(), u"key"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected letters, digits and _"));
    problems.expect(!isTaken(project, key, settings.projects), u"key"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Another project has this key"));
    checkConfig({}, project.config, {}, settings, problems);
    checkTarget(project.target, settings, facts, problems);
    checkNames(u"variables"_s, project.variables, problems);
    for (const auto &[name, value] : project.variables) {
        if (variables::Variables::isReserved(name))
            problems.error(
                u"variables."_s + name,
                ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is the user's alone: a project cannot "
                                                                   "give somebody another one"))
                    .arg(plainLine(name, 60)));
    }
    return problems.take();
}

std::vector<FieldProblem> defaultsProblems(const settings::Defaults &defaults, const Settings &settings,
                                           const runs::LaunchFacts &facts)
{
    ProblemList problems;
    checkConfig(u"userCode."_s, defaults.userCode, u"userCode"_s, settings, problems);
    checkConfig(u"visual."_s, defaults.visual, u"visual"_s, settings, problems);
    checkTarget(defaults.target, settings, facts, problems);
    checkNames(u"variables"_s, defaults.variables, problems);
    for (const auto &[name, value] : defaults.variables) {
        problems.expect(name != "dssUserLogin"_L1, u"variables.dssUserLogin"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "The login is the user's: nobody has one by default"));
        if (name != "dssUserLogin"_L1 && variables::Variables::isReserved(name))
            problems.warn(
                u"variables."_s + name,
                ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is for users who have none of their own"))
                    .arg(plainLine(name, 60)));
    }
    return problems.take();
}

} // namespace fairlead::models
