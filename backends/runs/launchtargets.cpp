// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchtargets.h"

#include "backends/files/glob.h"
#include "backends/settings/findbyid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Targets = tl::expected<std::vector<LaunchTarget>, QString>;

bool isNamedBy(const ContextFacts &context, const QString &pattern)
{
    return files::globMatches(pattern, context.name) || files::globMatches(pattern, context.id);
}

LaunchTarget targetOf(const ContextFacts &context)
{
    return {.contextId = context.id, .name = context.id};
}

Targets currentContext(const LaunchFacts &facts)
{
    const auto isCurrent = [](const ContextFacts &context) { return context.isCurrent; };
    const auto current = std::find_if(facts.contexts.begin(), facts.contexts.end(), isCurrent);
    if (current == facts.contexts.end())
        return tl::make_unexpected(facts.contexts.empty()
                                       ? u"there is no context in any kubeconfig"_s
                                       : u"no context is said, and no kubeconfig has a current one"_s);
    LaunchTarget target = targetOf(*current);
    target.isBuiltin = true;
    return std::vector{target};
}

Targets contextsOf(const QStringList &patterns, const LaunchFacts &facts)
{
    std::vector<LaunchTarget> targets;
    for (const QString &pattern : patterns) {
        const bool isId = facts.context(pattern) != nullptr; // then no other context, which may have the same name
        for (const ContextFacts &context : facts.contexts) {
            const LaunchTarget target = targetOf(context);
            const bool isMeant = isId ? context.id == pattern : isNamedBy(context, pattern);
            if (isMeant && std::find(targets.begin(), targets.end(), target) == targets.end())
                targets.push_back(target);
        }
    }
    if (targets.empty())
        return tl::make_unexpected(u"no kubeconfig has a context called %1"_s.arg(patterns.join(u", "_s)));
    return targets;
}

Targets daemonOf(const settings::Reference &reference, const settings::Settings &settings)
{
    if (reference.id.isEmpty() && settings.daemons.empty())
        return tl::make_unexpected(u"there is no Docker daemon in the settings"_s);
    const settings::Daemon *daemon =
        reference.id.isEmpty() ? &settings.daemons.front() : settings::findById(settings.daemons, reference.id);
    if (!daemon)
        return tl::make_unexpected(
            u"the daemon %1 is not in the settings"_s.arg(reference.name.isEmpty() ? reference.id : reference.name));
    return std::vector{LaunchTarget{.daemonId = daemon->id, .name = daemon->name, .isBuiltin = reference.id.isEmpty()}};
}

} // namespace

const ContextFacts *LaunchFacts::context(const QString &id) const
{
    const auto isIt = [&id](const ContextFacts &each) { return each.id == id; };
    const auto found = std::find_if(contexts.begin(), contexts.end(), isIt);
    return found == contexts.end() ? nullptr : &*found;
}

bool hasContext(const LaunchFacts &facts, const QString &pattern)
{
    return std::any_of(facts.contexts.begin(), facts.contexts.end(),
                       [&pattern](const ContextFacts &context) { return isNamedBy(context, pattern); });
}

Targets launchTargets(const settings::RuntimeConfig &config, const settings::TargetChoice &choice,
                      const LaunchFacts &facts, const settings::Settings &settings)
{
    if (config.isDocker())
        return daemonOf(config.docker.daemon.id.isEmpty() ? choice.daemon : config.docker.daemon, settings);
    const QStringList &patterns = config.kubernetes.contexts.isEmpty() ? choice.contexts : config.kubernetes.contexts;
    return patterns.isEmpty() ? currentContext(facts) : contextsOf(patterns, facts);
}

} // namespace fairlead::runs
