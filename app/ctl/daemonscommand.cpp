// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonscommand.h"

#include "backends/docker/daemontest.h"
#include "backends/docker/dockerendpoint.h"
#include "backends/imagejobs/daemonfleet.h"
#include "backends/imagejobs/recipeondisk.h"
#include "backends/imagejobs/recipesurvey.h"
#include "checktables.h"
#include "contextselection.h"
#include "models/errortext.h"
#include "output.h"
#include "settingsobjects.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using Json = nlohmann::ordered_json;

QString addressOf(const settings::Daemon &daemon)
{
    return daemon.context.isEmpty() ? daemon.host : u"docker context "_s + daemon.context;
}

//! Tags of the base images that \p daemonId builds: what runs there needs them.
QStringList imagesOf(const LoadedSettings &loaded, const QString &daemonId)
{
    QStringList tags;
    for (const settings::BaseImage &recipe : loaded.settings.baseImages) {
        if (imagejobs::daemonOf(recipe, loaded.settings.daemons) != daemonId)
            continue;
        const imagejobs::RecipeOutline outline = imagejobs::recipeOutline(
            recipe, loaded.settings, QFileInfo(loaded.path).absolutePath(), QDate::currentDate());
        if (!outline.tag.isEmpty())
            tags += outline.tag;
    }
    return tags;
}

CheckLine lineOf(const docker::CheckResult &result)
{
    QStringList words{result.detail};
    words += result.items;
    if (result.error)
        words += models::errorText(*result.error);
    words.removeAll(QString());
    words.removeDuplicates();
    return {docker::toString(result.id), docker::toString(result.state), words.join(u", "_s), {}};
}

int listDaemons(const std::vector<settings::Daemon> &daemons, Format format)
{
    QList<QStringList> rows{{u"NAME"_s, u"ADDRESS"_s, u"TLS"_s, u"ID"_s}};
    Json list = Json::array();
    for (const settings::Daemon &daemon : daemons) {
        rows += {oneLine(daemon.name), oneLine(addressOf(daemon)), daemon.tlsVerify ? u"yes"_s : u"no"_s,
                 oneLine(daemon.id)};
        list.push_back({{"id", daemon.id.toStdString()},
                        {"name", daemon.name.toStdString()},
                        {"host", daemon.host.isEmpty() ? Json(nullptr) : Json(daemon.host.toStdString())},
                        {"context", daemon.context.isEmpty() ? Json(nullptr) : Json(daemon.context.toStdString())},
                        {"tlsVerify", daemon.tlsVerify}});
    }
    const Json document{{"apiVersion", "fairlead/v1"}, {"kind", "DaemonList"}, {"daemons", std::move(list)}};
    writeAnswer(format, rows, document);
    return AllAnswered;
}

} // namespace

int runDaemons(const Options &options)
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
    std::vector<CheckedObject> checked;
    std::vector<std::unique_ptr<docker::DaemonTest>> tests;
    std::size_t pending = daemons->size();
    for (const settings::Daemon &daemon : *daemons) {
        checked.push_back({daemon.id, daemon.name, addressOf(daemon), {}});
        tests.push_back(std::make_unique<docker::DaemonTest>(docker::DaemonTest::Settings{
            .choice = imagejobs::daemonChoice(daemon, QFileInfo(loaded->path).absolutePath()),
            .dockerFolder = docker::dockerFolder(QProcessEnvironment::systemEnvironment(), QDir::homePath()),
            .userAgent = userAgent(),
            .answerTimeout = options.timeout,
            .images = imagesOf(*loaded, daemon.id)}));
        QObject::connect(
            tests.back().get(), &docker::DaemonTest::finished, qApp,
            [&checked, &pending, at = checked.size() - 1](const std::vector<docker::CheckResult> &results) {
                for (const docker::CheckResult &result : results)
                    checked[at].lines.push_back(lineOf(result));
                if (--pending == 0)
                    QCoreApplication::quit();
            });
    }
    for (const auto &test : tests)
        test->start();
    QCoreApplication::exec();
    printChecks(checked, u"DaemonCheckList"_s, u"daemons"_s, options.format);
    return exitCodeOf(*loaded, exitCodeOf(checked));
}

} // namespace fairlead::ctl
