// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "backends/accelerators/taints.h"
#include "backends/manifests/duration.h"
#include "models/configs/testwishes.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

const QString Synopsis = uR"(fairleadctl COMMAND [OPTIONS]

Which GPUs are free, who holds the others, over many Kubernetes clusters at once; base images,
built on Docker daemons and pushed to registries.

Commands:
  contexts                the contexts of the kubeconfigs; sends no request
  check                   per context: reachable, who am I, what is allowed, GPU nodes
  gpus [PRODUCT[:COUNT]]  GPUs per product, cluster and node; PRODUCT is a name or glob
                          (H100, 'A100*'); with COUNT only nodes that can give so many now
  config path             where the settings file is
  config validate         whether it is right: every problem with its line
  config show             its objects; json and yaml: all that it says
  configs, configs list   the runtime configs: where they run, in what image, who uses them
  configs show NAME       one of them, whole
  configs validate [NAME...]  whether they are right: every problem with its field; --live: also whether clusters and
                          daemons have what they ask for
  configs preview NAME    exactly what a launch would send: the manifest, or Docker's create request, for each
                          target (or --target), for somebody (--user, --project)
  configs test NAME       on each target (or --target): rights, quota, image, devices, then a real pod or container
                          for some seconds, which is taken away again
  configs resolve         which config and which target users and projects get, and why
  configs import FILE     runtime configs from DSS, SkyPilot or dstack; --dry-run: what becomes what
  daemons                 the Docker daemons of the settings; sends no request
  daemons test [NAME...]  reachable, what engine, storage, runtimes; a trial build, which is removed again;
                          which of our images are missing there and in the registries, and whether
                          it may pull, and its images may be pushed: an upload is begun and given up
  registries              the registries of the settings; sends no request
  registries test [NAME...]  reachable, who am I, may I push: an upload is begun and given up
  registries tags IMAGE   the tags of a repository, as registry.example.com/team/image
  images, images list     the base images: which are built where, which are out of date and why
  images plan [NAME...]   what "build" would do; changes nothing
  images build [NAME...]  build what is out of date, in order, with live output
  images push [NAME...]   build what is out of date, then push to every registry of each image
  images push IMAGE --to TARGET  any image of a daemon (--daemon; else the first of the settings); TARGET is
                          registry.example.com/team/app:1, or a registry of the settings
  images pull IMAGE       onto a daemon (--daemon; else the first of the settings)
  images prune --dry-run  images of all daemons (or of one, --daemon) that nothing needs, with sizes
                          and why each is safe
  dockerfile NAME         the Dockerfile of a base image

)"_s;

const QString ExitCodes = uR"(
Exit codes:
  0  everything that was asked answered and was done; the settings are right
  1  none answered or was done; the settings file cannot be read as it stands
  2  the command line is wrong
  3  some did not answer or was not done, their rows say why; objects of the settings cannot be used
  130, 143  cancelled by Ctrl+C, by SIGTERM: what was begun has been put right; a second Ctrl+C
     does not wait for that
)"_s;

//! What may follow a command.
struct CommandShape
{
    QString name;
    QStringList verbs; //!< the words that may come first
    int least = 0;     //!< arguments behind the verb
    int most = 0;
};

constexpr int Many = 10'000;

const std::vector<CommandShape> &shapes()
{
    static const std::vector<CommandShape> all{
        {u"contexts"_s, {}},
        {u"check"_s, {}},
        {u"gpus"_s, {}, 0, 1},
        {u"config"_s, {u"path"_s, u"validate"_s, u"show"_s}},
        {u"configs"_s, {}},
        {u"configs"_s, {u"list"_s, u"resolve"_s}},
        {u"configs"_s, {u"validate"_s}, 0, Many},
        {u"configs"_s, {u"show"_s, u"preview"_s, u"test"_s, u"import"_s}, 1, 1},
        {u"daemons"_s, {}},
        {u"daemons"_s, {u"test"_s}, 0, Many},
        {u"registries"_s, {}},
        {u"registries"_s, {u"test"_s}, 0, Many},
        {u"registries"_s, {u"tags"_s}, 1, 1},
        {u"images"_s, {}},
        {u"images"_s, {u"list"_s}},
        {u"images"_s, {u"plan"_s, u"build"_s, u"push"_s}, 0, Many},
        {u"images"_s, {u"pull"_s}, 1, 1},
        {u"images"_s, {u"prune"_s}},
        {u"dockerfile"_s, {}, 1, 1},
    };
    return all;
}

