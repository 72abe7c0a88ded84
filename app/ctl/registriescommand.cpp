// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registriescommand.h"

#include "backends/imagejobs/daemonneeds.h"
#include "backends/registry/loginwords.h"
#include "backends/registry/registrytest.h"
#include "jsonvalues.h"
#include "models/docker/dockerremedies.h"
#include "output.h"
#include "runchecks.h"
#include "workshopof.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

constexpr int MostTags = 100'000;

int listRegistries(const std::vector<settings::Registry> &registries, Format format)
{
    QList<QStringList> rows{{u"NAME"_s, u"HOST"_s, u"PREFIX"_s, u"CREDENTIALS"_s, u"BEFORE PUSH"_s, u"ID"_s}};
    Json list = Json::array();
    for (const settings::Registry &registry : registries) {
        rows += {oneLine(registry.name), oneLine(registry.host), oneLine(registry.repositoryPrefix),
                 registry.credentials,   registry.prePush,       oneLine(registry.id)};
        list.push_back({{"id", registry.id.toStdString()},
                        {"name", registry.name.toStdString()},
                        {"host", registry.host.toStdString()},
                        {"repositoryPrefix", registry.repositoryPrefix.toStdString()},
                        {"insecure", registry.insecure},
                        {"credentials", registry.credentials.toStdString()},
                        {"prePush", registry.prePush.toStdString()}});
    }
    writeAnswer(format, rows,
                {{"apiVersion", "fairlead/v1"}, {"kind", "RegistryList"}, {"registries", std::move(list)}});
    return AllAnswered;
}

CheckLine lineOf(const CheckResult &result)
{
    QStringList words{result.title, result.detail};
    words.removeAll(QString());
    return {result.id, toString(result.state), words.join(u": "_s), result.remedy};
}

int testRegistries(const std::vector<settings::Registry> &registries, const LoadedSettings &loaded,
                   const Options &options, Cancellation &cancellation)
{
    const auto workshop = workshopOf(loaded, options);
    const imagejobs::RecipeTags tags =
        imagejobs::recipeTags(loaded.settings, QFileInfo(loaded.path).absolutePath(), QDate::currentDate());
    std::vector<CheckedObject> objects;
    std::vector<imagejobs::RegistryFleet::Connection> connections;
    std::vector<std::unique_ptr<registry::RegistryTest>> tests;
    for (const settings::Registry &each : registries) {
        objects.push_back({each.id, each.name, each.host, {}});
        connections.push_back(workshop->registries().connection(each.id));
        tests.push_back(std::make_unique<registry::RegistryTest>(
            *connections.back(), registry::RegistryTestOptions{
                                     .testsPush = !options.pushesNothing,
                                     .repositories = imagejobs::pushedRepositories(each.id, loaded.settings, tags)}));
    }
    return runChecks(std::move(objects), std::move(tests), lineOf, u"RegistryCheckList"_s, u"registries"_s,
                     options.format, cancellation);
}

int listTags(const LoadedSettings &loaded, const Options &options)
{
    const QString text = options.arguments.front();
    const auto reference = registry::ImageReference::parseNormalized(text);
    if (!reference) {
        writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(text), registry::toString(reference.error())));
        return UsageError;
    }
    const auto workshop = workshopOf(loaded, options);
    const auto connection = workshop->registries().connectionFor(*reference);
    std::optional<Result<registry::TagList>> answer;
    const auto end = [&answer](const Result<registry::TagList> &tags) {
        answer = tags;
        QCoreApplication::quit();
    };
    connection->open(qApp, [&](const Result<registry::RegistryClient *> &client) {
        client ? void((*client)->tags(reference->path, MostTags, qApp, end)) : end(tl::unexpected(client.error()));
    });
    QCoreApplication::exec();
    if (!*answer) {
        const ApiError error = registry::withRemedy(answer->error(), connection->registry());
        const QString why = error.message.isEmpty() ? models::registryRemedyFor(error).cause : error.message;
        writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(text), oneLine(why)));
        return NoneAnswered;
    }
    QList<QStringList> rows{{u"TAG"_s}};
    Json tags = Json::array();
    for (const QString &tag : (*answer)->tags) {
        rows += {oneLine(tag)};
        tags.push_back(tag.toStdString());
    }
    writeAnswer(options.format, rows,
                {{"apiVersion", "fairlead/v1"},
                 {"kind", "TagList"},
                 {"repository", reference->name().toStdString()},
                 {"complete", (*answer)->isComplete},
                 {"tags", std::move(tags)}});
    return (*answer)->isComplete ? AllAnswered : SomeFailed;
}

} // namespace

int runRegistries(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    if (options.verb == "tags"_L1)
        return exitCodeOf(*loaded, listTags(*loaded, options));
    const auto registries = select(loaded->settings.registries, options.arguments, u"registry"_s);
    if (!registries)
        return NoneAnswered;
    if (options.verb.isEmpty())
        return exitCodeOf(*loaded, listRegistries(*registries, options.format));
    if (registries->empty()) {
        writeError(u"fairleadctl: the settings have no registry\n"_s);
        return NoneAnswered;
    }
    return exitCodeOf(*loaded, testRegistries(*registries, *loaded, options, cancellation));
}

} // namespace fairlead::ctl
