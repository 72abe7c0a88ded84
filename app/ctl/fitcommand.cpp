// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fitcommand.h"

#include "configfacts.h"
#include "fittables.h"
#include "formedrun.h"
#include "models/configs/configpreview.h"
#include "output.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using settings::RuntimeConfig;

//! Nothing but a pod, on any cluster.
RuntimeConfig bareConfig()
{
    RuntimeConfig config;
    config.id = u"fit"_s;
    config.name = u"fit"_s;
    config.kubernetes.contexts = {u"*"_s};
    return config;
}

int exitCodeOf(const std::vector<runs::ConsideredRow> &rows)
{
    const auto unknown = std::count_if(rows.begin(), rows.end(), [](const runs::ConsideredRow &row) {
        return row.when == runs::NodeFit::When::Unknown && row.hindrance == runs::Hindrance::None;
    });
    return unknown == 0 ? AllAnswered : unknown == qsizetype(rows.size()) ? NoneAnswered : SomeFailed;
}

} // namespace

int runFit(const Options &options)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    RuntimeConfig config = bareConfig();
    if (!options.arguments.isEmpty()) {
        const auto named = select(loaded->settings.runtimeConfigs, options.arguments, u"runtime config"_s);
        if (!named)
            return NoneAnswered;
        config = named->front();
    }
    const auto run = formedRun(config, *loaded, options);
    if (!run)
        return UsageError;

    const ForWhom whom = forWhom(*loaded, options);
    runs::LaunchRequest request = models::previewRequest(run->config);
    request.user = whom.userPointer();
    request.project = whom.projectPointer();
    request.checksUse = false;
    ConfigFacts facts = configFacts(*loaded, options);
    const settings::TargetChoice choice =
        runs::saidTarget(run->config, request.project, loaded->settings.defaults).target;
    if (const auto targets = runs::launchTargets(run->config, choice, facts.launch, loaded->settings))
        askTargets(facts, *targets, *loaded, options);
    const runs::Considered considered =
        runs::considered(*run, request, facts.launch, loaded->settings, manifests::PodSchema());
    if (!considered.problem.isEmpty()) {
        writeError(u"fairleadctl: %1\n"_s.arg(oneLine(considered.problem)));
        return NoneAnswered;
    }
    printConsidered(considered, *run, options.format);
    return exitCodeOf(*loaded, exitCodeOf(considered.rows));
}

} // namespace fairlead::ctl
