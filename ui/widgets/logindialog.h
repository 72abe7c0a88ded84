// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace fairlead::ui {

//! Asks for a name and a password. What is typed is nowhere but in this dialog and with whoever asked; closing it is
//! refusing. Never blocks: show it with open().
class LoginDialog : public QDialog
{
    Q_OBJECT
public:
    //! \p host wants them; \p isRefused: it did not take the ones before.
    LoginDialog(const QString &host, bool isRefused, const QString &usernameHint, QWidget *parent = nullptr);

    QString username() const;
    QString password() const;

private:
    void refresh();

    QLineEdit *m_username;
    QLineEdit *m_password;
    QPushButton *m_logIn;
};

} // namespace fairlead::ui
