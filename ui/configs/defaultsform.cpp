// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "defaultsform.h"

#include "models/configs/peoplecheck.h"
#include "referencebutton.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::Defaults;

DefaultsForm::DefaultsForm(QWidget *parent)
    : PeopleForm(parent)
{
    const QStringList others{tr("none: the object or its project has to say one"), tr("do not containerize")};
    m_userCode = addReference(u"userCode.runtimeConfig"_s, tr("Runtime config of user code"), others);
    m_visual = addReference(u"visual.runtimeConfig"_s, tr("Runtime config of visual workloads"), others);
    bindConfig(m_bindings, *m_userCode, &Defaults::userCode);
    bindConfig(m_bindings, *m_visual, &Defaults::visual);
    bindNames(
        m_bindings,
        *addCheckedLine(u"target.contexts"_s, tr("Contexts, if neither runtime config nor project names one"),
                        tr("the kubeconfig's current context")),
        [](auto &defaults) -> auto & { return defaults.target.contexts; });
    m_daemon = addReference(u"target.daemon"_s, tr("Daemon, if neither runtime config nor project names one"),
                            {tr("the first one")});
    bindReference(
        m_bindings, *m_daemon, [](auto &defaults) -> auto & { return defaults.target.daemon; });
    m_bindings.pairs(*addPairs(u"variables"_s, tr("Variables: ${NAME}"), tr("name")), &Defaults::variables);
}

void DefaultsForm::refreshChoices()
{
    m_userCode->setObjects(settings().runtimeConfigs);
    m_visual->setObjects(settings().runtimeConfigs);
    m_daemon->setObjects(settings().daemons);
}

void DefaultsForm::edit(const Defaults &defaults, bool)
{
    m_defaults = defaults;
    setTitle(tr("What all get where nothing else is said"));
    m_bindings.show(defaults);
    beginFields(false);
    check();
}

Defaults DefaultsForm::written() const
{
    Defaults defaults = m_defaults;
    m_bindings.read(defaults);
    return defaults;
}

void DefaultsForm::check()
{
    setProblems(models::defaultsProblems(written(), settings(), facts()));
}

} // namespace fairlead::ui
