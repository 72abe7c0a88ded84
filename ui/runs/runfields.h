// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/runtemplates.h"
#include "backends/settings/settings.h"
#include "models/configs/factchoices.h"
#include "ui/forms/fieldbindings.h"
#include "ui/forms/formfields.h"

namespace fairlead::ui {

class PlainLabel;
class ReferenceChoice;

//! What a person fills in for one run. What is empty is as the runtime config has it, which the placeholders say.
class RunFields : public FormFields
{
    Q_OBJECT
public:
    explicit RunFields(const Theme &theme, QWidget *parent = nullptr);

    void setForm(const runs::RunForm &form);
    runs::RunForm form() const;
    //! What can be in no form, as it is no number.
    std::vector<models::FieldProblem> inputProblems() const;
    //! What there is to choose from.
    void setSettings(const settings::Settings &settings);
    void setChoices(const models::FactChoices &choices);

protected:
    void refresh() override;

private:
    void makeWhat();
    void makeResources();
    void makeWhere();
    void takeTemplate(int place);
    ReferenceChoice *reference(const QString &key, const QString &name);
    const settings::RuntimeConfig *config() const; //!< null: none is chosen

    settings::Settings m_settings;
    FieldBindings<runs::RunForm> m_bindings;
    ReferenceChoice *m_config = nullptr;
    ReferenceChoice *m_user = nullptr;
    ReferenceChoice *m_project = nullptr;
    ChoiceButton *m_template = nullptr;
    CodeEdit *m_command = nullptr;
    QLineEdit *m_image = nullptr;
    SuggestEdit *m_gpus = nullptr;
    QLineEdit *m_nodes = nullptr;
    QLineEdit *m_cpu = nullptr;
    QLineEdit *m_memory = nullptr;
    QLineEdit *m_timeLimit = nullptr;
    QLineEdit *m_name = nullptr;
    SuggestEdit *m_targets = nullptr;
};

} // namespace fairlead::ui
