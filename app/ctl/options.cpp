// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "backends/accelerators/taints.h"
#include "backends/manifests/duration.h"
#include "commandlist.h"
#include "optionrules.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

struct CommandLine
{
    QCommandLineParser parser;
    QCommandLineOption help{{u"h"_s, u"help"_s}, u"Show this text."_s};
    QCommandLineOption version{u"version"_s, u"Show the version."_s};
    QCommandLineOption kubeconfig{
        u"kubeconfig"_s, u"Kubeconfig to read instead of KUBECONFIG and ~/.kube/config; repeatable."_s, u"file"_s};
    QCommandLineOption extraKubeconfig{
        u"extra-kubeconfig"_s, u"File, or folder of kubeconfigs, to read beside the others; repeatable."_s, u"path"_s};
    QCommandLineOption config{u"config"_s, u"Settings file to use instead of ~/.config/fairlead/fairlead.yaml."_s,
                              u"file"_s};
    QCommandLineOption context{u"context"_s, u"Only contexts of this name or glob; repeatable."_s, u"name"_s};
    QCommandLineOption output{{u"o"_s, u"output"_s}, u"table (default), json, csv or yaml."_s, u"format"_s, u"table"_s};
    QCommandLineOption timeout{
        u"timeout"_s,
        u"How long a server may take to answer (default 15), builds and transfers apart; a credential plugin has a "
        "minute of its own."_s,
        u"seconds"_s, u"15"_s};
    QCommandLineOption allowExec{u"allow-exec"_s,
                                 u"Run the programs that the files name: credential plugins of a kubeconfig, and "
                                 "before a push the commands of registries of the settings."_s};
    QCommandLineOption verbose{u"v"_s, u"Say more on standard error."_s};
    QCommandLineOption daemon{u"daemon"_s,
                              u"images plan, build, push: the daemon to use instead of each image's own. push --to, "
                              "pull: instead of the first of the settings. prune: instead of all."_s,
                              u"name"_s};
    QCommandLineOption all{u"all"_s, u"images prune: of all daemons, as without --daemon."_s};
    QCommandLineOption to{u"to"_s, u"images push: where an image that is no recipe's goes; nothing is built."_s,
                          u"target"_s};
    QCommandLineOption dryRun{
        u"dry-run"_s,
        u"images prune: show, remove nothing. configs import: show, write nothing. run: what would be sent."_s};
    QCommandLineOption target{u"target"_s, u"configs preview, test: only this context or daemon of the config."_s,
                              u"name"_s};
    QCommandLineOption user{u"user"_s, u"configs preview, test, resolve, fit, run: for whom."_s, u"login"_s};
    QCommandLineOption project{u"project"_s, u"configs preview, test, resolve, fit, run: in which project."_s,
                               u"key"_s};
    QCommandLineOption workload{u"workload"_s, u"configs resolve: userCode or visual; else both."_s, u"kind"_s};
    QCommandLineOption command{u"command"_s, u"configs test: what runs, for a shell; else what prints devices."_s,
                               u"text"_s};
    QCommandLineOption callback{u"callback"_s, u"configs test: what the pod has to reach."_s, u"host:port"_s};
    QCommandLineOption runLimit{u"run-limit"_s,
                                u"configs test: how long the container may run (default 2m), and may take to start "
                                "when it has a node and its image."_s,
                                u"duration"_s};
    QCommandLineOption pullLimit{u"pull-limit"_s, u"configs test: how long the image may take (default 15m)."_s,
                                 u"duration"_s};
    QCommandLineOption nodeLimit{u"node-limit"_s,
                                 u"configs test: how long to wait for a node (default what the config says, up to 10m, "
                                 "else 20s)."_s,
                                 u"duration"_s};
    QCommandLineOption live{u"live"_s, u"configs validate: ask the clusters and daemons, too."_s};
    QCommandLineOption force{u"force"_s, u"images plan, build, push: build also what is current."_s};
    QCommandLineOption noBuild{u"no-build"_s,
                               u"images push: push what is there, build nothing. daemons test: no trial build."_s};
    QCommandLineOption noPush{u"no-push"_s, u"daemons test, registries test: begin no upload."_s};
    QCommandLineOption holders{u"holders"_s, u"gpus: also who holds them."_s};
    QCommandLineOption waiting{u"waiting"_s, u"gpus: also what waits for one, and why."_s};
    QCommandLineOption watch{u"watch"_s, u"gpus: stay and print again on every change (json: one document a line)."_s};
    QCommandLineOption toleration{
        u"tolerate"_s, u"gpus: a taint that your pods tolerate, key[=value][:effect]; repeatable."_s, u"taint"_s};
    QCommandLineOption resource{u"resource"_s, u"gpus: a resource name to treat as accelerator too; repeatable."_s,
                                u"name"_s};
    RunCommandLine run;

