// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peopleform.h"

namespace fairlead::ui {

//! A user of the settings: login, groups, and what namespaces and labels are made of.
class UserForm : public PeopleForm
{
    Q_OBJECT
public:
    explicit UserForm(QWidget *parent = nullptr);

    void edit(const settings::User &user, bool isNew);
    settings::User written() const;

protected:
    void check() override;

private:
    settings::User m_user; //!< as it was
    FieldBindings<settings::User> m_bindings;
    QLineEdit *m_login;
};

} // namespace fairlead::ui
