// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "groupfit.h"

#include "backends/accelerators/devicerequest.h"
#include "devicenames.h"
#include "gpucandidates.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using accelerators::NodeRow;
using When = NodeFit::When;

QString unlikeText(const NodeDevices &devices, const GroupWish &wish)
{
    if (wish.asks) {
        if (const auto why = unlike(devices, *wish.asks))
            return *why;
    }
    return u"has %1, not %2"_s.arg(productName(devices.product),
                                   wish.gpu.product.isEmpty() ? wish.gpu.kind : wish.gpu.product);
}

//! Of a product or a kind that the node has not, or that its plugin would not hand out so.
std::optional<Obstacle> deviceObstacle(const NodeAvailability &node, const GroupWish &wish)
{
    if (wish.gpu.count.value_or(0) <= 0)
        return {};
    const bool isNamed = !wish.gpu.product.isEmpty() || !wish.gpu.kind.isEmpty();
    QString why;
    for (const NodeDevices &devices : node.devices) {
        if (!isWanted(devices, wish.gpu) || devices.capacity <= 0) {
            if (why.isEmpty() && devices.capacity > 0)
                why = unlikeText(devices, wish);
            continue;
        }
        if (devices.isMultiHost)
            return Obstacle{Hindrance::Device, When::Never, u"a slice over several nodes, which one pod cannot have"_s};
        if (devices.isOnePerContainer && *wish.gpu.count > 1)
            return Obstacle{Hindrance::Device, When::Never, u"shares are handed out one to a container"_s};
        return {};
    }
    if (!isNamed) // then the arithmetic says it
        return {};
    return Obstacle{Hindrance::Device, When::Never, why.isEmpty() ? u"no GPU"_s : why};
}

//! In the order of Hindrance.
std::vector<Obstacle> allObstacles(const NodeAvailability &node, const GroupWish &wish)
{
    std::vector<Obstacle> found;
    if (const auto device = deviceObstacle(node, wish))
        found.push_back(*device);
    for (Obstacle &each : obstacles(wish.demand, node))
        found.push_back(std::move(each));
    for (Obstacle &each : nodeObstacles(wish.limits, *node.node))
        found.push_back(std::move(each));
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.what < b.what; });
    return found;
}

bool isEver(const std::vector<Obstacle> &found)
{
    return std::none_of(found.begin(), found.end(), [](const Obstacle &each) { return each.when == When::Never; });
}

//! The first that never goes, else the first of those that may.
const Obstacle &firstOf(const std::vector<Obstacle> &found)
{
    const auto never =
        std::find_if(found.begin(), found.end(), [](const Obstacle &each) { return each.when == When::Never; });
    return never == found.end() ? found.front() : *never;
}

//! "where a/b holds 4 and a/c 2".
QString holdersText(const NodeRow &row, const QString &resource)
{
    constexpr std::size_t Most = 2;
    std::vector<std::pair<std::int64_t, QString>> holders;
    for (const kubernetes::PodPtr &pod : row.holders) {
        for (const accelerators::DeviceRequest &each : accelerators::deviceRequests(*pod)) {
            if (each.resource == resource)
                holders.emplace_back(each.count, pod->namespaceName + u'/' + pod->name);
        }
    }
    if (holders.empty())
        return {};
    std::stable_sort(holders.begin(), holders.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList texts;
    for (std::size_t i = 0; i < std::min(Most, holders.size()); ++i)
        texts += u"%1 holds %2"_s.arg(holders[i].second).arg(holders[i].first);
    const std::size_t more = holders.size() - std::size_t(texts.size());
    return u", where "_s + texts.join(more == 0 ? u" and "_s : u", "_s) +
           (more == 0 ? QString() : u" and %1 more others"_s.arg(more));
}

struct Nearest
{
    const NodeRow *row = nullptr;
    std::vector<Obstacle> obstacles;
};

//! Fewer devices before less of the rest; what is not ready last.
bool isNearer(const std::vector<Obstacle> &a, const std::vector<Obstacle> &b)
{
    const auto key = [](const std::vector<Obstacle> &found) {
        const auto isState = [](const Obstacle &each) { return each.what == Hindrance::State; };
        const auto missing = [&found](Hindrance what) {
            const auto it =
                std::find_if(found.begin(), found.end(), [what](const auto &each) { return each.what == what; });
            return it == found.end() ? kubernetes::Quantity() : it->missing;
        };
        return std::tuple(std::any_of(found.begin(), found.end(), isState), missing(Hindrance::Device),
                          missing(Hindrance::Cpu), missing(Hindrance::Memory));
    };
    return key(a) < key(b);
}

QString freesText(const Nearest &nearest)
{
    const QString node = nearest.row->availability.node->name;
    QStringList amounts;
    QString state;
    QString device;
    for (const Obstacle &each : nearest.obstacles) {
        if (each.what == Hindrance::State)
            state = each.reason;
        else if (each.when == When::Later && !each.resource.isEmpty())
            amounts += u"%1 more %2"_s.arg(amountText(each.resource, each.missing), each.resource);
        if (each.what == Hindrance::Device && device.isEmpty())
            device = each.resource;
    }
    QString text = amounts.join(u" and "_s);
    if (!text.isEmpty())
        text += u" on %1%2"_s.arg(node, holdersText(*nearest.row, device));
    if (state.isEmpty())
        return text;
    return (text.isEmpty() ? QString() : text + u"; "_s) + u"%1 is %2"_s.arg(node, state);
}

void count(const Obstacle &obstacle, std::vector<GroupFit::Reason> &reasons)
{
    const auto known = std::find_if(reasons.begin(), reasons.end(), [&obstacle](const GroupFit::Reason &each) {
        return each.obstacle.what == obstacle.what && each.obstacle.reason == obstacle.reason;
    });
    if (known == reasons.end())
        reasons.push_back({obstacle, 1});
    else
        ++known->nodes;
}

} // namespace

When GroupFit::when() const
{
    return copies > 0 ? When::Now : unknown > 0 ? When::Unknown : mostCopies > 0 ? When::Later : When::Never;
}

GroupFit groupFit(const NodeGroup &group, const GroupWish &wish)
{
    GroupFit fit;
    Nearest nearest;
    for (const accelerators::NodeRowPtr &row : group.nodes) {
        const NodeAvailability &node = row->availability;
        std::vector<Obstacle> found = allObstacles(node, wish);
        if (found.empty()) {
            fit.nowOn += node.node->name;
            fit.copies += copies(wish.demand, node, Fill::Now);
        } else {
            count(firstOf(found), fit.reasons);
        }
        if (!isEver(found))
            continue;
        fit.mostCopies += copies(wish.demand, node, Fill::Empty);
        if (found.empty())
            continue;
        const bool isUnknown =
            std::any_of(found.begin(), found.end(), [](const auto &each) { return each.when == When::Unknown; }) &&
            std::none_of(found.begin(), found.end(), [](const auto &each) { return each.when == When::Later; });
        fit.unknown += isUnknown ? 1 : 0;
        if (!isUnknown && (!nearest.row || isNearer(found, nearest.obstacles)))
            nearest = {row.get(), std::move(found)};
    }
    std::stable_sort(fit.reasons.begin(), fit.reasons.end(), [](const auto &a, const auto &b) {
        return std::tuple(a.obstacle.when != When::Never, a.obstacle.what, -a.nodes) <
               std::tuple(b.obstacle.when != When::Never, b.obstacle.what, -b.nodes);
    });
    if (nearest.row)
        fit.frees = freesText(nearest);
    return fit;
}

} // namespace fairlead::runs
