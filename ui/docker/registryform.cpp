// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryform.h"

#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/formfield.h"

#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

// As the file has them, in the order of the choices.
const QStringList CredentialWords{u"docker"_s, u"helper"_s, u"keychain"_s, u"none"_s};
const QStringList PrePushWords{u"none"_s, u"ecr"_s, u"acr"_s, u"gar"_s, u"command"_s};

QLineEdit *makeLine(QWidget *parent, const QString &placeholder = {})
{
    auto *line = new QLineEdit(parent);
    line->setMaxLength(4'096);
    line->setPlaceholderText(placeholder);
    return line;
}

} // namespace

RegistryForm::RegistryForm(const Theme &theme, QWidget *parent)
    : EditPanel(tr("Save"), parent)
    , m_theme(theme)
{
    buildPlace();
    buildLogin();
    for (QLineEdit *line : {m_name, m_host, m_prefix, m_authority, m_helper, m_username, m_command})
        connect(line, &QLineEdit::textChanged, this, &RegistryForm::check);
    for (ChoiceButton *button : {m_credentials, m_prePush})
        connect(button, &ChoiceButton::chosen, this, &RegistryForm::check);
    connect(m_insecure, &CheckBox::toggled, this, &RegistryForm::check);
}

void RegistryForm::buildPlace()
{
    m_name = makeLine(body());
    m_nameField = addField(tr("Name"), m_name);
    m_host = makeLine(body(), u"registry.example.com:5000"_s);
    m_hostField = addField(tr("Host"), m_host);
    m_prefix = makeLine(body(), u"team/images"_s);
    m_prefixField = addField(tr("Prefix before the names of images"), m_prefix);
    m_insecure = new CheckBox(m_theme, tr("Insecure: HTTP or unchecked TLS"), body());
    addWidget(m_insecure);
    m_authority = makeLine(body(), tr("those of the system"));
    m_authorityField = addField(tr("CA file"), m_authority);
}

void RegistryForm::buildLogin()
{
    m_credentials = new ChoiceButton(body());
    m_credentials->setChoices(
        {tr("docker's config.json"), tr("A credential helper"), tr("The desktop's keychain"), tr("Nobody: anonymous")});
    addField(tr("Who knows the password"), m_credentials);
    m_helper = makeLine(body(), u"ecr-login"_s);
    m_helperField = addField(tr("Helper: docker-credential-…"), m_helper);
    m_username = makeLine(body());
    m_usernameField = addField(tr("User"), m_username);
    m_prePush = new ChoiceButton(body());
    m_prePush->setChoices({tr("Nothing"), tr("Amazon ECR: make the repository, log in"), tr("Azure ACR: log in"),
                           tr("Google Artifact Registry: log in"), tr("A command of yours")});
    addField(tr("Before each push"), m_prePush);
    m_command = makeLine(body(), u"/usr/local/bin/before-push --team speech"_s);
    m_commandField = addField(tr("Program and arguments"), m_command);
}

void RegistryForm::setRegistry(const settings::Registry &registry, bool isNew,
                               const std::vector<settings::Registry> &others)
{
    m_registry = registry;
    m_others = others;
    setTitle(isNew ? tr("Add a registry") : tr("Edit registry"));
    setFailure({});
    showClashes({});
    m_name->setText(registry.name);
    m_host->setText(registry.host);
    m_prefix->setText(registry.repositoryPrefix);
    m_insecure->setChecked(registry.insecure);
    m_authority->setText(registry.certificateAuthority);
    m_credentials->setCurrent(std::max(0, int(CredentialWords.indexOf(registry.credentials))));
    m_helper->setText(registry.credentialHelper);
    m_username->setText(registry.username);
    m_prePush->setCurrent(std::max(0, int(PrePushWords.indexOf(registry.prePush))));
    m_command->setText(models::joinedCommand(registry.prePushCommand));
    check();
    m_name->setFocus();
    m_name->selectAll();
}

QString RegistryForm::credentials() const
{
    return CredentialWords.value(m_credentials->current());
}

QString RegistryForm::prePush() const
{
    return PrePushWords.value(m_prePush->current());
}

settings::Registry RegistryForm::registry() const
{
    settings::Registry registry = m_registry;
    registry.name = m_name->text().trimmed();
    registry.host = m_host->text().trimmed();
    registry.repositoryPrefix = m_prefix->text().trimmed();
    registry.insecure = m_insecure->isChecked();
    registry.certificateAuthority = m_authority->text().trimmed();
    registry.credentials = credentials();
    registry.credentialHelper = credentials() == "helper"_L1 ? m_helper->text().trimmed() : QString();
    registry.username = credentials() == "none"_L1 ? QString() : m_username->text().trimmed();
    registry.prePush = prePush();
    registry.prePushCommand =
        prePush() == "command"_L1 ? models::splitCommand(m_command->text()).value_or(QStringList()) : QStringList();
    return registry;
}

void RegistryForm::check()
{
    const models::RegistryCheck check = models::checkRegistry(registry(), m_others);
    m_nameField->setProblem(check.name);
    m_hostField->setProblem(check.host);
    m_prefixField->setProblem(check.prefix);
    m_authorityField->setProblem(check.certificateAuthority);
    m_helperField->setProblem(check.helper);
    m_usernameField->setProblem(check.username);
    const bool isOpenQuote = !models::splitCommand(m_command->text());
    m_commandField->setProblem(isOpenQuote ? tr("A quote is not closed.") : check.command);
    m_helperField->setVisible(credentials() == "helper"_L1);
    m_usernameField->setVisible(credentials() == "keychain"_L1 || credentials() == "docker"_L1);
    m_commandField->setVisible(prePush() == "command"_L1);
    setDanger(check.danger);
    setRight(check.isRight());
}

void RegistryForm::submit()
{
    emit saveRequested(registry());
}

} // namespace fairlead::ui
