// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runplaces.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/manifests/duration.h"
#include "dockerattempt.h"
#include "kubernetesattempt.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

KubernetesAttempt::Settings clusterSettings(const kubernetes::Context &context, const RunAccess &access)
{
    return {.endpoint = context.endpoint,
            .makeCredentials =
                [context, policy = access.execPolicy] { return kubernetes::makeCredentialSource(context, policy); },
            .userAgent = access.userAgent,
            .answerTimeout = access.answerTimeout};
}

DockerAttempt::Settings daemonSettings(const docker::DaemonChoice &daemon, const RunAccess &access)
{
    return {.choice = daemon,
            .dockerFolder = access.dockerFolder,
            .userAgent = access.userAgent,
            .answerTimeout = access.answerTimeout};
}

//! As much of the plan of \p record as is needed to find its objects.
LaunchPlan planOf(const RunRecord &record, const AttemptRecord &attempt)
{
    LaunchPlan plan;
    plan.launch.runId = record.runId;
    plan.launch.name = record.name;
    plan.target = {.contextId = attempt.contextId, .daemonId = attempt.daemonId, .name = attempt.place};
    plan.job.namespaceName = attempt.namespaceName;
    return plan;
}

//! Set for something that was launched before.
template <class Settings>
Settings forExisting(Settings settings, LaunchPlan plan, LookMode mode)
{
    settings.plan = std::move(plan);
    settings.isThere = true;
    settings.onlyLooks = mode == LookMode::OnlyLooks;
    return settings;
}

} // namespace

RunPlace runPlace(const LaunchPlan &plan, const RunServer &server, const settings::RuntimeConfig &config,
                  const RunAccess &access)
{
    RunPlace place{.plan = plan, .server = server.context.endpoint.server.toString()};
    place.makeAttempt = [server, config, access](const LaunchPlan &launched, std::optional<std::chrono::seconds> limit,
                                                 std::function<QString()> remember) -> std::unique_ptr<RunAttempt> {
        if (launched.isDocker()) {
            auto settings = daemonSettings(server.daemon, access);
            settings.plan = launched;
            settings.pullPolicy = config.image.pullPolicy;
            if (const auto runLimit = manifests::parseDuration(config.timeouts.run))
                settings.runLimit = *runLimit;
            settings.login = server.login;
            settings.remember = std::move(remember);
            return std::make_unique<DockerAttempt>(std::move(settings));
        }
        auto settings = clusterSettings(server.context, access);
        settings.plan = launched;
        settings.timeouts = config.timeouts;
        if (!launched.launch.pullSecret.isEmpty())
            settings.login = server.login;
        settings.schedulingLimit = limit;
        settings.remember = std::move(remember);
        return std::make_unique<KubernetesAttempt>(std::move(settings));
    };
    return place;
}

tl::expected<std::unique_ptr<RunAttempt>, QString> attemptOf(const RunRecord &record,
                                                             const kubernetes::Context *context,
                                                             const docker::DaemonChoice *daemon,
                                                             const RunAccess &access, LookMode mode)
{
    const AttemptRecord *last = record.last();
    if (!last)
        return tl::make_unexpected(u"it was nowhere yet"_s);
    if (!last->daemonId.isEmpty()) {
        if (!daemon)
            return tl::make_unexpected(u"the daemon %1 is not in the settings any more"_s.arg(last->place));
        return std::make_unique<DockerAttempt>(
            forExisting(daemonSettings(*daemon, access), planOf(record, *last), mode));
    }
    if (!context || context->problem)
        return tl::make_unexpected(u"no kubeconfig has the context %1 any more"_s.arg(last->place));
    if (!last->server.isEmpty() && context->endpoint.server.toString() != last->server)
        return tl::make_unexpected(u"the context %1 leads to another server by now"_s.arg(last->place));
    return std::make_unique<KubernetesAttempt>(
        forExisting(clusterSettings(*context, access), planOf(record, *last), mode));
}

} // namespace fairlead::runs
