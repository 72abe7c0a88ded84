// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "factchoices.h"

#include "backends/accelerators/resourcenames.h"
#include "targetfacts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using accelerators::NodeDevices;
using accelerators::NodeRowPtr;
using runs::ContextFacts;
using runs::LaunchFacts;
using settings::RuntimeConfig;
using settings::Settings;

constexpr qsizetype MostAmounts = 200;
constexpr qsizetype LongestName = 317; // domain and name of an extended resource

//! What every node has is offered anyway, and accelerators have a field of their own.
bool isAmount(const QString &resource, kubernetes::Quantity allocatable)
{
    static const QSet<QString> usual{u"cpu"_s, u"memory"_s, u"ephemeral-storage"_s, u"pods"_s};
    return kubernetes::Quantity() < allocatable && resource.size() <= LongestName && !usual.contains(resource) &&
           !accelerators::isAcceleratorResource(resource);
}

//! Of \p contexts: what is there to choose from.
void addNodeChoices(const std::vector<const ContextFacts *> &contexts, const settings::GpuRequest &gpu,
                    FactChoices &choices)
{
    QSet<QString> resources;
    QSet<QString> products;
    QSet<QString> kinds;
    QSet<QString> labels;
    QSet<QString> taints;
    QSet<QString> amounts;
    forDevices(contexts, [&](const ContextFacts &, const NodeDevices &devices) {
        resources.insert(devices.product.resource);
        products.insert(runs::productName(devices.product));
        kinds.insert(accelerators::toString(devices.product.kind));
    });
    forWanted(contexts, gpu, [&choices](const ContextFacts &, const NodeDevices &devices) {
        choices.mostDevices = std::max(choices.mostDevices, devices.allocatable);
    });
    for (const ContextFacts *context : contexts) {
        for (const NodeRowPtr &row : *context->nodes) {
            for (const auto &[key, value] : row->availability.node->labels)
                labels.insert(key);
            for (const kubernetes::Taint &taint : row->availability.node->taints)
                taints.insert(taint.key);
            for (const auto &[resource, amount] : row->availability.node->allocatable) {
                if (isAmount(resource, amount))
                    amounts.insert(resource);
            }
        }
    }
    choices.resources = sortedNames(resources);
    choices.amounts = sortedNames(amounts).mid(0, MostAmounts);
    choices.products = sortedNames(products);
    choices.kinds = sortedNames(kinds);
    choices.nodeLabels = sortedNames(labels);
    choices.taints = sortedNames(taints);
}

} // namespace

FactChoices factChoices(const RuntimeConfig &config, const LaunchFacts &facts, const Settings &settings)
{
    FactChoices choices;
    for (const ContextFacts &context : facts.contexts)
        choices.contexts += context.id;
    const auto targets = runs::launchTargets(config, settings.defaults.target, facts, settings)
                             .value_or(std::vector<runs::LaunchTarget>());
    if (config.isDocker()) {
        if (const docker::EngineInfo *engine = engineOf(targets, facts)) {
            choices.runtimes = runtimesOf(*engine);
            choices.cdiDevices = devicesOf(*engine);
        }
        return choices;
    }
    std::vector<const ContextFacts *> contexts = knownContexts(targets, facts);
    const bool isSaid = !contexts.empty();
    for (const ContextFacts &context : facts.contexts) {
        if (!isSaid && context.nodes)
            contexts.push_back(&context);
    }
    addNodeChoices(contexts, config.kubernetes.gpu, choices);
    return choices;
}

} // namespace fairlead::models
