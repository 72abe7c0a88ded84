// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "consideredcontext.h"

#include "devicenames.h"
#include "gpucandidates.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeDevices;
using settings::GpuRequest;
using When = NodeFit::When;

bool wantsDevices(const GpuRequest &gpu)
{
    return gpu.count.value_or(0) > 0;
}

//! One way to ask for what the run wants, and what a pod that asks so wants of nodes.
struct Way
{
    GpuRequest gpu;
    LaunchPlan plan;
    GroupWish wish;
    PodAmounts amounts;
    std::int64_t copies = 0; //!< over all groups that have it
    std::int64_t mostCopies = 0;
    int unknown = 0;
};

struct GroupRow
{
    NodeGroup group;
    std::size_t way = 0;
    bool hasWay = false; //!< it has the devices that are asked for
    GroupFit fit;
};

std::vector<GpuRequest> requestsOf(const FormedRun &run, const std::vector<accelerators::NodeRowPtr> &nodes)
{
    if (!run.gpus || run.gpus->isNone)
        return {run.config.kubernetes.gpu};
    std::vector<GpuRequest> choices = candidates(*run.gpus, nodes).choices;
    if (choices.empty())
        choices.push_back(plainRequest(*run.gpus));
    return choices;
}

Way wayOf(const ConsideredQuery &query, const LaunchTarget &target, const GpuRequest &gpu, const ContextLimits &limits)
{
    Way way{.gpu = gpu};
    settings::RuntimeConfig config = query.run.config;
    config.kubernetes.gpu = gpu;
    way.plan = launchPlan(config, target, query.request, query.facts, query.settings, query.schema);
    const QJsonObject pod = way.plan.job.job.value("spec"_L1)["template"_L1].toObject();
    way.wish = {.demand = podDemand(pod), .gpu = gpu, .asks = query.run.gpus, .limits = limits};
    way.amounts = podAmounts(pod.value("spec"_L1).toObject());
    return way;
}

bool hasDevicesFor(const NodeGroup &group, const GpuRequest &gpu)
{
    const std::vector<NodeDevices> &devices = group.nodes.front()->availability.devices;
    return std::any_of(devices.begin(), devices.end(),
                       [&gpu](const NodeDevices &each) { return each.capacity > 0 && isWanted(each, gpu); });
}

GroupRow groupRow(NodeGroup group, std::vector<Way> &ways)
{
    GroupRow row{.group = std::move(group)};
    for (std::size_t i = 0; i < ways.size() && !row.hasWay; ++i) {
        row.hasWay = !wantsDevices(ways[i].gpu) || hasDevicesFor(row.group, ways[i].gpu);
        row.way = row.hasWay ? i : 0;
    }
    Way &way = ways[row.way];
    row.fit = groupFit(row.group, way.wish);
    way.copies += row.fit.copies;
    way.mostCopies += row.fit.mostCopies;
    way.unknown += row.fit.unknown;
    return row;
}

QString nodesText(int count)
{
    return count == 1 ? u"1 node"_s : u"%1 nodes"_s.arg(count);
}

QString podsText(std::int64_t count)
{
    return count == 1 ? u"1 pod"_s : u"%1 pods"_s.arg(count);
}

//! What of the group itself keeps the run off, or makes it wait.
Obstacle groupObstacle(const GroupRow &row, const Way &way, int pods, const QString &context)
{
    const GroupFit &fit = row.fit;
    const Obstacle first = fit.reasons.empty() ? Obstacle() : fit.reasons.front().obstacle;
    if (fit.when() == When::Never)
        return fit.reasons.empty() ? Obstacle{Hindrance::Resource, When::Never, u"no room for a pod"_s} : first;
    const bool isKnown = way.unknown == 0;
    const Hindrance ofWay = wantsDevices(way.gpu) ? Hindrance::Device : Hindrance::Resource;
    if (isKnown && way.mostCopies < pods)
        return {ofWay, When::Never,
                u"%1 asked for, such nodes of %2 hold %3 at most"_s.arg(podsText(pods), context).arg(way.mostCopies)};
    if (way.copies >= pods && fit.copies > 0)
        return {Hindrance::None, When::Now, {}};
    if (fit.unknown > 0 || (!isKnown && fit.frees.isEmpty()))
        return {Hindrance::None, When::Unknown, u"what pods hold is not known"_s};
    const auto isLater = [](const GroupFit::Reason &each) { return each.obstacle.when == When::Later; };
    const auto later = std::find_if(fit.reasons.begin(), fit.reasons.end(), isLater);
    const QString part = way.copies > 0 && pods > 1
                             ? u"%1 of %2 pods fit now"_s.arg(std::min<std::int64_t>(way.copies, pods)).arg(pods)
                             : QString();
    const QString text = part.isEmpty() || fit.frees.isEmpty() ? part + fit.frees : part + u"; "_s + fit.frees;
    return {later == fit.reasons.end() ? ofWay : later->obstacle.what, When::Later, text};
}

//! What lasts longest counts; of that the first in the order of Hindrance.
Obstacle combined(const Obstacle &ofGroup, const std::vector<Obstacle> &ofCluster)
{
    const auto weight = [](const Obstacle &each) {
        switch (each.when) {
        case When::Never:
            return 0;
        case When::Unknown:
            return 1;
        case When::Later:
            return 2;
        case When::Now:
            break;
        }
        return 3;
    };
    Obstacle worst = ofGroup;
    for (const Obstacle &each : ofCluster) {
        if (std::tuple(weight(each), each.what) < std::tuple(weight(worst), worst.what))
            worst = each;
    }
    return worst;
}

