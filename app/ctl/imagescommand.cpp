// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagescommand.h"

#include "imagetables.h"
#include "jobprinter.h"
#include "models/docker/pushtarget.h"
#include "output.h"
#include "prunecommand.h"
#include "workshopof.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using imagejobs::JobOrder;
using imagejobs::Workshop;

//! Ids of the images that the command line names, none for all; nothing where one is nobody's, which is told.
std::optional<QStringList> recipeIdsOf(const LoadedSettings &loaded, const Options &options)
{
    if (options.arguments.isEmpty())
        return QStringList();
    const auto recipes = select(loaded.settings.baseImages, options.arguments, u"base image"_s);
    if (!recipes)
        return std::nullopt;
    QStringList ids;
    for (const settings::BaseImage &recipe : *recipes)
        ids += recipe.id;
    return ids;
}

int listImages(Workshop &workshop, const LoadedSettings &loaded, const Options &options)
{
    ImageReport report{.settings = loaded.settings};
    QObject::connect(&workshop, &Workshop::recipeLooked, [&report](const imagejobs::RecipeFinding &finding) {
        std::erase_if(report.findings, [&finding](const auto &each) { return each.recipeId == finding.recipeId; });
        report.findings.push_back(finding);
    });
    QObject::connect(&workshop, &Workshop::registryLooked,
                     [&report](const imagejobs::RegistryFinding &finding) { report.inRegistries.push_back(finding); });
    QObject::connect(&workshop, &Workshop::idle, qApp, &QCoreApplication::quit);
    workshop.look({}, true);
    QCoreApplication::exec();
    printImages(report, options.format);
    return exitCodeOf(report);
}

int planImages(Workshop &workshop, const LoadedSettings &loaded, const JobOrder &order, const Options &options)
{
    int exitCode = AllAnswered;
    QObject::connect(&workshop, &Workshop::orderFailed, [&exitCode](const QString &why) {
        writeError(u"fairleadctl: %1\n"_s.arg(oneLine(why)));
        exitCode = NoneAnswered;
        QCoreApplication::quit();
    });
    QObject::connect(&workshop, &Workshop::planned,
                     [&](const std::vector<images::PlanStep> &steps, const imagejobs::SurveyResult &findings) {
                         printPlan(steps, findings, loaded.settings, options.format);
                         exitCode = exitCodeOf(ImageReport{.settings = loaded.settings, .findings = findings.findings});
                         QCoreApplication::quit();
                     });
    workshop.plan(order);
    QCoreApplication::exec();
    return exitCode;
}

int runJobs(Workshop &workshop, const Options &options, Cancellation &cancellation, const std::function<void()> &begin)
{
    JobPrinter printer(workshop, options.format);
    begin();
    cancellation.exec([&printer] { printer.cancel(); });
    return printer.exitCode();
}

//! To a registry of the settings under its own name, else to what --to says.
std::optional<imagejobs::ImagePush> imagePushOf(const LoadedSettings &loaded, const QString &daemonId,
                                                const Options &options)
{
    imagejobs::ImagePush push{.image = options.arguments.front(), .daemonId = daemonId};
    for (const settings::Registry &registry : loaded.settings.registries) {
        if (registry.name != options.pushTarget && registry.id != options.pushTarget)
            continue;
        push.target = models::pushTargetIn(registry, push.image).text();
        push.registryId = registry.id;
        return push;
    }
    QString problem;
    const auto target = models::readPushTarget(options.pushTarget, problem);
    if (!target) {
        writeError(u"fairleadctl: --to %1: %2\n"_s.arg(oneLine(options.pushTarget), oneLine(problem)));
        return std::nullopt;
    }
    push.target = target->text();
    return push;
}

} // namespace

int runImages(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    const std::optional<QString> daemonId = daemonIdOf(*loaded, options);
    if (!daemonId)
        return NoneAnswered;
    const bool usesFirst = (options.verb == "pull"_L1 || !options.pushTarget.isEmpty()) && daemonId->isEmpty();
    const bool hasNone = options.verb == "prune"_L1 && loaded->settings.daemons.empty();
    const auto first = imagejobs::firstDaemon(loaded->settings);
    if (!first && (usesFirst || hasNone)) {
        writeError(u"fairleadctl: %1\n"_s.arg(oneLine(first.error())));
        return NoneAnswered;
    }
    const QString daemon = usesFirst ? *first : *daemonId;
    const auto workshop = workshopOf(*loaded, options);
    if (options.verb.isEmpty() || options.verb == "list"_L1)
        return exitCodeOf(*loaded, listImages(*workshop, *loaded, options));
    if (options.verb == "pull"_L1)
        return exitCodeOf(*loaded, runJobs(*workshop, options, cancellation,
                                           [&] { workshop->pull(options.arguments.front(), daemon); }));
    if (options.verb == "prune"_L1)
        return exitCodeOf(*loaded, showPrune(*workshop, *loaded, *daemonId, options));
    if (!options.pushTarget.isEmpty()) {
        const auto push = imagePushOf(*loaded, daemon, options);
        return push
                   ? exitCodeOf(*loaded, runJobs(*workshop, options, cancellation, [&] { workshop->pushImage(*push); }))
                   : int(UsageError);
    }
    const auto ids = recipeIdsOf(*loaded, options);
    if (!ids)
        return NoneAnswered;
    if (loaded->settings.baseImages.empty()) {
        writeError(u"fairleadctl: the settings have no base image\n"_s);
        return NoneAnswered;
    }
    const JobOrder order{.recipeIds = *ids,
                         .builds = !options.buildsNothing,
                         .pushes = options.verb != "build"_L1,
                         .isForced = options.isForced,
                         .daemonId = daemon};
    if (options.verb == "plan"_L1)
        return exitCodeOf(*loaded, planImages(*workshop, *loaded, order, options));
    return exitCodeOf(*loaded, runJobs(*workshop, options, cancellation, [&] { workshop->run(order); }));
}

} // namespace fairlead::ctl
