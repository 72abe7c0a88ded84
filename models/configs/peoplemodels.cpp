// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peoplemodels.h"

#include "models/plaintext.h"
#include "peoplecheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;

QString pairsText(const settings::TextPairs &pairs)
{
    QStringList parts;
    for (const auto &[name, value] : pairs)
        parts += name + u'=' + value;
    return plainLine(parts.join(", "_L1), 400);
}

TableCell stateCell(const std::vector<FieldProblem> &problems)
{
    QStringList texts;
    for (const FieldProblem &problem : problems)
        texts += problem.message;
    return {.text = problemsWord(problems), .severity = severityOf(problems), .toolTip = texts.join(u'\n')};
}

} // namespace

QString configChoiceText(const settings::ConfigChoice &choice)
{
    if (!choice.containerize)
        return ProjectsModel::tr("do not containerize");
    const settings::Reference &config = choice.runtimeConfig;
    if (config.id.isEmpty())
        return ProjectsModel::tr("as the defaults say");
    return plainLine(config.name.isEmpty() ? config.id : config.name, 200);
}

QString targetChoiceText(const settings::TargetChoice &choice)
{
    QStringList parts;
    if (!choice.contexts.isEmpty())
        parts += plainLine(choice.contexts.join(", "_L1), 300);
    const settings::Reference &daemon = choice.daemon;
    if (!daemon.id.isEmpty())
        parts += ProjectsModel::tr("daemon %1").arg(plainLine(daemon.name.isEmpty() ? daemon.id : daemon.name, 200));
    return parts.join(u" · "_s);
}

Severity severityOf(const std::vector<FieldProblem> &problems)
{
    Severity worst = Severity::Ok;
    for (const FieldProblem &problem : problems)
        worst = std::max(worst, problem.severity);
    return worst;
}

QString problemsWord(const std::vector<FieldProblem> &problems)
{
    switch (severityOf(problems)) {
    case Severity::Error:
        return UsersModel::tr("errors");
    case Severity::Warning:
        return UsersModel::tr("warnings");
    default:
        return UsersModel::tr("ok");
    }
}

UsersModel::UsersModel(QObject *parent)
    : SettingsObjectsModel(columnsOf(Columns, &UsersModel::column), parent)
{
}

TableColumn UsersModel::column(Column column)
{
    switch (column) {
    case Column::Login:
        return {tr("Login"), u"login"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Groups:
        return {tr("Groups"), u"group"_s};
    case Column::AdminProperties:
        return {tr("Admin properties"), u"admin"_s, Kind::Text, tr("Only the admin writes them")};
    case Column::UserProperties:
        return {tr("User properties"), u"property"_s, Kind::Text, tr("Users may write theirs elsewhere")};
    }
    return {};
}

void UsersModel::setSettings(const settings::Settings &settings)
{
    setObjects(settings.users);
    for (const settings::User &user : settings.users)
        setStatus(user.id, userProblems(user, settings));
    flush();
}

TableCell UsersModel::cell(const UserEntry &entry, int column) const
{
    const settings::User &user = entry.user;
    switch (Column(column)) {
    case Column::Login:
        return {.text = plainLine(user.name, 200)};
    case Column::State:
        return stateCell(entry.status);
    case Column::Groups:
        return {.text = plainLine(user.groups.join(", "_L1), 400)};
    case Column::AdminProperties:
        return {.text = pairsText(user.adminProperties)};
    case Column::UserProperties:
        return {.text = pairsText(user.userProperties), .severity = Severity::Dim};
    }
    return {};
}

ProjectsModel::ProjectsModel(QObject *parent)
    : SettingsObjectsModel(columnsOf(Columns, &ProjectsModel::column), parent)
{
}

TableColumn ProjectsModel::column(Column column)
{
    switch (column) {
    case Column::Key:
        return {tr("Project"), u"project"_s};
    case Column::State:
        return {tr("State"), u"state"_s, Kind::Words};
    case Column::Config:
        return {tr("Runtime config"), u"config"_s};
    case Column::Target:
        return {tr("Target"), u"target"_s, Kind::Text, tr("Where the runtime config names none")};
    case Column::Variables:
        return {tr("Variables"), u"variable"_s};
    }
    return {};
}

void ProjectsModel::setSettings(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    setObjects(settings.projects);
    for (const settings::Project &project : settings.projects)
        setStatus(project.id, projectProblems(project, settings, facts));
    flush();
}

TableCell ProjectsModel::cell(const ProjectEntry &entry, int column) const
{
    const settings::Project &project = entry.project;
    const bool isSaid = !project.config.containerize || !project.config.runtimeConfig.id.isEmpty();
    switch (Column(column)) {
    case Column::Key:
        return {.text = plainLine(project.name, 200)};
    case Column::State:
        return stateCell(entry.status);
    case Column::Config:
        return {.text = configChoiceText(project.config), .severity = isSaid ? Severity::Neutral : Severity::Dim};
    case Column::Target:
        return {.text = targetChoiceText(project.target)};
    case Column::Variables:
        return {.text = pairsText(project.variables)};
    }
    return {};
}

} // namespace fairlead::models
