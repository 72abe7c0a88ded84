// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/configs/testwishes.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace fairlead::ui {

class ChoiceButton;
class PlainLabel;

//! How a runtime config is to be tested: for whom, with which command, and what has to be reached. Never blocks: show
//! it with open().
class TestDialog : public QDialog
{
    Q_OBJECT
public:
    //! \p name of the config. Of \p settings are the users and projects.
    TestDialog(const QString &name, const settings::Settings &settings, const models::TestWishes &wishes,
               QWidget *parent = nullptr);

    models::TestWishes wishes() const;

private:
    void refresh();

    QStringList m_userIds;
    QStringList m_projectIds;
    ChoiceButton *m_user;
    ChoiceButton *m_project;
    QLineEdit *m_command;
    QLineEdit *m_callback;
    PlainLabel *m_problem;
    QPushButton *m_test;
};

} // namespace fairlead::ui