    CommandLine()
    {
        parser.setApplicationDescription(u"GPUs over many Kubernetes clusters."_s);
        parser.addOptions({help,      version,  kubeconfig, extraKubeconfig, config,   context,
                           output,    timeout,  allowExec,  verbose,         daemon,   all,
                           to,        dryRun,   force,      noBuild,         noPush,   holders,
                           waiting,   watch,    toleration, resource,        target,   user,
                           project,   workload, command,    callback,        runLimit, pullLimit,
                           nodeLimit, live});
        run.addTo(parser);
        parser.addPositionalArgument(u"command"_s, commandNames());
    }

    QString helpText() const
    {
        const QString text = parser.helpText();
        return CommandHelp + text.mid(text.indexOf("Options:"_L1)).section("\nArguments:"_L1, 0, 0) + ExitCodeHelp;
    }
};

tl::unexpected<EarlyEnd> usageError(const QString &what)
{
    return tl::make_unexpected(EarlyEnd{u"fairleadctl: %1\nTry 'fairleadctl --help'.\n"_s.arg(what), UsageError});
}

std::optional<Format> formatFromString(const QString &text)
{
    if (text == "table"_L1)
        return Format::Table;
    if (text == "json"_L1)
        return Format::Json;
    if (text == "csv"_L1)
        return Format::Csv;
    if (text == "yaml"_L1)
        return Format::Yaml;
    return std::nullopt;
}

//! "90s", "10m", "1h30m", and seconds alone, as of --timeout. Nothing where it is none, or longer than a day.
std::optional<std::chrono::seconds> limitFromString(const QString &text)
{
    constexpr std::chrono::seconds Longest = std::chrono::hours(24);
    bool isNumber = false;
    static_cast<void>(text.toULongLong(&isNumber));
    const auto limit = manifests::parseDuration(isNumber ? text + u's' : text);
    return limit && *limit <= Longest ? limit : std::nullopt;
}

//! \return why a limit is none; empty: they are in \p options.
QString takeLimits(const CommandLine &line, Options &options)
{
    for (const auto &[option, limit] :
         {std::pair(&line.runLimit, &options.runLimit), std::pair(&line.pullLimit, &options.pullLimit),
          std::pair(&line.nodeLimit, &options.nodeLimit)}) {
        if (!line.parser.isSet(*option))
            continue;
        const QString name = option->names().front();
        if (options.command != "configs"_L1 || options.verb != "test"_L1)
            return u"--%1 belongs to configs test"_s.arg(name);
        *limit = limitFromString(line.parser.value(*option));
        if (!*limit)
            return u"--%1 %2: expected a duration such as 90s, 10m or 1h30m, up to 24h"_s.arg(
                name, line.parser.value(*option));
    }
    return {};
}

} // namespace

