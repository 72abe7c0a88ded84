// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "newrun.h"

namespace fairlead::runs {

namespace {

constexpr qsizetype LongestWord = 2'000; // of a command, as it is shown
constexpr qsizetype LongestScript = 64'000;

//! For who looks at it later: a script may be long.
QStringList kept(QStringList command)
{
    for (QString &word : command) {
        if (word.size() > LongestWord)
            word = word.first(LongestWord) + u'…';
    }
    return command;
}

} // namespace

RunRecord newRunRecord(const RunForm &form, const settings::RuntimeConfig &config, const QString &runId,
                       const std::vector<RunPlan> &plans)
{
    RunRecord record{.runId = runId,
                     .name = launchName(form.name.isEmpty() ? config.name : form.name, runId),
                     .configId = config.id,
                     .configName = config.name,
                     .user = form.user,
                     .project = form.project,
                     .nodes = form.nodes,
                     .form = form};
    record.form.configId = config.id;
    if (form.command.size() > LongestScript) // half a script is none
        record.form.configId.clear();
    if (!plans.empty()) {
        record.image = plans.front().plan.launch.image;
        record.command = kept(plans.front().plan.launch.command);
    }
    return record;
}

} // namespace fairlead::runs
