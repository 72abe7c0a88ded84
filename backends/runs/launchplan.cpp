// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchplan.h"

#include "backends/images/registryimage.h"
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/podgroup.h"
#include "backends/registry/registryconnection.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/writtenpath.h"
#include "backends/variables/expansion.h"
#include "devicenames.h"
#include "launchlogin.h"
#include "launchvariables.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using manifests::ManifestProblem;
using settings::Reference;
using settings::RuntimeConfig;
using settings::Settings;

using Text = tl::expected<QString, ManifestProblem>;

QString nameOf(const Reference &reference)
{
    return reference.name.isEmpty() ? reference.id : reference.name;
}

Text problem(const QString &field, const QString &message)
{
    return tl::make_unexpected(ManifestProblem{field, message});
}

//! In the registry that is said, else in the first that the recipe is pushed to, else as the daemon has it.
Text recipeImage(const RuntimeConfig &config, const LaunchFacts &facts, const Settings &settings)
{
    const Reference &reference = config.image.baseImage;
    const settings::BaseImage *recipe = settings::findById(settings.baseImages, reference.id);
    if (!recipe)
        return problem(u"image.baseImage"_s, u"the base image %1 is not in the settings"_s.arg(nameOf(reference)));
    const QString tag = facts.tags.value(recipe->id);
    if (tag.isEmpty())
        return problem(u"image.baseImage"_s, u"the base image %1 has no tag as it stands"_s.arg(recipe->name));
    Reference from = config.image.registry;
    if (from.id.isEmpty() && !config.isDocker() && !recipe->registries.empty())
        from = recipe->registries.front();
    if (from.id.isEmpty())
        return tag;
    const settings::Registry *registry = settings::findById(settings.registries, from.id);
    return registry ? Text(images::imageNameIn(*registry, tag))
                    : problem(u"image.registry"_s, u"the registry %1 is not in the settings"_s.arg(nameOf(from)));
}

Text expandedImage(const QString &text, const variables::Variables &variables)
{
    const auto expansion = variables::expand(text, variables);
    return expansion ? Text(expansion->text) : problem(u"image.reference"_s, expansion.error().message);
}

//! What the nodes of a context say of what the config asks for, where it asks by more than a resource.
void nameDevices(LaunchPlan &plan, const RuntimeConfig &config, const ContextFacts &context)
{
    const settings::GpuRequest &gpu = config.kubernetes.gpu;
    const bool isNamed = !gpu.product.isEmpty() || !gpu.kind.isEmpty();
    plan.launch.devices = context.nodes ? launchDevices(config, *context.nodes) : deviceNames(gpu, {});
    if (gpu.count.value_or(0) <= 0 || !isNamed ||
        (!plan.launch.devices.labels.empty() && !plan.launch.devices.areComing))
        return;
    const QString field = gpu.product.isEmpty() ? u"kubernetes.gpu.kind"_s : u"kubernetes.gpu.product"_s;
    const QString what = gpu.product.isEmpty() ? gpu.kind : gpu.product;
    if (plan.launch.devices.areComing) {
        plan.notes += u"No node of %1 has %2 now: it is asked for as node pools are labelled that are yet to be "
                      "made."_s.arg(context.id, what);
        return;
    }
    plan.problems.push_back(
        context.nodes
            ? ManifestProblem{field, u"no node of %1 has %2: choose another, or leave it empty and select nodes by "
                                     "their labels"_s.arg(context.id, what)}
            : ManifestProblem{field, u"the nodes of %1 are not known, nor how they call %2: open the context, or "
                                     "select nodes by their labels"_s.arg(context.id, what)});
}

