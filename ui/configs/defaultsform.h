// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "peopleform.h"

namespace fairlead::ui {

//! What all get where neither object nor project says anything.
class DefaultsForm : public PeopleForm
{
    Q_OBJECT
public:
    explicit DefaultsForm(QWidget *parent = nullptr);

    void edit(const settings::Defaults &defaults, bool isNew);
    settings::Defaults written() const;

protected:
    void check() override;
    void refreshChoices() override;

private:
    settings::Defaults m_defaults; //!< as they were
    FieldBindings<settings::Defaults> m_bindings;
    ReferenceButton *m_userCode;
    ReferenceButton *m_visual;
    ReferenceButton *m_daemon;
};

} // namespace fairlead::ui
