// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonscommand.h"

#include "backends/docker/dockerendpoint.h"
#include "backends/imagejobs/daemontrial.h"
#include "contextselection.h"
#include "jsonvalues.h"
#include "models/errortext.h"
#include "output.h"
#include "runchecks.h"
#include "workshopof.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using imagejobs::DaemonTrial;

QString addressOf(const settings::Daemon &daemon)
{
    return daemon.context.isEmpty() ? daemon.host : u"docker context "_s + daemon.context;
}

CheckLine lineOf(const docker::CheckResult &result)
{
    QStringList words{result.detail};
    for (const QString &item : result.items) {
        if (!result.detail.contains(item))
            words += item;
    }
    if (result.error && !result.detail.contains(result.error->message))
        words += models::errorText(*result.error);
    words.removeAll(QString());
    const QString subject = result.subject.isEmpty() ? QString() : result.subject + u": "_s;
    return {docker::toString(result.id), toString(result.state), subject + words.join(u", "_s), result.remedy};
}

//! Whether requests go by TLS to a server that is verified; of a context as that says. Nothing: it cannot be read.
std::optional<bool> verifiesTls(const settings::Daemon &daemon)
{
    if (daemon.context.isEmpty())
        return daemon.tlsVerify;
    if (daemon.context == "default"_L1) // the socket, which docker keeps no file about
        return false;
    const Result<docker::DockerContext> context = docker::dockerContext(dockerFolder(), daemon.context);
    if (!context || context->error)
        return std::nullopt;
    return context->address.enablesTls && !context->address.skipsVerify;
}

QString tlsText(const settings::Daemon &daemon)
{
    const std::optional<bool> verifies = verifiesTls(daemon);
    return !verifies ? u"?"_s : *verifies ? u"yes"_s : u"no"_s;
}

int listDaemons(const std::vector<settings::Daemon> &daemons, Format format)
{
    QList<QStringList> rows{{u"NAME"_s, u"ADDRESS"_s, u"TLS"_s, u"ID"_s}};
    Json list = Json::array();
    for (const settings::Daemon &daemon : daemons) {
        rows += {oneLine(daemon.name), oneLine(addressOf(daemon)), tlsText(daemon), oneLine(daemon.id)};
        list.push_back({{"id", daemon.id.toStdString()},
                        {"name", daemon.name.toStdString()},
                        {"host", daemon.host.isEmpty() ? Json(nullptr) : Json(daemon.host.toStdString())},
                        {"context", daemon.context.isEmpty() ? Json(nullptr) : Json(daemon.context.toStdString())},
                        {"tlsVerify", orNull(verifiesTls(daemon))}});
    }
    const Json document{{"apiVersion", "fairlead/v1"}, {"kind", "DaemonList"}, {"daemons", std::move(list)}};
    writeAnswer(format, rows, document);
    return AllAnswered;
}

int testDaemons(const std::vector<settings::Daemon> &daemons, const LoadedSettings &loaded, const Options &options,
                Cancellation &cancellation)
{
    const auto workshop = workshopOf(loaded, options);
    const QString folder = QFileInfo(loaded.path).absolutePath();
    const imagejobs::RecipeTags tags = imagejobs::recipeTags(loaded.settings, folder, QDate::currentDate());
    std::vector<CheckedObject> objects;
    std::vector<std::unique_ptr<DaemonTrial>> tests;
    for (const settings::Daemon &daemon : daemons) {
        objects.push_back({daemon.id, daemon.name, addressOf(daemon), {}});
        tests.push_back(std::make_unique<DaemonTrial>(
            workshop->registries(),
            DaemonTrial::Settings{.daemon = {.choice = imagejobs::daemonChoice(daemon, folder),
                                             .dockerFolder = dockerFolder(),
                                             .userAgent = userAgent(),
                                             .answerTimeout = options.timeout,
                                             .triesBuild = !options.buildsNothing},
                                  .needs = imagejobs::daemonNeeds(daemon.id, loaded.settings, tags),
                                  .triesPush = !options.pushesNothing}));
    }
    return runChecks(std::move(objects), std::move(tests), lineOf, u"DaemonCheckList"_s, u"daemons"_s, options.format,
                     cancellation);
}

} // namespace

int runDaemons(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    const auto daemons = select(loaded->settings.daemons, options.arguments, u"daemon"_s);
    if (!daemons)
        return NoneAnswered;
    if (options.verb.isEmpty())
        return exitCodeOf(*loaded, listDaemons(*daemons, options.format));
    if (daemons->empty()) {
        writeError(u"fairleadctl: the settings have no Docker daemon\n"_s);
        return NoneAnswered;
    }
    return exitCodeOf(*loaded, testDaemons(*daemons, *loaded, options, cancellation));
}

} // namespace fairlead::ctl