void planJob(LaunchPlan &plan, const RuntimeConfig &config, const LaunchFacts &facts,
             const manifests::PodSchema &schema)
{
    const ContextFacts *context = facts.context(plan.target.contextId);
    if (context) {
        plan.launch.contextNamespace = context->ns;
        plan.launch.podGroupApi = manifests::podGroupApi(config.kubernetes.schedulerName, context->podGroupApis);
        nameDevices(plan, config, *context);
    } else {
        plan.problems.push_back(
            {u"kubernetes.contexts"_s, u"no kubeconfig has the context %1"_s.arg(plan.target.name)});
    }
    if (!config.image.pullSecretFrom.id.isEmpty())
        plan.launch.pullSecret = pullSecretName(plan.launch.name);
    auto job = manifests::jobManifest(config, plan.launch, schema);
    if (job)
        plan.job = *std::move(job);
    else
        plan.problems.insert(plan.problems.end(), job.error().begin(), job.error().end());
    if (plan.launch.nodes > 1 && config.timeouts.backoffLimit.value_or(0) > 0)
        plan.notes += u"A run on several nodes is tried once, whatever timeouts.backoffLimit says: a node that begins "
                      "anew finds no other that waits for it."_s;
    if (!config.image.pullSecretFrom.id.isEmpty())
        plan.notes +=
            u"Beside these objects a Secret with the login of %1 is made for the run; it is never shown."_s.arg(
                nameOf(config.image.pullSecretFrom));
}

std::optional<settings::Registry> registryOfImage(const QString &image, const LaunchFacts &facts,
                                                  const Settings &settings)
{
    const auto reference = registry::ImageReference::parseNormalized(image);
    const settings::Registry *found = reference ? registry::registryOf(settings.registries, *reference) : nullptr;
    if (!found)
        return {};
    settings::Registry registry = *found;
    QString &authority = registry.certificateAuthority;
    authority = settings::absolutePath(authority, facts.settingsFolder);
    return registry;
}

void planContainer(LaunchPlan &plan, const RuntimeConfig &config)
{
    auto container = manifests::containerRequest(config, plan.launch);
    if (container)
        plan.container = *std::move(container);
    else
        plan.problems.insert(plan.problems.end(), container.error().begin(), container.error().end());
}

} // namespace

Text launchImage(const RuntimeConfig &config, const LaunchFacts &facts, const Settings &settings)
{
    if (!config.image.baseImage.id.isEmpty())
        return recipeImage(config, facts, settings);
    if (config.image.reference.isEmpty())
        return problem(u"image.reference"_s, u"no image is said: neither a base image nor a name"_s);
    const Reference &from = config.image.registry;
    if (from.id.isEmpty())
        return config.image.reference;
    const settings::Registry *registry = settings::findById(settings.registries, from.id);
    return registry ? Text(images::imageNameIn(*registry, config.image.reference))
                    : problem(u"image.registry"_s, u"the registry %1 is not in the settings"_s.arg(nameOf(from)));
}

LaunchPlan launchPlan(const RuntimeConfig &config, const LaunchTarget &target, const LaunchRequest &request,
                      const LaunchFacts &facts, const Settings &settings, const manifests::PodSchema &schema)
{
    LaunchPlan plan{.target = target};
    if (request.checksUse.value_or(request.user != nullptr))
        plan.problems = useProblems(config, request.user, request.workload);
    plan.launch = {.runId = request.runId, .name = request.name, .command = request.command};
    plan.launch.nodes = request.nodes;
    plan.launch.variables = launchVariables(request.user, request.project, settings.defaults);
    const Text written = request.image.isEmpty() ? launchImage(config, facts, settings) : Text(request.image);
    const Text image = written ? expandedImage(*written, plan.launch.variables) : written;
    if (image)
        plan.launch.image = *image;
    else
        plan.problems.push_back(image.error());
    plan.registry = registryOfImage(plan.launch.image, facts, settings);
    if (plan.isDocker())
        planContainer(plan, config);
    else
        planJob(plan, config, facts, schema);
    return plan;
}

QString launchName(const QString &configName, const QString &runId)
{
    constexpr qsizetype Longest = 52; // so that the names of its pods, which get a suffix, are legal labels
    QString name;
    for (const QChar c : configName.toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            name += c;
        else if (!name.isEmpty() && !name.endsWith(u'-'))
            name += u'-';
    }
    if (name.isEmpty() || !name.front().isLetter())
        name.prepend(u"run-"_s);
    name.truncate(Longest - runId.size() - 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    return name + u'-' + runId;
}

} // namespace fairlead::runs
