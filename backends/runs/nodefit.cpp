// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodefit.h"

#include "nodematch.h"
#include "nodeobstacles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Cause = NodeFit::Cause;
using When = NodeFit::When;

//! What is told where only one thing is: what never changes, by what one would change about it, before the rest.
int rank(const Obstacle &obstacle)
{
    constexpr int Later = 100;
    constexpr int Unknown = 200;
    switch (obstacle.what) {
    case Hindrance::Selector:
        return 0;
    case Hindrance::Affinity:
        return 1;
    case Hindrance::Taint:
        return 2;
    case Hindrance::State:
        return 50;
    default:
        break;
    }
    const int room = obstacle.resource == "pods"_L1 ? 11 : 10;
    return room + (obstacle.when == When::Later ? Later : obstacle.when == When::Unknown ? Unknown : 0);
}

Cause causeOf(const Obstacle &obstacle)
{
    switch (obstacle.what) {
    case Hindrance::Selector:
        return Cause::Label;
    case Hindrance::Affinity:
        return Cause::Affinity;
    case Hindrance::Taint:
        return Cause::Taint;
    case Hindrance::State:
        return Cause::State;
    default:
        return obstacle.when == When::Unknown ? Cause::None : Cause::Room;
    }
}

} // namespace

NodeFit nodeFit(const PodDemand &demand, const accelerators::NodeAvailability &node)
{
    std::vector<Obstacle> found = obstacles(demand, node);
    if (found.empty())
        return {};
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        return std::pair(rank(a), a.resource) < std::pair(rank(b), b.resource);
    });
    return {found.front().when, causeOf(found.front()), found.front().reason};
}

ClusterFit clusterFit(const PodDemand &demand, const std::vector<accelerators::NodeRowPtr> &nodes)
{
    ClusterFit cluster;
    int ordinary = 0;
    for (const accelerators::NodeRowPtr &row : nodes) {
        const NodeFit fit = nodeFit(demand, row->availability);
        int &count = fit.when == When::Now       ? cluster.now
                     : fit.when == When::Later   ? cluster.later
                     : fit.when == When::Unknown ? cluster.unknown
                                                 : cluster.never;
        ++count;
        ordinary += fit.when != When::Never && !isControlPlane(*row->availability.node) ? 1 : 0;
        if (fit.when == When::Now)
            continue;
        const auto isIt = [&fit](const ClusterFit::Reason &each) { return each.text == fit.reason; };
        const auto known = std::find_if(cluster.reasons.begin(), cluster.reasons.end(), isIt);
        if (known == cluster.reasons.end())
            cluster.reasons.push_back({fit.cause, fit.reason, 1});
        else
            ++known->nodes;
    }
    std::stable_sort(cluster.reasons.begin(), cluster.reasons.end(),
                     [](const auto &a, const auto &b) { return a.nodes > b.nodes; });
    cluster.fitsControlPlaneOnly = cluster.isPossible() && ordinary == 0;
    return cluster;
}

QString ClusterFit::text() const
{
    constexpr std::size_t Most = 4;
    if (nodes() == 0)
        return u"there are no nodes"_s;
    QStringList whys;
    for (std::size_t i = 0; i < std::min(reasons.size(), Most); ++i)
        whys += u"%1: %2"_s.arg(reasons[i].nodes).arg(reasons[i].text);
    if (reasons.size() > Most)
        whys += u"and others"_s;
    const QString when = now > 0       ? u"fits now on %1 of %2 nodes"_s.arg(now).arg(nodes())
                         : unknown > 0 ? u"could fit on %1 of %2 nodes"_s.arg(unknown).arg(nodes())
                         : later > 0   ? u"fits later on %1 of %2 nodes, on none now"_s.arg(later).arg(nodes())
                                       : u"fits on none of %1 nodes"_s.arg(nodes());
    return whys.isEmpty() ? when : when + u" ("_s + whys.join(u"; "_s) + u')';
}

} // namespace fairlead::runs
