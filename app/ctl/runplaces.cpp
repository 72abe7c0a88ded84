// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runplaces.h"

#include "backends/settings/findbyid.h"
#include "contextselection.h"
#include "workshopof.h"

namespace fairlead::ctl {

runs::RunAccess runAccess(const Options &options)
{
    return {.execPolicy = execPolicy(options),
            .dockerFolder = dockerFolder(),
            .userAgent = userAgent(),
            .answerTimeout = options.timeout};
}

runs::RunPlace runPlace(const PlannedTarget &target, const settings::RuntimeConfig &config, const Options &options)
{
    return runs::runPlace(target.plan, {target.context, target.daemon, target.login}, config, runAccess(options));
}

tl::expected<std::unique_ptr<runs::RunAttempt>, QString> attemptOf(const runs::RunRecord &record,
                                                                   const ConfigFacts &facts,
                                                                   const LoadedSettings &loaded, const Options &options,
                                                                   runs::LookMode mode)
{
    const runs::AttemptRecord *last = record.last();
    std::optional<docker::DaemonChoice> daemon;
    if (const auto *known = settings::findById(loaded.settings.daemons, last ? last->daemonId : QString()))
        daemon = choiceOf(*known, loaded);
    return runs::attemptOf(record, last ? contextOf(facts, last->contextId) : nullptr, daemon ? &*daemon : nullptr,
                           runAccess(options), mode);
}

} // namespace fairlead::ctl
