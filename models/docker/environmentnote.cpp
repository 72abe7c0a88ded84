// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "environmentnote.h"

#include "models/plaintext.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Source = docker::EnvironmentDaemon::Source;

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentNote", text);
}

//! What is the same daemon however it is written.
QString normalized(const QString &host, bool enablesTls)
{
    const QString text = host.trimmed();
    if (text.isEmpty() && enablesTls)
        return u"tcp://localhost:2376"_s;
    if (text.isEmpty() || text == "unix://"_L1)
        return u"unix://"_s + docker::defaultSocketPath();
    return text.contains("://"_L1) ? text : u"tcp://"_s + text;
}

bool isContext(const docker::EnvironmentDaemon &environment)
{
    const bool namesOne = environment.source == Source::DockerContext || environment.source == Source::CurrentContext;
    return namesOne && environment.contextName != "default"_L1;
}

QString folderOf(const QString &certificates, const QString &dockerFolder)
{
    return QDir::cleanPath(certificates.isEmpty() ? dockerFolder : certificates);
}

bool isSame(const docker::EnvironmentDaemon &environment, const settings::Daemon &daemon, const QString &dockerFolder)
{
    const docker::DaemonAddress &address = environment.address;
    if (!daemon.context.isEmpty())
        return isContext(environment) && daemon.context == environment.contextName;
    if (normalized(daemon.host, daemon.tlsVerify) != normalized(address.host, address.enablesTls) ||
        daemon.tlsVerify != address.enablesTls)
        return false;
    return !address.enablesTls || isContext(environment) || // which has its own
           folderOf(daemon.certPath, dockerFolder) == folderOf(address.certificatePath, dockerFolder);
}

//! "DOCKER_HOST, DOCKER_TLS_VERIFY": who says so.
QString sourceText(const docker::EnvironmentDaemon &environment, const QString &dockerFolder)
{
    const QString name = plainLine(environment.contextName, 120);
    if (isContext(environment))
        return environment.source == Source::DockerContext
                   ? u"DOCKER_CONTEXT=%1"_s.arg(name)
                   : tr(QT_TRANSLATE_NOOP("EnvironmentNote", "docker context %1")).arg(name);
    QStringList variables;
    if (environment.source == Source::DockerHost)
        variables += u"DOCKER_HOST"_s;
    if (environment.address.enablesTls)
        variables += u"DOCKER_TLS_VERIFY"_s;
    const QString folder = folderOf(environment.address.certificatePath, dockerFolder);
    if (environment.address.enablesTls && folder != folderOf({}, dockerFolder))
        variables += u"DOCKER_CERT_PATH=%1"_s.arg(plainLine(folder, 200));
    return variables.join(u", "_s);
}

} // namespace

QString environmentNote(const Result<docker::EnvironmentDaemon> &environment,
                        const std::vector<settings::Daemon> &daemons, const QString &dockerFolder)
{
    if (!environment) {
        return tr(QT_TRANSLATE_NOOP("EnvironmentNote", "What the environment says to the docker program of this "
                                                       "machine cannot be used: %1"))
            .arg(plainLine(environment.error().message, 400));
    }
    const QString source = sourceText(*environment, dockerFolder);
    const bool isKnown = std::any_of(daemons.begin(), daemons.end(), [&](const settings::Daemon &daemon) {
        return isSame(*environment, daemon, dockerFolder);
    });
    if (isKnown || source.isEmpty())
        return {};
    const docker::DaemonAddress &address = environment->address;
    return tr(QT_TRANSLATE_NOOP("EnvironmentNote", "The docker program of this machine speaks to %1 (%2), which is "
                                                   "none of these daemons."))
        .arg(plainLine(normalized(address.host, address.enablesTls), 300), source);
}

} // namespace fairlead::models
