// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryform.h"

#include "ui/forms/formfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"

#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::Registry;

namespace {

// As the file has them, in the order of the choices.
const QStringList CredentialWords{u"docker"_s, u"helper"_s, u"keychain"_s, u"none"_s};
const QStringList PrePushWords{u"none"_s, u"ecr"_s, u"acr"_s, u"gar"_s, u"command"_s};

} // namespace

RegistryForm::RegistryForm(const Theme &theme, QWidget *parent)
    : EditPanel(tr("Save"), parent)
    , m_theme(theme)
{
    buildPlace();
    buildLogin();
}

void RegistryForm::buildPlace()
{
    m_name = addLine(u"name"_s, tr("Name"));
    connectLine(m_name, &Registry::name);
    connectLine(addLine(u"host"_s, tr("Host"), u"registry.example.com:5000"_s), &Registry::host);
    connectLine(addLine(u"repositoryPrefix"_s, tr("Prefix before the names of images"), u"team/images"_s),
                &Registry::repositoryPrefix);
    auto *insecure = new CheckBox(m_theme, tr("Insecure: HTTP or unchecked TLS"), body());
    addWidget(insecure);
    m_bindings.flag(*insecure, &Registry::insecure);
    connect(insecure, &CheckBox::toggled, this, &RegistryForm::check);
    connectLine(addLine(u"certificateAuthority"_s, tr("CA file"), tr("those of the system")),
                &Registry::certificateAuthority);
}

void RegistryForm::buildLogin()
{
    auto *credentials = new ChoiceButton(body());
    credentials->setChoices(
        {tr("docker's config.json"), tr("A credential helper"), tr("The desktop's keychain"), tr("Nobody: anonymous")});
    addField(tr("Who knows the password"), credentials);
    connectChoice(credentials, CredentialWords, &Registry::credentials);
    connectLine(addLine(u"credentialHelper"_s, tr("Helper: docker-credential-…"), u"ecr-login"_s),
                &Registry::credentialHelper);
    connectLine(addLine(u"username"_s, tr("User")), &Registry::username);
    auto *prePush = new ChoiceButton(body());
    prePush->setChoices({tr("Nothing"), tr("Amazon ECR: make the repository, log in"), tr("Azure ACR: log in"),
                         tr("Google Artifact Registry: log in"), tr("A command of yours")});
    addField(tr("Before each push"), prePush);
    connectChoice(prePush, PrePushWords, &Registry::prePush);
    m_command =
        addLine(u"prePushCommand"_s, tr("Program and arguments"), u"/usr/local/bin/before-push --team speech"_s);
    connect(m_command, &QLineEdit::textChanged, this, &RegistryForm::check);
    m_bindings.add(
        [this](const Registry &registry) { m_command->setText(models::joinedCommand(registry.prePushCommand)); },
        [this](Registry &registry) {
            registry.prePushCommand = models::splitCommand(m_command->text()).value_or(QStringList());
        });
}

void RegistryForm::connectLine(QLineEdit *line, QString Registry::*member)
{
    m_bindings.line(*line, member);
    connect(line, &QLineEdit::textChanged, this, &RegistryForm::check);
}

void RegistryForm::connectChoice(ChoiceButton *button, const QStringList &words, QString Registry::*member)
{
    m_bindings.choice(*button, words, member);
    connect(button, &ChoiceButton::chosen, this, &RegistryForm::check);
}

void RegistryForm::edit(const Registry &registry, bool isNew)
{
    m_registry = registry;
    setTitle(isNew ? tr("Add a registry") : tr("Edit registry"));
    m_bindings.show(registry);
    beginFields(isNew);
    check();
    m_name->setFocus();
    m_name->selectAll();
}

Registry RegistryForm::written() const
{
    Registry registry = m_registry;
    m_bindings.read(registry);
    if (registry.credentials != "helper"_L1)
        registry.credentialHelper.clear();
    if (registry.credentials == "none"_L1)
        registry.username.clear();
    if (registry.prePush != "command"_L1)
        registry.prePushCommand.clear();
    return registry;
}

void RegistryForm::check()
{
    const Registry now = written();
    models::ObjectCheck check = models::checkRegistry(now, m_others);
    if (!models::splitCommand(m_command->text())) {
        std::erase_if(check.problems,
                      [](const models::FieldProblem &problem) { return problem.field == "prePushCommand"_L1; });
        check.problems.push_back({u"prePushCommand"_s, tr("A quote is not closed.")});
    }
    field(u"credentialHelper"_s).setVisible(now.credentials == "helper"_L1);
    field(u"username"_s).setVisible(now.credentials == "keychain"_L1 || now.credentials == "docker"_L1);
    field(u"prePushCommand"_s).setVisible(now.prePush == "command"_L1);
    setProblems(std::move(check.problems));
    setDanger(check.danger);
}

void RegistryForm::submit()
{
    emit saveRequested();
}

} // namespace fairlead::ui
