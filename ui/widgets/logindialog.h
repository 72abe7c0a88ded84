// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace fairlead::registry {
struct LoginQuestion;
}

namespace fairlead::ui {

class CheckBox;
class PlainLabel;
class Theme;

//! Asks for a name and a password. What is typed is nowhere but in this dialog and with whoever asked; closing it is
//! refusing. Never blocks: show it with open().
class LoginDialog : public QDialog
{
    Q_OBJECT
public:
    LoginDialog(const registry::LoginQuestion &question, const Theme &theme, QWidget *parent = nullptr);

    QString username() const;
    QString password() const;
    //! In the keychain, once it is known to be right.
    bool isToKeep() const;

signals:
    //! What the keychain has for that host is to be removed.
    void forgetRequested();

private:
    QLayout *makeKeeping(const registry::LoginQuestion &question);
    QWidget *makeProblem(const registry::LoginQuestion &question);
    QLayout *makeButtons(bool isInKeychain);
    void refresh();

    const QString m_host; //!< plain
    QLineEdit *m_username;
    QLineEdit *m_password;
    CheckBox *m_remember;
    PlainLabel *m_kept;
    QPushButton *m_logIn;
};

} // namespace fairlead::ui
