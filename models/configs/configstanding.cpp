// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configstanding.h"

#include "backends/runs/launchplan.h"
#include "backends/settings/findbyid.h"
#include "configcheck.h"
#include "configusers.h"
#include "factcheck.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::RuntimeConfig;
using State = ConfigStanding::State;

QString tr(const char *text)
{
    return QCoreApplication::translate("RuntimeConfigsModel", text);
}

QString counted(const char *text, int count)
{
    return QCoreApplication::translate("RuntimeConfigsModel", text, nullptr, count);
}

ConfigTarget unknownTarget(const runs::LaunchTarget &target)
{
    return {.id = target.contextId + target.daemonId,
            .name = target.name,
            .note = {tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "not open"))},
            .text = tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "What it has is known once it is opened."))};
}

Severity severityOf(const runs::ClusterFit &fit)
{
    if (fit.now > 0)
        return Severity::Ok;
    return fit.later > 0 ? Severity::Warning : fit.unknown > 0 ? Severity::Neutral : Severity::Error;
}

void putFit(ConfigTarget &result, const PodFit &pod)
{
    switch (pod.state) {
    case PodFit::State::NotKnown:
        break;
    case PodFit::State::NoPod:
        result.text = tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "Nothing can be sent there: see its problems and the "
                                                                  "preview"));
        break;
    case PodFit::State::NoDevices:
        result.severity = Severity::Error;
        result.text = tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "No node has the GPUs that it asks for"));
        break;
    case PodFit::State::Known:
        result.severity = pod.awaitsNode ? Severity::Warning : severityOf(pod.fit);
        result.text =
            pod.awaitsNode
                ? tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "No node fits: it waits for an autoscaler to make one"))
                : plainLine(pod.fit.text(), 500);
        break;
    }
}

//! On how many of its nodes one pod of the config fits.
ConfigTarget contextTarget(const runs::LaunchTarget &target, const PodFit &pod, const runs::LaunchFacts &facts)
{
    const runs::ContextFacts *context = facts.context(target.contextId);
    ConfigTarget result = unknownTarget(target);
    if (context && context->nodes)
        result.note = {counted(QT_TRANSLATE_N_NOOP("RuntimeConfigsModel", "%Ln node(s)"), int(context->nodes->size()))};
    putFit(result, pod);
    if (context && context->isCurrent)
        result.note.prepend(tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "current context")));
    return result;
}

ConfigTarget daemonTarget(const runs::LaunchTarget &target, const runs::LaunchFacts &facts)
{
    ConfigTarget result = unknownTarget(target);
    const auto info = facts.daemons.constFind(target.daemonId);
    if (info == facts.daemons.constEnd())
        return result;
    QStringList runtimes;
    for (const docker::EngineInfo::Runtime &runtime : info->runtimes)
        runtimes += plainLine(runtime.name, 60);
    result.note = {plainLine(info->serverVersion, 60)};
    result.text = runtimes.isEmpty()
                      ? QString()
                      : tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "Runtimes: %1")).arg(namesText(runtimes));
    result.severity = Severity::Ok;
    return result;
}

void findTargets(ConfigStanding &standing, const TargetFits &fits, const runs::LaunchFacts &facts)
{
    if (!fits.targets) {
        standing.targetProblem = fits.targets.error();
        return;
    }
    for (std::size_t i = 0; i < fits.pods.size(); ++i) {
        const runs::LaunchTarget &target = (*fits.targets)[i];
        standing.targets.push_back(target.daemonId.isEmpty() ? contextTarget(target, fits.pods[i], facts)
                                                             : daemonTarget(target, facts));
    }
    standing.isBuiltin = !fits.targets->empty() && fits.targets->front().isBuiltin;
}

void findImage(ConfigStanding &standing, const RuntimeConfig &config, const settings::Settings &settings,
               const runs::LaunchFacts &facts)
{
    const auto image = runs::launchImage(config, facts, settings);
    if (image) {
        standing.image = *image;
        return;
    }
    standing.imageProblem = image.error().message;
    standing.image = config.image.baseImage.id.isEmpty() ? config.image.reference : config.image.baseImage.name;
}

