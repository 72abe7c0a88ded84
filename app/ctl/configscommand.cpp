// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configscommand.h"

#include "backends/files/yamltext.h"
#include "backends/settings/settingsdocument.h"
#include "configfacts.h"
#include "configsimport.h"
#include "configtables.h"
#include "configtrials.h"
#include "jsonvalues.h"
#include "models/configs/configcheck.h"
#include "models/configs/configpreview.h"
#include "models/configs/configusers.h"
#include "models/configs/factcheck.h"
#include "output.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::LaunchPlan;
using runs::LaunchTarget;
using settings::RuntimeConfig;

QStringList namesOf(const std::vector<LaunchTarget> &targets)
{
    QStringList names;
    for (const LaunchTarget &target : targets)
        names += target.name;
    return names;
}

//! Also what keeps it from being launched from here, and what \p facts has of its clusters and daemons.
std::vector<models::FieldProblem> problemsOf(const RuntimeConfig &config, const LoadedSettings &loaded,
                                             const ConfigFacts &facts, const manifests::PodSchema &schema)
{
    std::vector<models::FieldProblem> problems = models::configProblems(config, loaded.settings, schema);
    const auto add = [&problems](const models::FieldProblem &more) {
        const auto isThere = [&more](const models::FieldProblem &each) { return each.field == more.field; };
        if (std::none_of(problems.begin(), problems.end(), isThere))
            problems.push_back(more);
    };
    if (const auto image = runs::launchImage(config, facts.launch, loaded.settings); !image)
        add({image.error().field, image.error().message});
    const auto targets = runs::launchTargets(config, loaded.settings.defaults.target, facts.launch, loaded.settings);
    if (!targets && config.isDocker())
        add({u"docker.daemon"_s, targets.error(), models::Severity::Warning});
    for (models::FieldProblem &problem : models::factProblems(config, facts.launch, loaded.settings))
        problems.push_back(std::move(problem));
    return problems;
}

std::vector<ConfigRow> rowsOf(const std::vector<RuntimeConfig> &configs, const LoadedSettings &loaded,
                              const ConfigFacts &facts)
{
    const manifests::PodSchema schema;
    std::vector<ConfigRow> rows;
    for (const RuntimeConfig &config : configs) {
        const auto targets =
            runs::launchTargets(config, loaded.settings.defaults.target, facts.launch, loaded.settings);
        rows.push_back({.config = &config,
                        .problems = problemsOf(config, loaded, facts, schema),
                        .targets = targets ? namesOf(*targets) : QStringList(),
                        .image = runs::launchImage(config, facts.launch, loaded.settings).value_or(QString()),
                        .usedBy = models::usersOfConfig(loaded.settings, config.id)});
    }
    return rows;
}

//! Without --live nobody is asked, which is told.
int validateConfigs(const std::vector<RuntimeConfig> &configs, const LoadedSettings &loaded, const Options &options)
{
    ConfigFacts facts = configFacts(loaded, options);
    bool haveSaid = true;
    if (options.asksTargets) {
        std::vector<LaunchTarget> all;
        for (const RuntimeConfig &config : configs) {
            const auto targets =
                runs::launchTargets(config, loaded.settings.defaults.target, facts.launch, loaded.settings);
            if (targets)
                all.insert(all.end(), targets->begin(), targets->end());
        }
        haveSaid = askTargets(facts, all, loaded, options);
    } else {
        writeError(u"clusters and daemons were not asked: --live asks them\n"_s);
    }
    const int exitCode = printConfigProblems(rowsOf(configs, loaded, facts), options.format);
    return exitCode == AllAnswered && !haveSaid ? SomeFailed : exitCode;
}

int showConfig(const RuntimeConfig &config, Format format)
{
    const files::YamlValue value = settings::toYaml(config);
    if (format == Format::Json)
        writeOut(formatJson(jsonOf(value)));
    else
        writeOut(QString::fromUtf8(files::yamlLines(value, 0)));
    return AllAnswered;
}

