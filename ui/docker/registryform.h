// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "editpanel.h"
#include "models/docker/dockercheck.h"

class QLineEdit;

namespace fairlead::ui {

class CheckBox;
class ChoiceButton;
class Theme;

//! A registry of the settings: where it is, who knows the password, what comes before a push. No password is asked for.
class RegistryForm : public EditPanel
{
    Q_OBJECT
public:
    explicit RegistryForm(const Theme &theme, QWidget *parent = nullptr);

    //! \p others: all registries of the settings.
    void setRegistry(const settings::Registry &registry, bool isNew, const std::vector<settings::Registry> &others);
    settings::Registry registry() const; //!< as it is written

signals:
    void saveRequested(const fairlead::settings::Registry &registry);

protected:
    void submit() override;

private:
    void buildPlace();
    void buildLogin();
    void check();
    QString credentials() const;
    QString prePush() const;

    const Theme &m_theme;
    settings::Registry m_registry; //!< as it was
    std::vector<settings::Registry> m_others;
    QLineEdit *m_name;
    QLineEdit *m_host;
    QLineEdit *m_prefix;
    CheckBox *m_insecure;
    QLineEdit *m_authority;
    ChoiceButton *m_credentials;
    QLineEdit *m_helper;
    QLineEdit *m_username;
    ChoiceButton *m_prePush;
    QLineEdit *m_command;
    FormField *m_nameField;
    FormField *m_hostField;
    FormField *m_prefixField;
    FormField *m_authorityField;
    FormField *m_helperField;
    FormField *m_usernameField;
    FormField *m_commandField;
};

} // namespace fairlead::ui
