// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "targetfits.h"

#include "backends/runs/launchplan.h"
#include "configpreview.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! The pod that \p config comes to at \p target. Variables of users and projects make namespaces and labels, hardly
//! ever what a node has to have: where nobody's launch can be made, that of any user, known or not, says where it fits.
QJsonObject podOf(const settings::RuntimeConfig &config, const runs::LaunchTarget &target,
                  const runs::LaunchFacts &facts, const settings::Settings &settings,
                  const manifests::PodSchema &schema, manifests::DeviceNames &devices)
{
    constexpr std::size_t MostUsers = 20;
    static const settings::User anybody{.name = u"user"_s};
    static const settings::Project anything{.name = u"PROJECT"_s};
    std::vector<const settings::User *> users{nullptr, &anybody};
    for (std::size_t i = 0; i < std::min(settings.users.size(), MostUsers); ++i)
        users.push_back(&settings.users[i]);
    manifests::ManifestProblems before;
    for (const settings::User *user : users) {
        runs::LaunchRequest request = previewRequest(config);
        request.user = user;
        request.project = !user ? nullptr : settings.projects.empty() ? &anything : &settings.projects.front();
        request.checksUse = false;
        const auto plan = runs::launchPlan(config, target, request, facts, settings, schema);
        devices = plan.launch.devices;
        const QJsonObject pod = plan.job.job.value("spec"_L1).toObject().value("template"_L1).toObject();
        if (!pod.isEmpty())
            return pod;
        if (std::exchange(before, plan.problems) == plan.problems)
            break; // it is not for the lack of somebody
    }
    return {};
}

PodFit podFit(const settings::RuntimeConfig &config, const runs::LaunchTarget &target, const runs::LaunchFacts &facts,
              const settings::Settings &settings, const manifests::PodSchema &schema)
{
    const runs::ContextFacts *context = facts.context(target.contextId);
    if (!context || !context->nodes)
        return {};
    manifests::DeviceNames devices;
    const QJsonObject pod = podOf(config, target, facts, settings, schema, devices);
    if (pod.isEmpty())
        return {.state = PodFit::State::NoPod};
    const settings::GpuRequest &gpu = config.kubernetes.gpu;
    const bool isNamed = !gpu.product.isEmpty() || !gpu.kind.isEmpty();
    if (isNamed && devices.labels.empty())
        return {.state = PodFit::State::NoDevices};
    PodFit result{.state = PodFit::State::Known, .fit = runs::clusterFit(runs::podDemand(pod), *context->nodes)};
    result.awaitsNode = config.timeouts.waitForAutoscaler && !result.fit.isPossible();
    return result;
}

} // namespace

TargetFits targetFits(const settings::RuntimeConfig &config, const runs::LaunchFacts &facts,
                      const settings::Settings &settings, const manifests::PodSchema &schema)
{
    TargetFits fits{.targets = runs::launchTargets(config, settings.defaults.target, facts, settings), .pods = {}};
    for (const runs::LaunchTarget &target : fits.targets.value_or(std::vector<runs::LaunchTarget>()))
        fits.pods.push_back(podFit(config, target, facts, settings, schema));
    return fits;
}

} // namespace fairlead::models