std::optional<double> priceOf(const GroupRow &row, const Way &way, const ConsideredQuery &query)
{
    for (const auto &[product, text] : query.prices) {
        for (const NodeDevices &devices : row.group.nodes.front()->availability.devices) {
            bool isNumber = false;
            const double price = text.toDouble(&isNumber);
            if (isNumber && wantsDevices(way.gpu) && isWanted(devices, way.gpu) && isCalled(devices.product, product))
                return price * double(*way.gpu.count) * query.run.nodes;
        }
    }
    return {};
}

QStringList notesOf(const ConsideredQuery &query, const Way &way)
{
    QStringList notes;
    if (!way.wish.demand.notJudged.isEmpty())
        notes += u"Not judged: %1."_s.arg(way.wish.demand.notJudged.join(u", "_s));
    if (!query.run.config.kubernetes.queueName.isEmpty())
        notes += u"Not judged: when the queue %1 lets it in."_s.arg(query.run.config.kubernetes.queueName);
    return notes;
}

ConsideredRow rowOf(GroupRow row, const Way &way, const ConsideredQuery &query, const std::vector<Obstacle> &ofCluster)
{
    ConsideredRow result{.target = way.plan.target, .gpu = way.gpu};
    const int pods = query.run.nodes;
    const Obstacle why = combined(groupObstacle(row, way, pods, way.plan.target.name), ofCluster);
    result.when = why.when;
    result.hindrance = why.what;
    result.reason = why.reason;
    for (const GroupFit::Reason &each : row.fit.reasons)
        result.details += u"%1: %2"_s.arg(each.obstacle.reason, nodesText(each.nodes));
    result.nowOn = row.fit.nowOn;
    result.copies = row.fit.copies;
    result.notes = notesOf(query, way);
    if (why.when == When::Now && row.fit.copies < pods)
        result.notes += u"%1 of %2 pods fit here, the others on other nodes of %3."_s.arg(row.fit.copies)
                            .arg(pods)
                            .arg(way.plan.target.name);
    const bool mayGrow = query.run.config.timeouts.waitForAutoscaler && why.when != When::Now;
    if (mayGrow && (way.plan.launch.devices.areComing || row.hasWay))
        result.notes += u"An autoscaler may make a node: the config waits for it."_s;
    result.pricePerHour = priceOf(row, way, query);
    result.group = std::move(row.group);
    return result;
}

} // namespace

QString launchProblem(const LaunchPlan &plan)
{
    const auto isOther = [](const manifests::ManifestProblem &each) {
        return !each.field.startsWith("kubernetes.gpu."_L1) && !each.field.startsWith("image."_L1);
    };
    const auto problem = std::find_if(plan.problems.begin(), plan.problems.end(), isOther);
    return problem == plan.problems.end() ? QString() : problem->field + u": "_s + problem->message;
}

namespace {

ConsideredRow alone(const LaunchTarget &target, When when, Hindrance what, const QString &reason)
{
    return {.target = target, .group = {}, .gpu = {}, .when = when, .hindrance = what, .reason = reason};
}

} // namespace

std::vector<ConsideredRow> contextRows(const ConsideredQuery &query, const LaunchTarget &target,
                                       const ContextLimits &limits)
{
    const ContextFacts *context = query.facts.context(target.contextId);
    const std::vector<accelerators::NodeRowPtr> none;
    const bool isKnown = context && context->nodes;
    std::vector<Way> ways;
    for (const GpuRequest &gpu : requestsOf(query.run, isKnown ? *context->nodes : none))
        ways.push_back(wayOf(query, target, gpu, limits));
    if (const QString problem = launchProblem(ways.front().plan); !problem.isEmpty())
        return {alone(target, When::Never, Hindrance::Launch, problem)};
    ConsideredRow only = alone(target, When::Unknown, Hindrance::None,
                               u"the nodes of %1 are not known: open the context"_s.arg(target.name));
    only.gpu = ways.front().gpu;
    if (isKnown && context->nodes->empty())
        only = alone(target, When::Never, Hindrance::Resource, u"%1 has no node"_s.arg(target.name));
    if (!isKnown || context->nodes->empty())
        return {only};

    std::vector<GroupRow> groups;
    for (NodeGroup &group : nodeGroups(*context->nodes))
        groups.push_back(groupRow(std::move(group), ways));
    std::stable_sort(groups.begin(), groups.end(), [&ways](const GroupRow &a, const GroupRow &b) {
        const auto key = [&ways](const GroupRow &row) {
            const bool isWasted = !wantsDevices(ways[row.way].gpu) && row.group.hasDevices();
            return std::tuple(row.group.isControlPlane, !row.hasWay, row.way, isWasted);
        };
        return key(a) < key(b);
    });
    std::vector<ConsideredRow> rows;
    for (GroupRow &row : groups) {
        const Way &way = ways[row.way];
        rows.push_back(rowOf(std::move(row), way, query, clusterObstacles(limits, way.amounts, query.run.nodes)));
    }
    return rows;
}

} // namespace fairlead::runs
