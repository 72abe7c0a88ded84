// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "environmentnote.h"

#include "models/plaintext.h"

#include <QCoreApplication>

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
QString normalized(const QString &host)
{
    const QString text = host.trimmed();
    if (text.isEmpty() || text == "unix://"_L1)
        return u"unix://"_s + docker::defaultSocketPath();
    return text.contains("://"_L1) ? text : u"tcp://"_s + text;
}

bool isSame(const docker::EnvironmentDaemon &environment, const settings::Daemon &daemon)
{
    if (!daemon.context.isEmpty())
        return daemon.context == environment.contextName;
    return normalized(daemon.host) == normalized(environment.address.host) &&
           daemon.tlsVerify == environment.address.enablesTls;
}

QString sourceText(const docker::EnvironmentDaemon &environment)
{
    switch (environment.source) {
    case Source::Default:
        return {};
    case Source::DockerHost:
        return u"DOCKER_HOST"_s;
    case Source::DockerContext:
        return tr(QT_TRANSLATE_NOOP("EnvironmentNote", "DOCKER_CONTEXT=%1"))
            .arg(plainLine(environment.contextName, 120));
    case Source::CurrentContext:
        return tr(QT_TRANSLATE_NOOP("EnvironmentNote", "docker context %1"))
            .arg(plainLine(environment.contextName, 120));
    }
    return {};
}

} // namespace

QString environmentNote(const docker::EnvironmentDaemon &environment, const std::vector<settings::Daemon> &daemons)
{
    const bool isKnown = std::any_of(daemons.begin(), daemons.end(),
                                     [&](const settings::Daemon &daemon) { return isSame(environment, daemon); });
    if (isKnown || environment.source == Source::Default)
        return {};
    return tr(QT_TRANSLATE_NOOP("EnvironmentNote", "The docker program of this machine speaks to %1 (%2), which is "
                                                   "none of these daemons."))
        .arg(plainLine(environment.address.host, 300), sourceText(environment));
}

} // namespace fairlead::models
