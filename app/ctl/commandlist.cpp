// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "commandlist.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

const QString CommandHelp = uR"(fairleadctl COMMAND [OPTIONS]

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
  fit [NAME] --gpus ASK   where a run would get its nodes, now or later, and why not: of a runtime config, or of
                          nothing but GPUs (H100:8, A100:40GB..:2, nvidia:1..8, 1g.10gb:1), --cpu and --memory
  run CONFIG [-- COMMAND...]  launches it at the first of its targets that takes it, writes what its containers write,
                          and ends with the exit code of the job; Ctrl+C stops it, --detach leaves it
  runs, runs list         what was launched from here, and how it stands
  runs show RUN           one of them, with its attempts; RUN is its name or id
  runs stop RUN...        ends them and removes what they made; runs delete: those that have ended
  runs orphans            what runs that were interrupted have left; --remove: removes it
  logs RUN [-f]           what its containers wrote
  explain RUN             why it waits or has failed, and what would help
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

const QString ExitCodeHelp = uR"(
Exit codes:
  0  everything that was asked answered and was done; the settings are right
  1  none answered or was done; the settings file cannot be read as it stands
  2  the command line is wrong
  3  some did not answer or was not done, their rows say why; objects of the settings cannot be used
  130, 143  cancelled by Ctrl+C, by SIGTERM: what was begun has been put right; a second Ctrl+C
     does not wait for that
)"_s;

namespace {

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
        {u"fit"_s, {}, 0, 1},
        {u"run"_s, {}, 1, Many},
        {u"runs"_s, {}},
        {u"runs"_s, {u"list"_s, u"orphans"_s}},
        {u"runs"_s, {u"show"_s}, 1, 1},
        {u"runs"_s, {u"stop"_s, u"delete"_s}, 1, Many},
        {u"logs"_s, {}, 1, 1},
        {u"explain"_s, {}, 1, 1},
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

QStringList verbsOf(const QString &command)
{
    QStringList verbs;
    for (const CommandShape &shape : shapes()) {
        if (shape.name == command)
            verbs += shape.verbs;
    }
    return verbs;
}

} // namespace

QString commandNames()
{
    QStringList names;
    for (const CommandShape &shape : shapes())
        names += shape.name;
    names.removeDuplicates();
    return alternatives(names);
}

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

} // namespace fairlead::ctl
