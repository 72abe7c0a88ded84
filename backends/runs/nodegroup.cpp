// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodegroup.h"

#include "backends/accelerators/nodepool.h"
#include "devicenames.h"
#include "nodematch.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;

QString kindText(const NodeDevices &devices)
{
    return devices.product.kind == accelerators::Kind::Shared ? u" shared"_s : QString();
}

//! By capacity: a card that has failed makes no node of another kind.
QString devicesText(const NodeAvailability &node)
{
    QStringList texts;
    for (const NodeDevices &devices : node.devices) {
        if (devices.capacity > 0)
            texts += u"%1 × %2%3"_s.arg(devices.capacity).arg(productName(devices.product), kindText(devices));
    }
    return texts.isEmpty() ? u"no GPU"_s : texts.join(u" + "_s);
}

bool hasDevicesAt(const NodeAvailability &node)
{
    return std::any_of(node.devices.begin(), node.devices.end(),
                       [](const NodeDevices &devices) { return devices.capacity > 0; });
}

} // namespace

bool NodeGroup::hasDevices() const
{
    return hasDevicesAt(nodes.front()->availability);
}

QString NodeGroup::text() const
{
    QStringList parts{devices};
    if (!pool.isEmpty())
        parts += u"pool "_s + pool;
    if (isControlPlane)
        parts += u"control plane"_s;
    return parts.join(u", "_s);
}

std::vector<NodeGroup> nodeGroups(const std::vector<accelerators::NodeRowPtr> &nodes)
{
    std::map<std::tuple<bool, bool, QString, QString>, NodeGroup> groups;
    for (const accelerators::NodeRowPtr &row : nodes) {
        const NodeAvailability &node = row->availability;
        const QString devices = devicesText(node);
        const QString pool = accelerators::nodePool(*node.node);
        const bool isControl = isControlPlane(*node.node);
        NodeGroup &group = groups[{isControl, !hasDevicesAt(node), devices, pool}];
        group.devices = devices;
        group.pool = pool;
        group.isControlPlane = isControl;
        group.nodes.push_back(row);
    }
    std::vector<NodeGroup> result;
    for (auto &[key, group] : groups) {
        std::sort(group.nodes.begin(), group.nodes.end(),
                  [](const auto &a, const auto &b) { return a->availability.node->name < b->availability.node->name; });
        result.push_back(std::move(group));
    }
    return result;
}

} // namespace fairlead::runs
