// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peopleform.h"

namespace fairlead::ui {

//! A project of the settings: its key, and what its workloads get that say nothing else.
class ProjectForm : public PeopleForm
{
    Q_OBJECT
public:
    explicit ProjectForm(QWidget *parent = nullptr);

    void edit(const settings::Project &project, bool isNew);
    settings::Project written() const;

protected:
    void check() override;
    void refreshChoices() override;

private:
    settings::Project m_project; //!< as it was
    FieldBindings<settings::Project> m_bindings;
    QLineEdit *m_key;
    ReferenceButton *m_config;
    ReferenceButton *m_daemon;
};

} // namespace fairlead::ui
