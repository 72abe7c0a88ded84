// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "plannedtargets.h"

#include "backends/imagejobs/daemonfleet.h"
#include "backends/settings/findbyid.h"
#include "models/errortext.h"
#include "output.h"
#include "workshopof.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

//! Nothing where there is none, which is told: the image may be public.
std::optional<runs::PullLogin> loginAt(const QString &registryId, imagejobs::Workshop &workshop)
{
    const auto connection = registryId.isEmpty() ? nullptr : workshop.registries().connection(registryId);
    if (!connection)
        return {};
    std::optional<runs::PullLogin> login;
    QObject context;
    bool isAnswered = false;
    connection->login(&context, [&](const registry::LoginSource::Answer &answer) {
        isAnswered = true;
        const QString host = registry::registryDomain(connection->registry().host);
        if (answer && *answer && !(*answer)->isIdentityToken) // such a token is for docker alone
            login = runs::PullLogin{host, (*answer)->username, (*answer)->secret};
        else
            writeError(u"warning: no login for %1%2\n"_s.arg(
                oneLine(host), answer ? QString() : u": "_s + oneLine(models::errorText(answer.error()))));
        QCoreApplication::quit();
    });
    if (!isAnswered)
        QCoreApplication::exec();
    return login;
}

PlannedTarget plannedTarget(runs::LaunchPlan plan, const std::optional<runs::PullLogin> &login,
                            const ConfigFacts &facts, const LoadedSettings &loaded)
{
    PlannedTarget target;
    if (login)
        target.login = [login] { return login; };
    if (const settings::Daemon *daemon = settings::findById(loaded.settings.daemons, plan.target.daemonId))
        target.daemon = choiceOf(*daemon, loaded);
    if (const kubernetes::Context *context = contextOf(facts, plan.target.contextId))
        target.context = *context;
    target.plan = std::move(plan);
    return target;
}

} // namespace

docker::DaemonChoice choiceOf(const settings::Daemon &daemon, const LoadedSettings &loaded)
{
    return imagejobs::daemonChoice(daemon, QFileInfo(loaded.path).absolutePath());
}

const kubernetes::Context *contextOf(const ConfigFacts &facts, const QString &id)
{
    const auto isIt = [&id](const kubernetes::Context &context) { return context.id == id; };
    const auto found = std::find_if(facts.contexts.begin(), facts.contexts.end(), isIt);
    return found == facts.contexts.end() ? nullptr : &*found;
}

std::optional<Planning> planTargets(const settings::RuntimeConfig &config, runs::LaunchRequest request,
                                    const LoadedSettings &loaded, const Options &options)
{
    const ForWhom whom = forWhom(loaded, options);
    request.user = whom.userPointer();
    request.project = whom.projectPointer();
    Planning planning{configFacts(loaded, options), {}};
    ConfigFacts &facts = planning.facts;
    const auto targets = targetsOf(config, request.project, facts, loaded, options);
    if (!targets)
        return {};
    if (needsNodes(config))
        askNodes(facts, *targets, options);
    const manifests::PodSchema schema;
    std::vector<runs::LaunchPlan> plans;
    for (const runs::LaunchTarget &target : *targets)
        plans.push_back(runs::launchPlan(config, target, request, facts.launch, loaded.settings, schema));
    planning.targets = withLogins(std::move(plans), config, facts, loaded, options);
    return planning;
}

std::vector<PlannedTarget> withLogins(std::vector<runs::LaunchPlan> plans, const settings::RuntimeConfig &config,
                                      const ConfigFacts &facts, const LoadedSettings &loaded, const Options &options)
{
    const auto workshop = workshopOf(loaded, options);
    std::vector<PlannedTarget> targets;
    std::optional<runs::PullLogin> login; // one for all: they get the same image
    for (runs::LaunchPlan &plan : plans) {
        if (targets.empty())
            login = loginAt(runs::loginRegistry(config, plan.launch.image, loaded.settings), *workshop);
        targets.push_back(plannedTarget(std::move(plan), login, facts, loaded));
    }
    return targets;
}

} // namespace fairlead::ctl
