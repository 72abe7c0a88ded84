// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configfacts.h"

#include "backends/files/glob.h"
#include "backends/imagejobs/daemonfleet.h"
#include "backends/imagejobs/daemonneeds.h"
#include "backends/runs/dispatch.h"
#include "backends/settings/findbyid.h"
#include "contextselection.h"
#include "daemonlook.h"
#include "gpuquery.h"
#include "models/errortext.h"
#include "output.h"
#include "workshopof.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::LaunchTarget;

bool isTargetedBy(const kubernetes::Context &context, const std::vector<LaunchTarget> &targets)
{
    return std::any_of(targets.begin(), targets.end(),
                       [&context](const LaunchTarget &target) { return target.contextId == context.id; });
}

void takeNodes(const models::ClusterAnswer &answer, runs::LaunchFacts &facts)
{
    if (answer.status.error)
        writeError(
            u"warning: %1: %2\n"_s.arg(oneLine(answer.context), oneLine(models::errorText(*answer.status.error))));
    if (answer.nodes.empty() && answer.status.error)
        return;
    for (runs::ContextFacts &context : facts.contexts) {
        if (answer.contexts.contains(context.id))
            context.nodes = answer.nodes;
    }
}

//! Those that do not answer are told on standard error. Runs the event loop.
void askDaemons(ConfigFacts &facts, const std::vector<LaunchTarget> &targets, const LoadedSettings &loaded,
                const Options &options)
{
    std::map<QString, std::unique_ptr<DaemonLook>> looks; // by id
    for (const LaunchTarget &target : targets) {
        const settings::Daemon *daemon = settings::findById(loaded.settings.daemons, target.daemonId);
        if (daemon && !looks.contains(daemon->id))
            looks.emplace(daemon->id,
                          std::make_unique<DaemonLook>(imagejobs::daemonChoice(*daemon, facts.launch.settingsFolder),
                                                       dockerFolder(), userAgent(), options.timeout));
    }
    std::size_t pending = looks.size();
    for (const auto &[id, look] : looks) {
        QObject::connect(look.get(), &DaemonLook::finished, qApp, [&pending] {
            if (--pending == 0)
                QCoreApplication::quit();
        });
        look->start();
    }
    if (pending > 0)
        QCoreApplication::exec();
    for (const auto &[id, look] : looks) {
        if (look->info())
            facts.launch.daemons.insert(id, *look->info());
        else
            writeError(u"warning: %1: %2\n"_s.arg(oneLine(settings::findById(loaded.settings.daemons, id)->name),
                                                  oneLine(models::errorText(look->info().error()))));
    }
}

template <class Object>
Object knownOr(const std::vector<Object> &all, const QString &name, const QString &what)
{
    const auto known = std::find_if(all.begin(), all.end(), [&name](const Object &each) { return each.name == name; });
    if (known != all.end())
        return *known;
    writeError(u"warning: the settings have no %1 %2\n"_s.arg(what, oneLine(name)));
    Object unknown;
    unknown.name = name;
    return unknown;
}

} // namespace

ConfigFacts configFacts(const LoadedSettings &loaded, const Options &options)
{
    const auto sources = kubernetes::KubeconfigSources::fromEnvironment(options.kubeconfigs, options.extraKubeconfigs);
    kubernetes::Kubeconfig kubeconfig = kubernetes::loadKubeconfig(sources);
    for (const kubernetes::KubeconfigProblem &problem : kubeconfig.problems)
        writeError(u"warning: %1\n"_s.arg(oneLine(problem.text())));
    ConfigFacts facts{.contexts = std::move(kubeconfig.contexts)};
    for (const kubernetes::Context &context : facts.contexts)
        facts.launch.contexts.push_back({.id = context.id,
                                         .name = context.name,
                                         .kubeconfig = context.fileForKubectl(),
                                         .ns = context.namespaceName,
                                         .isCurrent = context.isCurrent});
    facts.launch.settingsFolder = QFileInfo(loaded.path).absolutePath();
    facts.launch.tags = imagejobs::recipeTags(loaded.settings, facts.launch.settingsFolder, QDate::currentDate());
    return facts;
}

void askNodes(ConfigFacts &facts, const std::vector<LaunchTarget> &targets, const Options &options)
{
    GpuQuery::Settings settings{.policy = execPolicy(options), .timeout = options.timeout, .userAgent = userAgent()};
    for (const kubernetes::Context &context : facts.contexts) {
        if (isTargetedBy(context, targets))
            settings.contexts.push_back(context);
    }
    if (settings.contexts.empty())
        return;
    GpuQuery query(std::move(settings));
    QObject::connect(&query, &GpuQuery::finished, &query, &QCoreApplication::quit, Qt::QueuedConnection);
    query.start();
    QCoreApplication::exec();
    for (const models::ClusterAnswer &answer : query.answers())
        takeNodes(answer, facts.launch);
}

bool askTargets(ConfigFacts &facts, const std::vector<LaunchTarget> &targets, const LoadedSettings &loaded,
                const Options &options)
{
    askNodes(facts, targets, options);
    askDaemons(facts, targets, loaded, options);
    return std::all_of(targets.begin(), targets.end(), [&facts](const LaunchTarget &target) {
        const runs::ContextFacts *context = facts.launch.context(target.contextId);
        return context ? context->nodes.has_value() : facts.launch.daemons.contains(target.daemonId);
    });
}

std::optional<std::vector<LaunchTarget>> targetsOf(const settings::RuntimeConfig &config,
                                                   const settings::Project *project, const ConfigFacts &facts,
                                                   const LoadedSettings &loaded, const Options &options)
{
    const settings::TargetChoice choice = runs::saidTarget(config, project, loaded.settings.defaults).target;
    auto targets = runs::launchTargets(config, choice, facts.launch, loaded.settings);
    if (!targets) {
        writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(config.name), oneLine(targets.error())));
        return std::nullopt;
    }
    if (options.target.isEmpty())
        return *targets;
    QStringList names;
    std::vector<LaunchTarget> named;
    for (const LaunchTarget &target : *targets) {
        names += target.name;
        if (files::globMatches(options.target, target.name) || options.target == target.daemonId)
            named.push_back(target);
    }
    if (!named.empty())
        return named;
    tellUnknown(options.target, u"target of %1"_s.arg(config.name), names);
    return std::nullopt;
}

bool needsNodes(const settings::RuntimeConfig &config)
{
    const settings::GpuRequest &gpu = config.kubernetes.gpu;
    return !config.isDocker() && gpu.count.value_or(0) > 0 &&
           (gpu.resource.isEmpty() || !gpu.product.isEmpty() || !gpu.kind.isEmpty());
}

ForWhom forWhom(const LoadedSettings &loaded, const Options &options)
{
    ForWhom whom;
    if (!options.user.isEmpty())
        whom.user = knownOr(loaded.settings.users, options.user, u"user"_s);
    if (!options.project.isEmpty())
        whom.project = knownOr(loaded.settings.projects, options.project, u"project"_s);
    return whom;
}

} // namespace fairlead::ctl
