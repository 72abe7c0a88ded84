// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logindialog.h"

#include "backends/registry/keychainlogins.h"
#include "backends/registry/promptlogins.h"
#include "checkbox.h"
#include "labels.h"
#include "models/plaintext.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int MostReason = 600; // characters that are shown
constexpr int MostCause = 120;
using Keeping = registry::LoginQuestion::Keeping;

PlainLabel *paragraph(const QString &role, const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(role, parent);
    label->setText(text);
    label->setWordWrap(true);
    return label;
}

} // namespace

LoginDialog::LoginDialog(const registry::LoginQuestion &question, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_host(models::plainText(question.host))
    , m_username(new QLineEdit(question.usernameHint, this))
    , m_password(new QLineEdit(this))
    , m_remember(new CheckBox(theme, tr("Remember in the keychain"), this))
    , m_kept(paragraph(u"dim"_s, {}, this))
    , m_logIn(new QPushButton(tr("Log in"), this))
{
    const bool isRefused = question.why == registry::LoginQuestion::Why::Refused;
    setWindowTitle(tr("Log in at %1").arg(m_host));
    setMinimumWidth(520); // names of robots are long, and so are causes
    const QString refused = question.isInKeychain ? tr("%1 did not accept the login that the keychain has.")
                                                  : tr("%1 did not accept the last name and password.");
    m_username->setCursorPosition(0);
    m_username->setAccessibleName(tr("User name"));
    m_password->setAccessibleName(tr("Password or token"));
    m_password->setEchoMode(QLineEdit::Password);
    auto *form = new QFormLayout;
    form->addRow(tr("User name"), m_username);
    form->addRow(tr("Password or token"), m_password);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(paragraph(isRefused ? u"error"_s : u"text"_s,
                                (isRefused ? refused : tr("%1 wants to know who you are.")).arg(m_host), this));
    if (!question.passed.isEmpty())
        layout->addWidget(paragraph(u"dim"_s, models::plainLine(question.passed.join(u"; "_s), MostReason), this));
    layout->addLayout(form);
    layout->addLayout(makeKeeping(question));
    layout->addLayout(makeButtons(question.isInKeychain));
    connect(m_username, &QLineEdit::textChanged, this, &LoginDialog::refresh);
    connect(m_password, &QLineEdit::textChanged, this, &LoginDialog::refresh);
    connect(m_remember, &QAbstractButton::toggled, this, &LoginDialog::refresh);
    question.usernameHint.isEmpty() ? m_username->setFocus() : m_password->setFocus();
    refresh();
}

//! The box, and what becomes of the login with and without it.
QLayout *LoginDialog::makeKeeping(const registry::LoginQuestion &question)
{
    m_remember->setVisible(question.keeping != Keeping::NotOffered);
    m_remember->setEnabled(question.keeping == Keeping::Possible);
    m_remember->setChecked(question.isInKeychain); // what is there would be refused again
    auto *keeping = new QVBoxLayout;
    keeping->setSpacing(4);
    keeping->addWidget(m_remember);
    if (question.keeping == Keeping::Impossible || question.keeping == Keeping::Missing)
        keeping->addWidget(makeProblem(question));
    keeping->addWidget(m_kept);
    return keeping;
}

//! That there is no keychain is so on many machines, and none of the user's doing.
QWidget *LoginDialog::makeProblem(const registry::LoginQuestion &question)
{
    const bool isMissing = question.keeping == Keeping::Missing;
    QString cause = models::plainLine(question.keepingProblem, MostCause);
    while (cause.endsWith(u'.'))
        cause.chop(1);
    const QString text = isMissing ? tr("No keychain here: %1. A credential helper or docker login can keep the "
                                        "password.")
                                         .arg(cause)
                                   : tr("The keychain cannot be used: %1. A credential helper or docker login can keep "
                                        "the password.")
                                         .arg(cause);
    const QString place = models::plainText(registry::keychainPlace(question.key()));
    const QString whole = tr("The login would be kept as %1 by the desktop's keychain (Secret Service, KWallet), which "
                             "says: %2")
                              .arg(place, models::plainLine(question.keepingProblem, MostReason));
    QLabel *label = paragraph(isMissing ? u"dim"_s : u"warning"_s, text, this);
    setPlainToolTip(*label, whole);
    setPlainToolTip(*m_remember, whole);
    m_remember->setAccessibleDescription(text);
    return label;
}

QLayout *LoginDialog::makeButtons(bool isInKeychain)
{
    m_logIn->setProperty("primary", true);
    m_logIn->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    if (isInKeychain) {
        auto *forget = new QPushButton(tr("Forget the one in the keychain"), this);
        forget->setAutoDefault(false);
        connect(forget, &QPushButton::clicked, this, [this, forget] {
            forget->setEnabled(false);
            m_remember->setChecked(false);
            emit forgetRequested();
        });
        buttons->addWidget(forget);
    }
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_logIn);
    connect(m_logIn, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    return buttons;
}

QString LoginDialog::username() const
{
    return m_username->text().trimmed();
}

QString LoginDialog::password() const
{
    return m_password->text();
}

bool LoginDialog::isToKeep() const
{
    return m_remember->isEnabled() && m_remember->isChecked();
}

void LoginDialog::refresh()
{
    m_logIn->setEnabled(!username().isEmpty() && !password().isEmpty());
    m_kept->setText(isToKeep() ? tr("Written into the keychain once %1 has accepted it.").arg(m_host)
                               : tr("Kept in memory until Fairlead ends, and written nowhere."));
}

} // namespace fairlead::ui
