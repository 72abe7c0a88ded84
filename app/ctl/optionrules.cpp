// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "optionrules.h"

#include "models/configs/testwishes.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

//! Why what a test leaves out is not this command's; empty: it is.
QString testProblem(const Options &options)
{
    const bool isTest = options.verb == "test"_L1;
    if (options.pushesNothing && !isTest)
        return u"--no-push belongs to daemons test and registries test"_s;
    const bool canBuild = options.command == "images"_L1 || (options.command == "daemons"_L1 && isTest);
    return options.buildsNothing && !canBuild ? u"--no-build belongs to images push and daemons test"_s : QString();
}

//! Why the options of "images" do not go together; empty: they do, or it is another command.
QString imagesProblem(const Options &options, bool hasTarget)
{
    if (options.command == "images"_L1 && options.buildsNothing && options.verb != "push"_L1)
        return u"--no-build belongs to images push and daemons test"_s;
    if (options.isDryRun && options.verb != "prune"_L1 && options.verb != "import"_L1 && options.command != "run"_L1)
        return u"--dry-run belongs to images prune, configs import and run"_s;
    if (!options.isDryRun && options.verb == "prune"_L1)
        return u"images prune only shows: say --dry-run; the console removes"_s;
    const bool isOfRecipes = QStringList{u"plan"_s, u"build"_s, u"push"_s}.contains(options.verb);
    if (options.isForced && !isOfRecipes)
        return u"--force belongs to images plan, build and push"_s;
    if (!options.daemon.isEmpty() && !isOfRecipes && options.verb != "pull"_L1 && options.verb != "prune"_L1)
        return u"--daemon belongs to images plan, build, push, pull and prune: each image is listed as on its own daemon"_s;
    if (options.asksAllDaemons && options.verb != "prune"_L1)
        return u"--all belongs to images prune"_s;
    if (options.asksAllDaemons && !options.daemon.isEmpty())
        return u"images prune: say --all or --daemon"_s;
    if (!hasTarget)
        return {};
    if (options.verb != "push"_L1)
        return u"--to belongs to images push"_s;
    if (options.arguments.size() != 1)
        return u"images push --to: expected one image of the daemon"_s;
    if (options.isForced || options.buildsNothing)
        return u"images push --to builds nothing: --force and --no-build do not belong to it"_s;
    return options.pushTarget.isEmpty() ? u"--to: expected a reference or a registry of the settings"_s : QString();
}

//! Why the options of "configs" are not this command's, or not what they may be; empty: they are.
QString configsProblem(const Options &options)
{
    const QString verb = options.command == "configs"_L1 ? options.verb : QString();
    const bool isTried = verb == "preview"_L1 || verb == "test"_L1;
    if (!options.target.isEmpty() && !isTried)
        return u"--target belongs to configs preview and test"_s;
    const bool isForSomebody =
        isTried || verb == "resolve"_L1 || options.command == "fit"_L1 || options.command == "run"_L1;
    if (!(options.user + options.project).isEmpty() && !isForSomebody)
        return u"--user and --project belong to configs preview, test and resolve, to fit and to run"_s;
    if (!options.workload.isEmpty() && verb != "resolve"_L1)
        return u"--workload belongs to configs resolve"_s;
    if (!(options.trialCommand + options.callback).isEmpty() && verb != "test"_L1)
        return u"--command and --callback belong to configs test"_s;
    if (options.asksTargets && verb != "validate"_L1)
        return u"--live belongs to configs validate"_s;
    if (!options.workload.isEmpty() && options.workload != "userCode"_L1 && options.workload != "visual"_L1)
        return u"--workload %1: expected userCode or visual"_s.arg(options.workload);
    if (!options.callback.isEmpty() && !models::isCallback(options.callback))
        return u"--callback %1: expected host:port"_s.arg(options.callback);
    return {};
}

} // namespace

QString optionsProblem(const Options &options, bool hasTarget)
{
    for (const QString &problem : {configsProblem(options), testProblem(options), imagesProblem(options, hasTarget)}) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace fairlead::ctl
