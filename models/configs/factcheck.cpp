// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "factcheck.h"

#include "backends/settings/gpuresource.h"
#include "models/plaintext.h"
#include "problemlist.h"
#include "targetfacts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using accelerators::NodeDevices;
using runs::ClusterFit;
using runs::ContextFacts;
using runs::LaunchFacts;
using settings::RuntimeConfig;
using settings::Settings;
using Cause = runs::NodeFit::Cause;

QString joined(const QStringList &names)
{
    constexpr qsizetype Most = 6;
    QStringList shown;
    for (const QString &name : names.mid(0, Most))
        shown += plainLine(name, 80);
    return shown.join(u", "_s) + (names.size() > Most ? u", …"_s : QString());
}

//! \return whether some target has what is asked for, as often as it is.
bool checkDevices(const settings::GpuRequest &gpu, const std::vector<const ContextFacts *> &contexts,
                  ProblemList &problems)
{
    if (gpu.count.value_or(0) <= 0 || contexts.empty())
        return true;
    QSet<QString> having;
    QSet<QString> there;
    std::int64_t most = 0;
    forDevices(contexts, [&there](const ContextFacts &, const NodeDevices &devices) {
        there.insert(runs::productName(devices.product));
    });
    forWanted(contexts, gpu, [&](const ContextFacts &context, const NodeDevices &devices) {
        having.insert(context.id);
        most = std::max(most, devices.allocatable);
    });
    const QString what = !gpu.product.isEmpty() ? gpu.product
                         : !gpu.kind.isEmpty()  ? gpu.kind
                                                : settings::resourceOf(gpu);
    const QString field = !gpu.product.isEmpty()    ? u"kubernetes.gpu.product"_s
                          : !gpu.kind.isEmpty()     ? u"kubernetes.gpu.kind"_s
                          : !gpu.resource.isEmpty() ? u"kubernetes.gpu.resource"_s
                                                    : u"kubernetes.gpu.count"_s;
    if (there.isEmpty()) {
        problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No target has any GPU")));
        return false;
    }
    if (having.isEmpty()) {
        problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No target has %1; there are %2"))
                                 .arg(plainLine(what, 80), joined(sortedNames(there))));
        return false;
    }
    QStringList lacking;
    for (const ContextFacts *context : contexts) {
        if (!having.contains(context->id))
            lacking += context->id;
    }
    if (!lacking.isEmpty())
        problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Not in %1")).arg(joined(lacking)));
    if (*gpu.count > most)
        problems.warn(
            u"kubernetes.gpu.count"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "More than any node has: at most %1")).arg(most));
    return *gpu.count <= most;
}

QString fieldOf(Cause cause)
{
    switch (cause) {
    case Cause::Label:
        return u"kubernetes.nodeSelector"_s;
    case Cause::Affinity:
        return u"kubernetes.affinity"_s;
    case Cause::Taint:
        return u"kubernetes.tolerations"_s;
    case Cause::Room:
    case Cause::None:
    case Cause::State:
        break;
    }
    return u"kubernetes.requests"_s;
}

void checkFit(const QString &contextId, const ClusterFit &fit, ProblemList &problems)
{
    const QString where = plainLine(contextId, 80);
    if (!fit.isPossible() && fit.nodes() > 0) {
        const Cause cause = fit.reasons.empty() ? Cause::None : fit.reasons.front().cause;
        problems.warn(fieldOf(cause), where + u": "_s + plainLine(fit.text(), 500));
    } else if (fit.fitsControlPlaneOnly) {
        problems.warn(
            u"kubernetes.nodeSelector"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "%1: only control-plane nodes fit")).arg(where));
    }
}

