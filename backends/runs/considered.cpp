// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "considered.h"

#include "consideredcontext.h"
#include "dispatch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using When = NodeFit::When;

void mark(std::vector<ConsideredRow> &rows)
{
    for (const When when : {When::Now, When::Later}) {
        const auto isIt = [when](const ConsideredRow &row) { return row.when == when; };
        const auto row = std::find_if(rows.begin(), rows.end(), isIt);
        if (row == rows.end())
            continue;
        row->isChosen = true;
        return;
    }
}

} // namespace

const ConsideredRow *Considered::chosen() const
{
    const auto row = std::find_if(rows.begin(), rows.end(), [](const ConsideredRow &each) { return each.isChosen; });
    return row == rows.end() ? nullptr : &*row;
}

Considered considered(const FormedRun &run, LaunchRequest request, const LaunchFacts &facts,
                      const settings::Settings &settings, const manifests::PodSchema &schema,
                      const QHash<QString, ContextLimits> &limits, const settings::TextPairs &prices)
{
    request.command = run.command;
    Considered result;
    const settings::TargetChoice choice = saidTarget(run.config, request.project, settings.defaults).target;
    const auto targets = launchTargets(run.config, choice, facts, settings);
    if (!targets) {
        result.problem = targets.error();
        return result;
    }
    const ConsideredQuery query{run, request, facts, settings, schema, prices};
    for (const LaunchTarget &target : *targets) {
        const std::vector<ConsideredRow> rows = run.config.isDocker()
                                                    ? std::vector{daemonRow(query, target)}
                                                    : contextRows(query, target, limits.value(target.contextId));
        result.rows.insert(result.rows.end(), rows.begin(), rows.end());
    }
    mark(result.rows);
    return result;
}

settings::RuntimeConfig configAt(const FormedRun &run, const ConsideredRow &row)
{
    settings::RuntimeConfig config = run.config;
    if (!config.isDocker())
        config.kubernetes.gpu = row.gpu;
    return config;
}

QString toString(When when)
{
    switch (when) {
    case When::Now:
        return u"now"_s;
    case When::Later:
        return u"later"_s;
    case When::Never:
        return u"never"_s;
    case When::Unknown:
        return u"unknown"_s;
    }
    return {};
}

} // namespace fairlead::runs
