// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/docker/dockercheck.h"
#include "ui/forms/editpanel.h"
#include "ui/forms/fieldbindings.h"

class QLineEdit;

namespace fairlead::ui {

class ChoiceButton;
class Theme;

//! A registry of the settings: where it is, who knows the password, what comes before a push. No password is asked for.
class RegistryForm : public EditPanel
{
    Q_OBJECT
public:
    explicit RegistryForm(const Theme &theme, QWidget *parent = nullptr);

    //! \p others: all registries of the settings.
    void setKnown(const std::vector<settings::Registry> &others) { m_others = others; }
    void edit(const settings::Registry &registry, bool isNew);
    settings::Registry written() const;

signals:
    void saveRequested();

protected:
    void submit() override;

private:
    void buildPlace();
    void buildLogin();
    void connectLine(QLineEdit *line, QString settings::Registry::*member);
    void connectChoice(ChoiceButton *button, const QStringList &words, QString settings::Registry::*member);
    void check();

    const Theme &m_theme;
    settings::Registry m_registry; //!< as it was
    std::vector<settings::Registry> m_others;
    FieldBindings<settings::Registry> m_bindings;
    QLineEdit *m_name;
    QLineEdit *m_command;
};

} // namespace fairlead::ui
