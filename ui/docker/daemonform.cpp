// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonform.h"

#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/formfield.h"

#include <QLineEdit>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr auto TypingPause = 200ms;
constexpr int LongestText = 4'096;

} // namespace

DaemonForm::DaemonForm(const Theme &theme, const QString &dockerFolder, QWidget *parent)
    : EditPanel(tr("Save"), parent)
    , m_theme(theme)
    , m_dockerFolder(dockerFolder)
{
    build();
    m_folderTimer.setSingleShot(true);
    m_folderTimer.setInterval(TypingPause);
    connect(&m_folderTimer, &QTimer::timeout, this, &DaemonForm::checkFolder);
    connect(&m_folder, &QFutureWatcherBase::finished, this, [this] {
        if (m_folderAsked != m_certPath->text())
            m_folderTimer.start(); // it was another folder then
        else if (m_tls->isChecked())
            m_certPathField->setMessage(models::tlsFolderText(m_folder.result()),
                                        m_folder.result().isRight() ? models::Severity::Ok : models::Severity::Warning);
    });
}

void DaemonForm::build()
{
    m_name = new QLineEdit(body());
    m_name->setMaxLength(200);
    m_nameField = addField(tr("Name"), m_name);
    m_where = new ChoiceRow(tr("Reached by"), {tr("Host"), tr("Context")}, body());
    m_where->setText(tr("Reached by"));
    addField({}, m_where);
    m_host = new QLineEdit(body());
    m_host->setMaxLength(LongestText);
    m_host->setPlaceholderText(u"unix:///var/run/docker.sock"_s);
    m_hostField = addField(tr("Docker host"), m_host);
    m_tls = new CheckBox(m_theme, tr("Enable TLS"), body());
    addWidget(m_tls);
    m_certPath = new QLineEdit(body());
    m_certPath->setMaxLength(LongestText);
    m_certPath->setPlaceholderText(u"~/.docker"_s);
    m_certPathField = addField(tr("Folder with ca.pem, cert.pem and key.pem"), m_certPath);
    m_context = new ChoiceButton(body());
    m_contextField = addField(tr("Docker context"), m_context);

    connect(m_name, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_host, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_tls, &CheckBox::toggled, this, &DaemonForm::check);
    connect(m_certPath, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_context, &ChoiceButton::chosen, this, &DaemonForm::check);
    connect(m_where, &ChoiceRow::chosen, this, [this](int place) {
        m_isContext = place == 1;
        check();
    });
}

void DaemonForm::setDaemon(const settings::Daemon &daemon, bool isNew, const std::vector<settings::Daemon> &others,
                           const QList<docker::DockerContext> &contexts)
{
    m_daemon = daemon;
    m_others = others;
    m_contexts = contexts;
    setTitle(isNew ? tr("Add a daemon") : tr("Edit daemon"));
    setFailure({});
    showClashes({});
    QStringList names;
    for (const docker::DockerContext &context : contexts)
        names += context.name;
    if (!daemon.context.isEmpty() && !names.contains(daemon.context))
        names += daemon.context; // it may come back
    m_context->setChoices(names);
    m_context->setCurrent(std::max(names.isEmpty() ? -1 : 0, int(names.indexOf(daemon.context))));
    m_isContext = !daemon.context.isEmpty();
    m_name->setText(daemon.name);
    m_host->setText(daemon.host);
    m_tls->setChecked(daemon.tlsVerify);
    m_certPath->setText(daemon.certPath);
    check();
    m_name->setFocus();
    m_name->selectAll();
}

settings::Daemon DaemonForm::daemon() const
{
    settings::Daemon daemon = m_daemon;
    daemon.name = m_name->text().trimmed();
    daemon.context = m_isContext ? m_context->currentText() : QString();
    daemon.host = m_isContext ? QString() : m_host->text().trimmed();
    daemon.tlsVerify = !m_isContext && m_tls->isChecked();
    daemon.certPath = daemon.tlsVerify ? m_certPath->text().trimmed() : QString();
    return daemon;
}

void DaemonForm::check()
{
    m_where->setCurrent(m_isContext ? 1 : 0);
    m_hostField->setVisible(!m_isContext);
    m_tls->setVisible(!m_isContext);
    m_certPathField->setVisible(!m_isContext && m_tls->isChecked());
    m_contextField->setVisible(m_isContext);
    const models::DaemonCheck check = models::checkDaemon(daemon(), m_others, m_contexts);
    m_nameField->setProblem(check.name);
    if (check.host.isEmpty() && !check.hint.isEmpty())
        m_hostField->setMessage(check.hint, models::Severity::Warning);
    else
        m_hostField->setProblem(check.host);
    const bool hasNone = m_isContext && m_context->choices().isEmpty();
    m_contextField->setProblem(hasNone ? tr("There is none: make one with \"docker context create\".") : check.context);
    setDanger(check.danger);
    setRight(check.isRight() && !hasNone);
    if (m_tls->isChecked() && !m_isContext)
        m_folderTimer.start();
}

void DaemonForm::checkFolder()
{
    if (m_folder.isRunning())
        return; // its end asks again
    m_folderAsked = m_certPath->text();
    m_folder.setFuture(QtConcurrent::run(models::checkTlsFolder, m_folderAsked, m_dockerFolder, m_settingsFolder));
}

void DaemonForm::submit()
{
    emit saveRequested(daemon());
}

} // namespace fairlead::ui
