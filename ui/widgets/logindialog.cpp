// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logindialog.h"

#include "labels.h"
#include "models/plaintext.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

LoginDialog::LoginDialog(const QString &host, bool isRefused, const QString &usernameHint, QWidget *parent)
    : QDialog(parent)
    , m_username(new QLineEdit(usernameHint, this))
    , m_password(new QLineEdit(this))
    , m_logIn(new QPushButton(tr("Log in"), this))
{
    const QString shown = models::plainText(host);
    setWindowTitle(tr("Log in at %1").arg(shown));
    setMinimumWidth(460); // names of robots are long
    auto *text = new PlainLabel(isRefused ? u"error"_s : u"text"_s, this);
    text->setText(isRefused ? tr("%1 did not accept the last name and password.").arg(shown)
                            : tr("%1 wants to know who you are.").arg(shown));
    text->setWordWrap(true);
    auto *kept = new PlainLabel(u"dim"_s, this);
    kept->setText(tr("Kept in memory until Fairlead ends, and written nowhere."));
    kept->setWordWrap(true);
    m_username->setCursorPosition(0);
    m_username->setAccessibleName(tr("User name"));
    m_password->setAccessibleName(tr("Password or token"));
    m_password->setEchoMode(QLineEdit::Password);
    m_logIn->setProperty("primary", true);
    m_logIn->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_logIn);
    auto *form = new QFormLayout;
    form->addRow(tr("User name"), m_username);
    form->addRow(tr("Password or token"), m_password);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(kept);
    layout->addLayout(buttons);
    connect(m_username, &QLineEdit::textChanged, this, &LoginDialog::refresh);
    connect(m_password, &QLineEdit::textChanged, this, &LoginDialog::refresh);
    connect(m_logIn, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    usernameHint.isEmpty() ? m_username->setFocus() : m_password->setFocus();
    refresh();
}

QString LoginDialog::username() const
{
    return m_username->text().trimmed();
}

QString LoginDialog::password() const
{
    return m_password->text();
}

void LoginDialog::refresh()
{
    m_logIn->setEnabled(!username().isEmpty() && !password().isEmpty());
}

} // namespace fairlead::ui