//! \return whether each that is said is there; one that is not is left out of the failover.
bool checkContexts(const QStringList &patterns, const LaunchFacts &facts, ProblemList &problems)
{
    bool areThere = true;
    for (qsizetype i = 0; i < patterns.size(); ++i) {
        if (facts.contexts.empty() || runs::hasContext(facts, patterns[i]))
            continue;
        areThere = false;
        problems.warn(u"kubernetes.contexts[%1]"_s.arg(i),
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No kubeconfig has a context called %1"))
                          .arg(plainLine(patterns[i], 100)));
    }
    return areThere;
}

void checkKubernetesFacts(const RuntimeConfig &config, const TargetFits &fits, const LaunchFacts &facts,
                          ProblemList &problems)
{
    const bool areThere = checkContexts(config.kubernetes.contexts, facts, problems);
    if (!fits.targets) {
        if (areThere)
            problems.warn(u"kubernetes.contexts"_s, plainLine(fits.targets.error(), 300));
        return;
    }
    if (!checkDevices(config.kubernetes.gpu, knownContexts(*fits.targets, facts), problems))
        return;
    for (std::size_t i = 0; i < fits.pods.size(); ++i) {
        if (fits.pods[i].state == PodFit::State::Known && !fits.pods[i].awaitsNode)
            checkFit((*fits.targets)[i].contextId, fits.pods[i].fit, problems);
    }
}

//! Of a request that a daemon without NVIDIA's runtime takes, and may be unable to start.
void warnOfGpus(const settings::DockerGpus &gpus, ProblemList &problems)
{
    const QString field = gpus.count.value_or(0) != 0 ? u"docker.gpus.count"_s
                          : !gpus.deviceIds.isEmpty() ? u"docker.gpus.deviceIds"_s
                                                      : QString();
    if (!field.isEmpty())
        problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP(
                                 "ConfigCheck", "The daemon has no runtime nvidia: whether it has GPUs shows itself "
                                                "when one is asked for")));
}

void checkDockerFacts(const RuntimeConfig &config, const TargetFits &fits, const LaunchFacts &facts,
                      ProblemList &problems)
{
    const docker::EngineInfo *engine = fits.targets ? engineOf(*fits.targets, facts) : nullptr;
    if (!engine)
        return;
    const settings::DockerGpus &gpus = config.docker.gpus;
    const QStringList runtimes = runtimesOf(*engine);
    if (!gpus.runtime.isEmpty() && !runtimes.contains(gpus.runtime))
        problems.warn(u"docker.gpus.runtime"_s,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "The daemon does not know it; it has %1"))
                          .arg(joined(runtimes)));
    if (!runtimes.contains(u"nvidia"_s))
        warnOfGpus(gpus, problems);
    const auto isCpus = [](const auto &each) { return each.first == "cpus"_L1; };
    const auto &resources = config.docker.resources;
    const auto cpus = std::find_if(resources.begin(), resources.end(), isCpus);
    if (cpus != resources.end() && engine->cpus > 0 && cpus->second.toDouble() > double(engine->cpus))
        problems.warn(u"docker.resources.cpus"_s,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "More than the daemon has: at most %1"))
                          .arg(engine->cpus));
    const QStringList devices = devicesOf(*engine);
    for (qsizetype i = 0; i < gpus.cdiDevices.size(); ++i) {
        if (!devices.isEmpty() && !devices.contains(gpus.cdiDevices[i]))
            problems.warn(u"docker.gpus.cdiDevices[%1]"_s.arg(i),
                          ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "The daemon does not know it; it has %1"))
                              .arg(joined(devices)));
    }
}

} // namespace

std::vector<FieldProblem> factProblems(const RuntimeConfig &config, const LaunchFacts &facts, const Settings &settings)
{
    static const manifests::PodSchema schema;
    return factProblems(config, targetFits(config, facts, settings, schema), facts);
}

std::vector<FieldProblem> factProblems(const RuntimeConfig &config, const TargetFits &fits, const LaunchFacts &facts)
{
    ProblemList problems;
    if (config.isDocker())
        checkDockerFacts(config, fits, facts, problems);
    else
        checkKubernetesFacts(config, fits, facts, problems);
    return problems.take();
}

} // namespace fairlead::models