tl::expected<Options, EarlyEnd> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    if (!line.parser.parse(arguments))
        return usageError(line.parser.errorText());
    if (line.parser.isSet(line.help))
        return tl::make_unexpected(EarlyEnd{line.helpText(), AllAnswered});
    if (line.parser.isSet(line.version))
        return tl::make_unexpected(EarlyEnd{u"fairleadctl " FAIRLEAD_VERSION "\n"_s, AllAnswered});

    Options options{.arguments = line.parser.positionalArguments()};
    if (options.arguments.isEmpty())
        return tl::make_unexpected(EarlyEnd{line.helpText(), UsageError});
    options.command = options.arguments.takeFirst();
    if (const QString problem = takeVerb(options); !problem.isEmpty())
        return usageError(problem);

    const std::optional<Format> format = formatFromString(line.parser.value(line.output));
    if (!format)
        return usageError(u"-o %1: expected table, json, csv or yaml"_s.arg(line.parser.value(line.output)));
    options.format = *format;
    bool ok = false;
    const int seconds = line.parser.value(line.timeout).toInt(&ok);
    if (!ok || seconds < 1 || seconds > 3'600)
        return usageError(u"--timeout %1: expected seconds, 1 to 3600"_s.arg(line.parser.value(line.timeout)));
    options.timeout = std::chrono::seconds(seconds);

    options.kubeconfigs = line.parser.values(line.kubeconfig);
    options.extraKubeconfigs = line.parser.values(line.extraKubeconfig);
    options.config = line.parser.value(line.config);
    options.contexts = line.parser.values(line.context);
    options.allowsExec = line.parser.isSet(line.allowExec);
    options.isVerbose = line.parser.isSet(line.verbose);
    options.showsHolders = line.parser.isSet(line.holders);
    options.showsWaiting = line.parser.isSet(line.waiting);
    options.watches = line.parser.isSet(line.watch);
    for (const QString &text : line.parser.values(line.toleration)) {
        const auto toleration = accelerators::parseToleration(text);
        if (!toleration)
            return usageError(u"--tolerate \"%1\": expected key[=value][:effect]"_s.arg(text));
        options.tolerations.push_back(*toleration);
    }
    options.extraResources = line.parser.values(line.resource);
    const bool hasGpuOption = options.showsHolders || options.showsWaiting || options.watches ||
                              !options.tolerations.empty() || !options.extraResources.isEmpty();
    if (options.command != "gpus"_L1 && hasGpuOption)
        return usageError(u"--holders, --waiting, --watch, --tolerate and --resource belong to gpus"_s);
    const bool usesSettings = !QStringList{u"contexts"_s, u"check"_s, u"gpus"_s}.contains(options.command);
    if (!usesSettings && line.parser.isSet(line.config))
        return usageError(u"--config does not belong to %1"_s.arg(options.command));
    options.daemon = line.parser.value(line.daemon);
    options.isDryRun = line.parser.isSet(line.dryRun);
    options.asksAllDaemons = line.parser.isSet(line.all);
    options.pushTarget = line.parser.value(line.to);
    options.isForced = line.parser.isSet(line.force);
    options.buildsNothing = line.parser.isSet(line.noBuild);
    options.pushesNothing = line.parser.isSet(line.noPush);
    options.target = line.parser.value(line.target);
    options.user = line.parser.value(line.user);
    options.project = line.parser.value(line.project);
    options.workload = line.parser.value(line.workload);
    options.trialCommand = line.parser.value(line.command);
    options.callback = line.parser.value(line.callback);
    options.asksTargets = line.parser.isSet(line.live);
    if (const QString problem = takeLimits(line, options); !problem.isEmpty())
        return usageError(problem);
    if (options.command != "images"_L1 &&
        (!options.daemon.isEmpty() || options.isForced || options.asksAllDaemons || line.parser.isSet(line.to)))
        return usageError(u"--daemon, --all, --to and --force belong to images"_s);
    if (const QString problem = line.run.take(line.parser, options); !problem.isEmpty())
        return usageError(problem);
    if (const QString problem = optionsProblem(options, line.parser.isSet(line.to)); !problem.isEmpty())
        return usageError(problem);
    return options;
}

} // namespace fairlead::ctl
