// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "userform.h"

#include "models/configs/peoplecheck.h"
#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::User;

UserForm::UserForm(QWidget *parent)
    : PeopleForm(parent)
    , m_login(addCheckedLine(u"login"_s, tr("Login")))
{
    m_bindings.line(*m_login, &User::name);
    bindNames(m_bindings, *addCheckedLine(u"groups"_s, tr("Groups, with commas between"), u"ml, data scientists"_s),
              &User::groups);
    m_bindings.pairs(*addPairs(u"adminProperties"_s, tr("Admin properties: ${adminProperty:NAME}"), tr("name")),
                     &User::adminProperties);
    m_bindings.pairs(*addPairs(u"userProperties"_s, tr("User properties: ${userProperty:NAME}"), tr("name")),
                     &User::userProperties);
    auto *note = new PlainLabel(u"dim"_s, body());
    note->setWordWrap(true);
    note->setText(tr("Users may write their own properties elsewhere: make nothing of them that separates users."));
    addWidget(note);
}

void UserForm::edit(const User &user, bool isNew)
{
    m_user = user;
    setTitle(isNew ? tr("Add a user") : tr("Edit user"));
    m_bindings.show(user);
    beginFields(isNew);
    check();
    m_login->setFocus();
    m_login->selectAll();
}

User UserForm::written() const
{
    User user = m_user;
    m_bindings.read(user);
    return user;
}

void UserForm::check()
{
    setProblems(models::userProblems(written(), settings()));
}

} // namespace fairlead::ui
