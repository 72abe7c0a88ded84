// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "projectform.h"

#include "models/configs/peoplecheck.h"
#include "referencebutton.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::Project;

ProjectForm::ProjectForm(QWidget *parent)
    : PeopleForm(parent)
    , m_key(addCheckedLine(u"key"_s, tr("Project key"), u"SPEECH_2"_s))
    , m_config(addReference(u"runtimeConfig"_s, tr("Runtime config"),
                            {tr("as the defaults say"), tr("do not containerize")}))
{
    m_bindings.line(*m_key, &Project::name);
    bindConfig(m_bindings, *m_config, &Project::config);
    bindNames(
        m_bindings,
        *addCheckedLine(u"target.contexts"_s, tr("Contexts, if the runtime config names none"), u"prod-*, lab"_s),
        [](auto &project) -> auto & { return project.target.contexts; });
    m_daemon =
        addReference(u"target.daemon"_s, tr("Daemon, if the runtime config names none"), {tr("as the defaults say")});
    bindReference(
        m_bindings, *m_daemon, [](auto &project) -> auto & { return project.target.daemon; });
    m_bindings.pairs(*addPairs(u"variables"_s, tr("Variables: ${NAME}"), tr("name")), &Project::variables);
}

void ProjectForm::refreshChoices()
{
    m_config->setObjects(settings().runtimeConfigs);
    m_daemon->setObjects(settings().daemons);
}

void ProjectForm::edit(const Project &project, bool isNew)
{
    m_project = project;
    setTitle(isNew ? tr("Add a project") : tr("Edit project"));
    m_bindings.show(project);
    beginFields(isNew);
    check();
    m_key->setFocus();
    m_key->selectAll();
}

Project ProjectForm::written() const
{
    Project project = m_project;
    m_bindings.read(project);
    return project;
}

void ProjectForm::check()
{
    setProblems(models::projectProblems(written(), settings(), facts()));
}

} // namespace fairlead::ui
