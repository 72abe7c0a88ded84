// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonform.h"

#include "ui/forms/formfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/choicerow.h"

#include <QLineEdit>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr auto TypingPause = 200ms;

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
        if (m_folderAsked != m_certPath->text()) {
            m_folderTimer.start(); // it was another folder then
            return;
        }
        m_found = m_folder.result();
        showProblems();
    });
}

void DaemonForm::build()
{
    m_name = addLine(u"name"_s, tr("Name"));
    m_name->setMaxLength(200);
    m_where = new ChoiceRow(tr("Reached by"), {tr("Host"), tr("Context")}, body());
    m_where->setText(tr("Reached by"));
    addField({}, m_where);
    m_host = addLine(u"host"_s, tr("Docker host"), u"unix:///var/run/docker.sock"_s);
    m_tls = new CheckBox(m_theme, tr("Enable TLS"), body());
    addWidget(m_tls);
    m_certPath = addLine(u"certPath"_s, tr("Folder with ca.pem, cert.pem and key.pem"), u"~/.docker"_s);
    m_context = new ChoiceButton(body());
    addField(u"context"_s, tr("Docker context"), m_context);
    m_bindings.line(*m_name, &settings::Daemon::name);
    m_bindings.line(*m_host, &settings::Daemon::host);
    m_bindings.flag(*m_tls, &settings::Daemon::tlsVerify);
    m_bindings.line(*m_certPath, &settings::Daemon::certPath);

    connect(m_name, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_host, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_tls, &CheckBox::toggled, this, &DaemonForm::check);
    connect(m_certPath, &QLineEdit::textChanged, this, &DaemonForm::check);
    connect(m_context, &ChoiceButton::chosen, this, &DaemonForm::check);
    connect(m_where, &ChoiceRow::chosen, this, [this](int place) {
        m_isContext = place == 1;
        touch(u"context"_s);
        check();
    });
}

void DaemonForm::setKnown(const std::vector<settings::Daemon> &others, const QList<docker::DockerContext> &contexts)
{
    m_others = others;
    m_contexts = contexts;
}

void DaemonForm::edit(const settings::Daemon &daemon, bool isNew)
{
    m_daemon = daemon;
    m_found.reset();
    setTitle(isNew ? tr("Add a daemon") : tr("Edit daemon"));
    QStringList names;
    for (const docker::DockerContext &context : m_contexts)
        names += context.name;
    if (!daemon.context.isEmpty() && !names.contains(daemon.context))
        names += daemon.context; // it may come back
    m_context->setChoices(names);
    m_context->setCurrent(std::max(names.isEmpty() ? -1 : 0, int(names.indexOf(daemon.context))));
    m_isContext = !daemon.context.isEmpty();
    m_bindings.show(daemon);
    beginFields(isNew);
    check();
    m_name->setFocus();
    m_name->selectAll();
}

settings::Daemon DaemonForm::written() const
{
    settings::Daemon daemon = m_daemon;
    m_bindings.read(daemon);
    daemon.context = m_isContext ? m_context->currentText() : QString();
    daemon.tlsVerify = !m_isContext && daemon.tlsVerify;
    if (m_isContext)
        daemon.host.clear();
    if (!daemon.tlsVerify)
        daemon.certPath.clear();
    return daemon;
}

void DaemonForm::check()
{
    m_where->setCurrent(m_isContext ? 1 : 0);
    field(u"host"_s).setVisible(!m_isContext);
    m_tls->setVisible(!m_isContext);
    field(u"certPath"_s).setVisible(!m_isContext && m_tls->isChecked());
    field(u"context"_s).setVisible(m_isContext);
    showProblems();
    if (m_tls->isChecked() && !m_isContext)
        m_folderTimer.start();
}

void DaemonForm::showProblems()
{
    models::ObjectCheck check = models::checkDaemon(written(), m_others, m_contexts);
    if (m_isContext && m_context->choices().isEmpty())
        check.problems.push_back({u"context"_s, tr("There is none: make one with \"docker context create\".")});
    if (m_found && m_tls->isChecked())
        check.problems.push_back({u"certPath"_s, models::tlsFolderText(*m_found),
                                  m_found->isRight() ? models::Severity::Ok : models::Severity::Warning});
    setProblems(std::move(check.problems));
    setDanger(check.danger);
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
    emit saveRequested();
}

} // namespace fairlead::ui
