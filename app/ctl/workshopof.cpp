// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "workshopof.h"

#include "backends/docker/dockerendpoint.h"
#include "contextselection.h"
#include "models/statefiles.h"
#include "terminallogins.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

std::unique_ptr<imagejobs::Workshop> workshopOf(const LoadedSettings &loaded, const Options &options)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // What only looks asks nobody.
    const bool asks = QStringList{u"build"_s, u"push"_s, u"pull"_s, u"test"_s, u"tags"_s}.contains(options.verb);
    auto workshop = std::make_unique<imagejobs::Workshop>(imagejobs::Workshop::Settings{
        .settingsFolder = QFileInfo(loaded.path).absolutePath(),
        .dockerFolder = ctl::dockerFolder(),
        .userAgent = userAgent(),
        .environment = environment,
        .hooks = processes::ProgramPolicy::withApprovals(options.allowsExec, models::execApprovalsFile()),
        .prompts = asks ? terminalLogins(qApp) : nullptr,
        .answerTimeout = options.timeout});
    workshop->setSettings(loaded.settings);
    return workshop;
}

QString dockerFolder()
{
    return docker::dockerFolder(QProcessEnvironment::systemEnvironment(), QDir::homePath());
}

std::optional<QString> daemonIdOf(const LoadedSettings &loaded, const Options &options)
{
    if (options.daemon.isEmpty())
        return QString();
    const auto daemons = select(loaded.settings.daemons, {options.daemon}, u"daemon"_s);
    if (!daemons)
        return std::nullopt;
    return daemons->front().id;
}

} // namespace fairlead::ctl
