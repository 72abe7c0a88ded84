// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"
#include "models/docker/settingsobjectsmodel.h"
#include "models/forms/fieldproblem.h"

#include <vector>

namespace fairlead::models {

//! What is wrong with one of the settings' users or projects.
struct UserEntry
{
    settings::User user;
    std::vector<FieldProblem> status;
};

struct ProjectEntry
{
    settings::Project project;
    std::vector<FieldProblem> status;
};

//! One row per user of the settings.
class UsersModel : public SettingsObjectsModel<UserEntry, &UserEntry::user>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Login, State, Groups, AdminProperties, UserProperties };
    static constexpr int Columns = int(Column::UserProperties) + 1;

    explicit UsersModel(QObject *parent = nullptr);

    void setSettings(const settings::Settings &settings);

protected:
    TableCell cell(const UserEntry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

//! One row per project of the settings.
class ProjectsModel : public SettingsObjectsModel<ProjectEntry, &ProjectEntry::project>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Key, State, Config, Target, Variables };
    static constexpr int Columns = int(Column::Variables) + 1;

    explicit ProjectsModel(QObject *parent = nullptr);

    void setSettings(const settings::Settings &settings, const runs::LaunchFacts &facts);

protected:
    TableCell cell(const ProjectEntry &entry, int column) const override;

private:
    static TableColumn column(Column column);
};

//! "as the defaults say", "do not containerize", "gpu-large"; plain.
QString configChoiceText(const settings::ConfigChoice &choice);
//! "prod-*, lab · daemon gpu-build-01"; empty: it says nothing. Plain.
QString targetChoiceText(const settings::TargetChoice &choice);
//! "ok", "warnings", "errors"; the worst of \p problems.
QString problemsWord(const std::vector<FieldProblem> &problems);
Severity severityOf(const std::vector<FieldProblem> &problems);

} // namespace fairlead::models