//! "a, b or c".
QString alternatives(const QStringList &words)
{
    return words.size() < 2 ? words.join(QString())
                            : words.mid(0, words.size() - 1).join(u", "_s) + u" or "_s + words.last();
}

QStringList commandNames()
{
    QStringList names;
    for (const CommandShape &shape : shapes())
        names += shape.name;
    names.removeDuplicates();
    return names;
}

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
    QCommandLineOption dryRun{u"dry-run"_s,
                              u"images prune: show, remove nothing. configs import: show, write nothing."_s};
    QCommandLineOption target{u"target"_s, u"configs preview, test: only this context or daemon of the config."_s,
                              u"name"_s};
    QCommandLineOption user{u"user"_s, u"configs preview, test, resolve: for whom."_s, u"login"_s};
    QCommandLineOption project{u"project"_s, u"configs preview, test, resolve: in which project."_s, u"key"_s};
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

    CommandLine()
    {
        parser.setApplicationDescription(u"GPUs over many Kubernetes clusters."_s);
        parser.addOptions({help,      version,  kubeconfig, extraKubeconfig, config,   context,
                           output,    timeout,  allowExec,  verbose,         daemon,   all,
                           to,        dryRun,   force,      noBuild,         noPush,   holders,
                           waiting,   watch,    toleration, resource,        target,   user,
                           project,   workload, command,    callback,        runLimit, pullLimit,
                           nodeLimit, live});
        parser.addPositionalArgument(u"command"_s, alternatives(commandNames()));
    }

    QString helpText() const
    {
        const QString text = parser.helpText();
        return Synopsis + text.mid(text.indexOf("Options:"_L1)).section("\nArguments:"_L1, 0, 0) + ExitCodes;
    }
};

tl::unexpected<EarlyEnd> usageError(const QString &what)
{
    return tl::make_unexpected(EarlyEnd{u"fairleadctl: %1\nTry 'fairleadctl --help'.\n"_s.arg(what), UsageError});
}

QStringList verbsOf(const QString &command)
{
    QStringList verbs;
    for (const CommandShape &shape : shapes()) {
        if (shape.name == command)
            verbs += shape.verbs;
    }
    return verbs;
}

//! Splits \p options' arguments into verb and arguments. \return why that cannot be; empty: it is done.
QString takeVerb(Options &options)
{
    QStringList &arguments = options.arguments;
    const QStringList verbs = verbsOf(options.command);
    if (verbs.contains(arguments.value(0)))
        options.verb = arguments.takeFirst();
    bool isKnown = false;
    for (const CommandShape &shape : shapes()) {
        if (shape.name != options.command)
            continue;
        isKnown = true;
        if (options.verb.isEmpty() ? !shape.verbs.isEmpty() : !shape.verbs.contains(options.verb))
            continue;
        const QString said = QStringList{options.command, options.verb}.join(u' ').trimmed();
        if (arguments.size() < shape.least)
            return u"%1: something is missing"_s.arg(said);
        if (arguments.size() <= shape.most)
            return {};
        if (verbs.isEmpty() || !options.verb.isEmpty())
            return u"unexpected argument \"%1\""_s.arg(arguments.at(shape.most));
    }
    return isKnown ? u"%1: expected %2"_s.arg(options.command, alternatives(verbs))
                   : u"there is no command \"%1\""_s.arg(options.command);
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
    if (options.isDryRun && options.verb != "prune"_L1 && options.verb != "import"_L1)
        return u"--dry-run belongs to images prune and configs import"_s;
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

//! Why the options of "configs" are not this command's, or not what they may be; empty: they are.
QString configsProblem(const Options &options)
{
    const QString verb = options.command == "configs"_L1 ? options.verb : QString();
    const bool isTried = verb == "preview"_L1 || verb == "test"_L1;
    if (!options.target.isEmpty() && !isTried)
        return u"--target belongs to configs preview and test"_s;
    if (!(options.user + options.project).isEmpty() && !isTried && verb != "resolve"_L1)
        return u"--user and --project belong to configs preview, test and resolve"_s;
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
    if (const QString problem = configsProblem(options); !problem.isEmpty())
        return usageError(problem);
    if (const QString problem = testProblem(options); !problem.isEmpty())
        return usageError(problem);
    if (const QString problem = imagesProblem(options, line.parser.isSet(line.to)); !problem.isEmpty())
        return usageError(problem);
    return options;
}

} // namespace fairlead::ctl