int previewConfig(const RuntimeConfig &config, const LoadedSettings &loaded, const Options &options)
{
    const ForWhom whom = forWhom(loaded, options);
    ConfigFacts facts = configFacts(loaded, options);
    const auto targets = targetsOf(config, whom.projectPointer(), facts, loaded, options);
    if (!targets)
        return NoneAnswered;
    if (needsNodes(config))
        askNodes(facts, *targets, options);
    runs::LaunchRequest request = models::previewRequest(config);
    request.user = whom.userPointer();
    request.project = whom.projectPointer();
    const manifests::PodSchema schema;
    std::vector<LaunchPlan> plans;
    for (const LaunchTarget &target : *targets)
        plans.push_back(runs::launchPlan(config, target, request, facts.launch, loaded.settings, schema));
    return printPlans(config, plans, options.format);
}

//! Where it would go, and into which namespace; what of the manifest only the nodes tell is not asked for.
void resolveTarget(Resolution &resolution, const settings::User *user, const settings::Project *project,
                   const ConfigFacts &facts, const LoadedSettings &loaded)
{
    const RuntimeConfig &config = *resolution.dispatch.config;
    const auto targets = runs::launchTargets(config, resolution.dispatch.target, facts.launch, loaded.settings);
    if (!targets) {
        resolution.problems += targets.error();
        return;
    }
    resolution.targets = namesOf(*targets);
    if (config.isDocker())
        return;
    RuntimeConfig bare = config;
    bare.kubernetes.gpu = {};
    runs::LaunchRequest request = models::previewRequest(config);
    request.user = user;
    request.project = project;
    const manifests::PodSchema schema;
    const LaunchPlan plan = runs::launchPlan(bare, targets->front(), request, facts.launch, loaded.settings, schema);
    resolution.ns = plan.job.namespaceName;
    for (const manifests::ManifestProblem &problem : plan.problems) {
        if (!resolution.dispatch.problems.contains(problem.message))
            resolution.problems += problem.field + u": "_s + problem.message;
    }
}

Resolution resolutionOf(runs::Workload workload, const settings::User *user, const settings::Project *project,
                        const ConfigFacts &facts, const LoadedSettings &loaded)
{
    Resolution resolution{
        .user = user ? user->name : QString(), .project = project ? project->name : QString(), .workload = workload};
    resolution.dispatch = runs::dispatched({.workload = workload, .user = user, .project = project}, loaded.settings);
    resolution.problems = resolution.dispatch.problems;
    if (resolution.dispatch.config)
        resolveTarget(resolution, user, project, facts, loaded);
    return resolution;
}

int resolveConfigs(const LoadedSettings &loaded, const Options &options)
{
    const ForWhom whom = forWhom(loaded, options);
    const ConfigFacts facts = configFacts(loaded, options);
    std::vector<const settings::User *> users;
    if (whom.user || loaded.settings.users.empty())
        users.push_back(whom.userPointer());
    for (const settings::User &user : loaded.settings.users) {
        if (!whom.user)
            users.push_back(&user);
    }
    std::vector<Resolution> resolutions;
    for (const settings::User *user : users) {
        for (const auto &[name, workload] :
             {std::pair("userCode"_L1, runs::Workload::UserCode), std::pair("visual"_L1, runs::Workload::Visual)}) {
            if (options.workload.isEmpty() || options.workload == name)
                resolutions.push_back(resolutionOf(workload, user, whom.projectPointer(), facts, loaded));
        }
    }
    return printResolutions(resolutions, options.format);
}

} // namespace

int runConfigs(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    if (options.verb == "import"_L1)
        return exitCodeOf(*loaded, importConfigs(*loaded, options));
    if (options.verb == "resolve"_L1)
        return exitCodeOf(*loaded, resolveConfigs(*loaded, options));
    const auto configs = select(loaded->settings.runtimeConfigs, options.arguments, u"runtime config"_s);
    if (!configs)
        return NoneAnswered;
    if (options.verb == "show"_L1)
        return showConfig(configs->front(), options.format);
    if (options.verb == "test"_L1)
        return exitCodeOf(*loaded, tryConfig(configs->front(), *loaded, options, cancellation));
    if (options.verb == "preview"_L1)
        return exitCodeOf(*loaded, previewConfig(configs->front(), *loaded, options));
    if (options.verb == "validate"_L1)
        return exitCodeOf(*loaded, validateConfigs(*configs, *loaded, options));
    printConfigs(rowsOf(*configs, *loaded, configFacts(*loaded, options)), options.format);
    return exitCodeOf(*loaded, AllAnswered);
}

} // namespace fairlead::ctl
