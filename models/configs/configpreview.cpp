// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configpreview.h"

#include "backends/docker/dockerendpoint.h"
#include "backends/imagejobs/daemonfleet.h"
#include "backends/manifests/manifesttext.h"
#include "backends/settings/findbyid.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qsizetype LongestName = 200;

//! "image.reference: no image is said".
QString problemText(const manifests::ManifestProblem &problem)
{
    return plainLine(problem.field + u": "_s + problem.message, 1'000);
}

//! How docker's own client reaches the daemon that Fairlead does: also one without a host, whatever its current
//! context.
manifests::DockerClient clientOf(const QString &daemonId, const runs::LaunchFacts &facts,
                                 const settings::Settings &settings)
{
    const settings::Daemon *daemon = settings::findById(settings.daemons, daemonId);
    if (!daemon)
        return {};
    const docker::DaemonChoice choice = imagejobs::daemonChoice(*daemon, facts.settingsFolder);
    if (!choice.contextName.isEmpty())
        return {.context = choice.contextName};
    const docker::DaemonAddress &address = choice.address;
    const QString local = address.enablesTls ? u"tcp://localhost:2376"_s : u"unix://"_s + docker::defaultSocketPath();
    manifests::DockerClient client{.host = address.host.isEmpty() ? local : address.host};
    if (address.enablesTls)
        client.tlsFolder = address.certificatePath.isEmpty() ? facts.dockerFolder : address.certificatePath;
    return client;
}

//! How kubectl reaches the cluster that Fairlead does.
manifests::KubectlClient clientOf(const runs::LaunchTarget &target, const runs::LaunchFacts &facts)
{
    const runs::ContextFacts *context = facts.context(target.contextId);
    return context ? manifests::KubectlClient{context->name, context->kubeconfig}
                   : manifests::KubectlClient{.context = target.name};
}

} // namespace

ConfigPreview planPreview(const runs::LaunchPlan &plan, const QString &pullPolicy, const runs::LaunchFacts &facts,
                          const settings::Settings &settings)
{
    ConfigPreview preview{.target = plainLine(plan.target.name, LongestName),
                          .isDocker = plan.isDocker(),
                          .isPossible = plan.isPossible()};
    for (const manifests::ManifestProblem &problem : plan.problems)
        preview.notes += problemText(problem);
    for (const QString &note : plan.notes)
        preview.notes += plainLine(note, 1'000);
    if (!plan.isPossible())
        return preview;
    if (plan.isDocker()) {
        preview.text = QString::fromUtf8(manifests::jsonText(plan.container));
        preview.command = manifests::dockerRun(plan.container, plan.launch.name,
                                               clientOf(plan.target.daemonId, facts, settings), pullPolicy);
    } else {
        preview.text = QString::fromUtf8(manifests::yamlText(plan.job));
        preview.command = manifests::kubectlApply(plan.job, clientOf(plan.target, facts));
    }
    return preview;
}

std::vector<ConfigPreview> configPreviews(const settings::RuntimeConfig &config, const runs::LaunchRequest &request,
                                          const settings::TargetChoice &choice, const runs::LaunchFacts &facts,
                                          const settings::Settings &settings, const manifests::PodSchema &schema)
{
    const auto targets = runs::launchTargets(config, choice, facts, settings);
    if (!targets)
        return {{.notes = {plainLine(targets.error(), 1'000)}, .isDocker = config.isDocker()}};
    std::vector<ConfigPreview> previews;
    for (const runs::LaunchTarget &target : *targets)
        previews.push_back(planPreview(runs::launchPlan(config, target, request, facts, settings, schema),
                                       config.image.pullPolicy, facts, settings));
    return previews;
}

LaunchDocument launchDocument(const std::vector<ConfigPreview> &previews)
{
    LaunchDocument document;
    QStringList problems;
    for (const ConfigPreview &preview : previews) {
        if (!preview.isPossible) {
            problems += preview.target.isEmpty() ? preview.notes.join(u"; "_s)
                                                 : preview.target + u": "_s + preview.notes.join(u"; "_s);
            continue;
        }
        if (!document.text.isEmpty())
            document.text += u"---\n"_s;
        if (!preview.isDocker)
            document.text += u"# %1\n"_s.arg(preview.target);
        document.text += preview.text;
    }
    document.problem = problems.join(u'\n');
    return document;
}

runs::LaunchRequest previewRequest(const settings::RuntimeConfig &config)
{
    const QString run = u"preview"_s;
    return {.runId = run, .name = runs::launchName(config.name, run)};
}

} // namespace fairlead::models
