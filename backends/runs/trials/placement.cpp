// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "placement.h"

#include "backends/runs/devicenames.h"
#include "backends/runs/nodematch.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using Cause = NodeFit::Cause;
using When = NodeFit::When;

constexpr qsizetype MostNames = 5;
constexpr qsizetype MostItems = 50;

struct Placed
{
    QString node;
    NodeFit fit;
    bool isControlPlane = false;
    bool lacksProduct = false; //!< which is why it does not fit
};

Placed placed(const NodeAvailability &node, const PlacementWish &wish)
{
    Placed result{node.node->name, nodeFit(wish.demand, node), isControlPlane(*node.node)};
    const auto isWantedHere = [&wish](const accelerators::NodeDevices &each) { return isWanted(each, wish.gpu); };
    const bool mayBeProduct = result.fit.cause == Cause::Affinity || result.fit.cause == Cause::Room;
    if (wish.gpu.product.isEmpty() || result.fit.when != When::Never || !mayBeProduct ||
        std::any_of(node.devices.begin(), node.devices.end(), isWantedHere))
        return result;
    QStringList has;
    for (const accelerators::NodeDevices &each : node.devices)
        has += productName(each.product);
    result.lacksProduct = true;
    result.fit.reason = u"has %1, not %2"_s.arg(has.isEmpty() ? u"no GPU"_s : has.join(u", "_s), wish.gpu.product);
    return result;
}

QString named(QStringList names)
{
    names.sort();
    const qsizetype more = names.size() - MostNames;
    const QString text = names.first(std::min(names.size(), MostNames)).join(u", "_s);
    return more > 0 ? u"%1 and %2 more"_s.arg(text).arg(more) : text;
}

QString nodesText(qsizetype count)
{
    return count == 1 ? u"1 node"_s : u"%1 nodes"_s.arg(count);
}

//! Nodes by what keeps the pod off them: "cordoned: a, b", most first.
QStringList grouped(const std::vector<Placed> &all)
{
    std::map<QString, QStringList> nodes;
    for (const Placed &each : all)
        nodes[each.fit.reason] += each.node;
    std::vector<std::pair<QString, QStringList>> groups(nodes.begin(), nodes.end());
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto &a, const auto &b) { return a.second.size() > b.second.size(); });
    QStringList lines;
    for (const auto &[text, names] : groups) {
        if (lines.size() < MostItems)
            lines += u"%1: %2"_s.arg(text, named(names));
    }
    return lines;
}

QString remedyOf(const Placed &placed, const PlacementWish &wish)
{
    if (placed.lacksProduct)
        return u"take a product that the cluster has instead of %1, or another target"_s.arg(wish.gpu.product);
    switch (placed.fit.cause) {
    case Cause::Label:
    case Cause::Affinity:
        return u"correct node selector and affinity, or label a node"_s;
    case Cause::Taint:
        return u"add a toleration of the taint to the config, if such pods may go there"_s;
    case Cause::Room:
        return placed.fit.when == When::Never ? u"ask for no more than one node has"_s
                                              : u"wait until others have ended, or ask for less"_s;
    case Cause::State:
        return placed.fit.reason == "cordoned"_L1 ? u"uncordon a node (kubectl uncordon), or take another target"_s
                                                  : u"see what is wrong with the node (kubectl describe node)"_s;
    case Cause::None:
        break;
    }
    return {};
}

template <class Is>
std::vector<Placed> those(const std::vector<Placed> &all, Is is)
{
    std::vector<Placed> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), is);
    return some;
}

QString namesOf(const std::vector<Placed> &all)
{
    QStringList names;
    for (const Placed &each : all)
        names += each.node;
    return u"%1: %2"_s.arg(nodesText(names.size()), named(names));
}

//! Those that come nearest: one label or a selector that rules a node out says the least about it.
std::vector<Placed> nearest(const std::vector<Placed> &all)
{
    const auto meant = those(all, [](const Placed &each) {
        return each.fit.cause != Cause::Label && (each.fit.cause != Cause::Affinity || each.lacksProduct);
    });
    return meant.empty() ? all : meant;
}

