// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runplaces.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/manifests/duration.h"
#include "backends/runs/lifecycle/dockerattempt.h"
#include "backends/runs/lifecycle/kubernetesattempt.h"
#include "backends/settings/findbyid.h"
#include "contextselection.h"
#include "workshopof.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

runs::KubernetesAttempt::Settings clusterSettings(const kubernetes::Context &context, const Options &options)
{
    return {.endpoint = context.endpoint,
            .makeCredentials =
                [context, policy = execPolicy(options)] { return kubernetes::makeCredentialSource(context, policy); },
            .userAgent = userAgent(),
            .answerTimeout = options.timeout};
}

runs::DockerAttempt::Settings daemonSettings(const docker::DaemonChoice &daemon, const Options &options)
{
    return {
        .choice = daemon, .dockerFolder = dockerFolder(), .userAgent = userAgent(), .answerTimeout = options.timeout};
}

} // namespace

runs::RunPlace runPlace(const PlannedTarget &target, const settings::RuntimeConfig &config, const Options &options)
{
    runs::RunPlace place{.plan = target.plan, .server = target.context.endpoint.server.toString()};
    place.makeAttempt = [target, config,
                         options](const runs::LaunchPlan &plan, std::optional<std::chrono::seconds> limit,
                                  std::function<QString()> remember) -> std::unique_ptr<runs::RunAttempt> {
        if (plan.isDocker()) {
            auto settings = daemonSettings(target.daemon, options);
            settings.plan = plan;
            settings.pullPolicy = config.image.pullPolicy;
            if (const auto runLimit = manifests::parseDuration(config.timeouts.run))
                settings.runLimit = *runLimit;
            settings.login = target.login;
            settings.remember = std::move(remember);
            return std::make_unique<runs::DockerAttempt>(std::move(settings));
        }
        auto settings = clusterSettings(target.context, options);
        settings.plan = plan;
        settings.timeouts = config.timeouts;
        if (!plan.launch.pullSecret.isEmpty())
            settings.login = target.login;
        settings.schedulingLimit = limit;
        settings.remember = std::move(remember);
        return std::make_unique<runs::KubernetesAttempt>(std::move(settings));
    };
    return place;
}

std::unique_ptr<runs::RunAttempt> attemptOf(const runs::RunRecord &record, const ConfigFacts &facts,
                                            const LoadedSettings &loaded, const Options &options, LookMode mode,
                                            QString &why)
{
    const runs::AttemptRecord *last = record.last();
    if (!last) {
        why = u"it was nowhere yet"_s;
        return nullptr;
    }
    runs::LaunchPlan plan;
    plan.launch.runId = record.runId;
    plan.launch.name = record.name;
    plan.target = {.contextId = last->contextId, .daemonId = last->daemonId, .name = last->place};
    plan.job.namespaceName = last->namespaceName;
    if (!last->daemonId.isEmpty()) {
        const settings::Daemon *daemon = settings::findById(loaded.settings.daemons, last->daemonId);
        if (!daemon) {
            why = u"the daemon %1 is not in the settings any more"_s.arg(last->place);
            return nullptr;
        }
        auto settings = daemonSettings(choiceOf(*daemon, loaded), options);
        settings.plan = std::move(plan);
        settings.isThere = true;
        settings.onlyLooks = mode == LookMode::OnlyLooks;
        return std::make_unique<runs::DockerAttempt>(std::move(settings));
    }
    const kubernetes::Context *context = contextOf(facts, last->contextId);
    if (!context || context->problem) {
        why = u"no kubeconfig has the context %1 any more"_s.arg(last->place);
        return nullptr;
    }
    if (!last->server.isEmpty() && context->endpoint.server.toString() != last->server) {
        why = u"the context %1 leads to another server by now"_s.arg(last->place);
        return nullptr;
    }
    auto settings = clusterSettings(*context, options);
    settings.plan = std::move(plan);
    settings.isThere = true;
    settings.onlyLooks = mode == LookMode::OnlyLooks;
    return std::make_unique<runs::KubernetesAttempt>(std::move(settings));
}

} // namespace fairlead::ctl
