// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formedrun.h"

#include "backends/manifests/manifesttext.h"
#include "output.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

runs::RunForm runForm(const settings::RuntimeConfig &config, const Options &options)
{
    runs::RunForm form{.configId = config.id,
                       .user = options.user,
                       .project = options.project,
                       .name = options.run.name,
                       .command = options.run.script,
                       .isShell = !options.run.script.isEmpty(),
                       .image = options.run.image,
                       .gpus = options.run.gpus,
                       .nodes = options.run.nodes,
                       .cpu = options.run.cpu,
                       .memory = options.run.memory,
                       .timeLimit = options.run.timeLimit,
                       .targets = options.contexts};
    for (const auto &[name, value] : options.run.environment)
        form.environment.push_back({name, value});
    if (options.command == "run"_L1) {
        QStringList words;
        for (const QString &word : options.arguments.mid(1))
            words += manifests::shellWord(word);
        if (!words.isEmpty())
            form.command = words.join(u' ');
    }
    return form;
}

std::optional<runs::FormedRun> formedRun(const settings::RuntimeConfig &config, const LoadedSettings &loaded,
                                         const Options &options)
{
    auto run = runs::formedConfig(config, runForm(config, options), loaded.settings);
    if (run)
        return *std::move(run);
    for (const manifests::ManifestProblem &problem : run.error())
        writeError(u"fairleadctl: %1: %2\n"_s.arg(
            problem.field == "targets"_L1 ? u"--context"_s : u"--"_s + problem.field, oneLine(problem.message)));
    return {};
}

} // namespace fairlead::ctl