State stateOf(const ConfigStanding &standing, const RuntimeConfig &config)
{
    if (!config.enabled)
        return State::Disabled;
    if (hasErrors(standing.problems))
        return State::Errors;
    if (!standing.problems.empty() || !standing.targetProblem.isEmpty())
        return State::Warnings;
    return standing.users.isEmpty() ? State::Unused : State::Ok;
}

QString dockerGpusText(const settings::DockerGpus &gpus)
{
    if (gpus.count == -1)
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "all"));
    if (gpus.count.value_or(0) > 0)
        return numberText(*gpus.count);
    if (!gpus.deviceIds.isEmpty())
        return plainLine(gpus.deviceIds.join(u", "_s), 200);
    if (!gpus.cdiDevices.isEmpty())
        return plainLine(gpus.cdiDevices.join(u", "_s), 200);
    return gpus.runtime.isEmpty()
               ? QString()
               : tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "runtime %1")).arg(plainLine(gpus.runtime, 100));
}

} // namespace

ConfigStanding standingOf(const RuntimeConfig &config, const settings::Settings &settings,
                          const runs::LaunchFacts &facts, const manifests::PodSchema &schema)
{
    ConfigStanding standing{.problems = configProblems(config, settings, schema)};
    const TargetFits fits = targetFits(config, facts, settings, schema);
    for (FieldProblem &problem : factProblems(config, fits, facts))
        standing.problems.push_back(std::move(problem));
    std::stable_sort(standing.problems.begin(), standing.problems.end(),
                     [](const FieldProblem &a, const FieldProblem &b) { return a.severity > b.severity; });
    standing.users = usersOfConfig(settings, config.id);
    findTargets(standing, fits, facts);
    findImage(standing, config, settings, facts);
    standing.state = stateOf(standing, config);
    return standing;
}

QString stateWord(State state)
{
    switch (state) {
    case State::Errors:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "errors"));
    case State::Warnings:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "warnings"));
    case State::Unused:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "unused"));
    case State::Disabled:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "disabled"));
    case State::Ok:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "ok"));
    case State::Unknown:
        return tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "checking"));
    }
    return {};
}

Severity severityOf(State state)
{
    switch (state) {
    case State::Errors:
        return Severity::Error;
    case State::Warnings:
        return Severity::Warning;
    case State::Ok:
        return Severity::Ok;
    case State::Unused:
    case State::Disabled:
    case State::Unknown:
        break;
    }
    return Severity::Dim;
}

QString gpusText(const RuntimeConfig &config)
{
    if (config.isDocker())
        return dockerGpusText(config.docker.gpus);
    const settings::GpuRequest &gpu = config.kubernetes.gpu;
    if (gpu.count.value_or(0) <= 0)
        return {};
    QStringList words;
    if (!gpu.product.isEmpty())
        words += gpu.product;
    if (!gpu.kind.isEmpty() && gpu.kind != "device"_L1)
        words += gpu.kind;
    if (!gpu.resource.isEmpty() && (words.isEmpty() || gpu.resource != "nvidia.com/gpu"_L1))
        words += gpu.resource;
    const QString what = words.isEmpty() ? u"nvidia.com/gpu"_s : plainLine(words.join(u' '), 200);
    return u"%1 × %2"_s.arg(numberText(*gpu.count), what);
}

QString targetsText(const ConfigStanding &standing, const RuntimeConfig &config)
{
    QStringList names;
    for (const ConfigTarget &target : standing.targets)
        names += target.name;
    if (names.isEmpty() && config.isDocker())
        names += config.docker.daemon.name;
    else if (names.isEmpty())
        names = config.kubernetes.contexts;
    const QString text = plainLine(names.join(u" → "_s), 400);
    if (!standing.isBuiltin)
        return text;
    return (config.isDocker() ? tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "first: %1"))
                              : tr(QT_TRANSLATE_NOOP("RuntimeConfigsModel", "current: %1")))
        .arg(text);
}

} // namespace fairlead::models