TrialResult nowhere(const std::vector<Placed> &all, const PlacementWish &wish)
{
    TrialResult result{.step = TrialResult::Step::Placement,
                       .state = wish.hasAutoscaler ? CheckState::Warning : CheckState::Failed};
    const std::vector<Placed> near = nearest(all);
    const bool lacks =
        !near.empty() && std::all_of(near.begin(), near.end(), [](const Placed &each) { return each.lacksProduct; });
    result.detail =
        all.empty() ? u"the cluster has no node"_s : u"no node takes it; %1"_s.arg(grouped(near).join(u"; "_s));
    if (lacks)
        result.detail = u"no node that it may go to has the GPU product %1; %2"_s.arg(wish.gpu.product,
                                                                                      grouped(near).join(u"; "_s));
    result.items = grouped(all);
    QStringList remedies;
    for (const Placed &each : near) {
        if (const QString remedy = remedyOf(each, wish); !remedies.contains(remedy))
            remedies += remedy;
    }
    result.remedy =
        wish.hasAutoscaler ? u"the config waits for an autoscaler to make a node"_s : remedies.join(u"; "_s);
    return result;
}

} // namespace

TrialResult placementFinding(const std::vector<NodeAvailability> &nodes, const PlacementWish &wish)
{
    std::vector<Placed> all;
    for (const NodeAvailability &node : nodes)
        all.push_back(placed(node, wish));
    const auto now = those(all, [](const Placed &each) { return each.fit.when == When::Now; });
    const auto unknown = those(all, [](const Placed &each) { return each.fit.when == When::Unknown; });
    const auto later =
        those(all, [](const Placed &each) { return each.fit.when == When::Later && each.fit.cause == Cause::Room; });
    if (now.empty() && unknown.empty() && later.empty())
        return nowhere(all, wish);
    TrialResult result{.step = TrialResult::Step::Placement};
    if (!now.empty())
        result.detail = u"fits now on %1; at most on %2"_s.arg(namesOf(now)).arg(now.size() + later.size());
    else if (!unknown.empty())
        result.detail = u"fits on %1, were they empty: what pods hold there cannot be seen"_s.arg(namesOf(unknown));
    else
        result.detail = u"fits nowhere now; on %1, when free"_s.arg(namesOf(later));
    result.items = grouped(those(all, [](const Placed &each) { return each.fit.when != When::Now; }));
    const auto isOrdinary = [](const Placed &each) { return !each.isControlPlane; };
    if (now.empty() && unknown.empty()) {
        result.state = CheckState::Warning;
        result.remedy = remedyOf(later.front(), wish);
    } else if (those(now, isOrdinary).empty() && those(later, isOrdinary).empty() &&
               those(unknown, isOrdinary).empty()) {
        result.state = CheckState::Warning;
        result.detail += u"; these are nodes of the control plane"_s;
        result.remedy = u"add nodes for workloads, or keep off the control plane"_s;
    }
    return result;
}

TrialResult devicesFinding(const settings::GpuRequest &gpu, const std::vector<NodeAvailability> &nodes,
                           const std::optional<ApiError> &error)
{
    TrialResult result{.step = TrialResult::Step::Placement, .state = CheckState::Failed};
    const QString what = gpu.product.isEmpty() ? u"GPU kind "_s + gpu.kind : u"GPU product "_s + gpu.product;
    if (error) {
        result.detail = u"the nodes cannot be looked at, nor how they call the %1: %2"_s.arg(what, error->message);
        result.remedy = u"have somebody allow you to list nodes, or select nodes by their labels"_s;
        return result;
    }
    std::map<QString, QStringList> has;
    for (const NodeAvailability &node : nodes) {
        for (const accelerators::NodeDevices &each : node.devices)
            has[productName(each.product)] += node.node->name;
    }
    for (const auto &[product, names] : has)
        result.items += u"%1: %2"_s.arg(product, named(names));
    result.items = result.items.first(std::min(result.items.size(), MostItems));
    result.detail = u"no node has the %1"_s.arg(what);
    result.remedy = u"take one that the cluster has instead of %1, or another target"_s.arg(
        gpu.product.isEmpty() ? gpu.kind : gpu.product);
    return result;
}

} // namespace fairlead::runs
