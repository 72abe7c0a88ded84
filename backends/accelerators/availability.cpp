// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "availability.h"

#include "requestable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

using kubernetes::Condition;
using kubernetes::Node;
using kubernetes::ResourceList;

namespace {

const ResourceList &allocatableOf(const Node &node)
{
    return node.allocatable.isEmpty() ? node.capacity : node.allocatable;
}

QString notReadyReason(const Node &node)
{
    for (const Condition &condition : node.conditions) {
        if (condition.type == "Ready"_L1)
            return condition.reason;
    }
    return {};
}

std::vector<Reason> reasonsOf(const Node &node, bool isReady, const std::vector<TaintView> &taints)
{
    std::vector<Reason> result;
    if (!isReady)
        result.push_back({Reason::Code::NotReady, notReadyReason(node)});
    if (node.isUnschedulable)
        result.push_back({Reason::Code::Cordoned, {}});
    for (const TaintView &view : taints) {
        if (!view.isTolerated && !repeatsNodeState(view.taint, isReady, node.isUnschedulable))
            result.push_back({Reason::Code::Taint, taintText(view.taint)});
    }
    return result;
}

struct Found
{
    QString resource;
    Vendor vendor = Vendor::Other;
    std::int64_t capacity = 0;
    std::int64_t allocatable = 0;
    std::int64_t requested = 0;
    std::int64_t heldAsOther = 0; //!< devices of this resource that Pods hold under another name of the same silicon

    bool isEmpty() const { return capacity <= 0 && allocatable <= 0 && requested <= 0; }
};

//! Neuron registers the same chips as devices, under two names, and as their cores: what is held of one is gone from
//! the others. A core that is held takes its whole device away.
void shareNeuronSilicon(std::vector<Found> &all)
{
    const auto isCore = [](const Found &found) { return found.resource == "aws.amazon.com/neuroncore"_L1; };
    std::int64_t cores = 0;
    std::int64_t devices = 0;
    for (const Found &found : all) {
        if (found.vendor == Vendor::Aws) {
            std::int64_t &amount = isCore(found) ? cores : devices;
            amount = std::max(amount, std::max(found.capacity, found.allocatable));
        }
    }
    const std::int64_t coresPerDevice = devices > 0 ? std::max<std::int64_t>(1, cores / devices) : 1;
    for (Found &found : all) {
        if (found.vendor != Vendor::Aws)
            continue;
        std::int64_t heldCores = 0;
        for (const Found &other : all) {
            if (other.vendor == Vendor::Aws && &other != &found)
                heldCores += isCore(other) ? other.requested : other.requested * coresPerDevice;
        }
        found.heldAsOther = isCore(found) ? heldCores : (heldCores + coresPerDevice - 1) / coresPerDevice;
    }
}

//! Accelerators of capacity, of allocatable and of what Pods hold, sorted by resource.
std::vector<Found> findResources(const Node &node, const NodeUsage *usage, const QStringList &extra)
{
    std::vector<Found> result;
    const auto entry = [&result, &extra](const QString &name) -> Found * {
        const auto resource = acceleratorResource(name, extra);
        if (!resource)
            return nullptr;
        const auto it =
            std::find_if(result.begin(), result.end(), [&name](const Found &f) { return f.resource == name; });
        return it != result.end() ? &*it : &result.emplace_back(Found{name, resource->vendor});
    };
    for (const auto &[name, amount] : node.capacity) {
        if (Found *found = entry(name))
            found->capacity = amount.value();
    }
    for (const auto &[name, amount] : allocatableOf(node)) {
        if (Found *found = entry(name))
            found->allocatable = amount.value();
    }
    if (usage) {
        for (const auto &[name, amount] : usage->requested) {
            Found *found = amount.isZero() ? nullptr : entry(name);
            if (found)
                found->requested = amount.value();
        }
    }
    shareNeuronSilicon(result);
    std::sort(result.begin(), result.end(), [](const Found &a, const Found &b) { return a.resource < b.resource; });
    return result;
}

//! One of several resources that say nothing beside their siblings: a zero of the same vendor (what a MIG or renamed
//! setup leaves behind), and the older name of Neuron devices, which its plugin registers for the same chips.
bool isSuperfluous(const Found &found, const std::vector<Found> &all)
{
    const auto hasSibling = [&](auto matches) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Found &other) { return !other.isEmpty() && matches(other); });
    };
    if (found.isEmpty())
        return found.vendor != Vendor::Other &&
               hasSibling([&](const Found &other) { return other.vendor == found.vendor; });
    return found.resource == "aws.amazon.com/neurondevice"_L1 && found.requested <= 0 &&
           hasSibling([](const Found &other) { return other.resource == "aws.amazon.com/neuron"_L1; });
}

NodeDevices devicesOf(const Node &node, const Found &found, bool arePodsKnown, bool isSchedulable)
{
    NodeDevices devices;
    Identity identity = identify(node, found.resource);
    devices.product = std::move(identity.product);
    devices.rawProduct = std::move(identity.rawProduct);
    devices.labelSource = std::move(identity.labelSource);
    devices.sharedBy = identity.sharedBy;
    devices.isOnePerContainer = identity.isOnePerContainer;
    devices.capacity = found.capacity;
    devices.allocatable = found.allocatable;
    devices.usable = isSchedulable ? found.allocatable : 0;
    devices.unhealthy = std::max<std::int64_t>(0, found.capacity - found.allocatable);
    if (arePodsKnown) {
        devices.requested = found.requested;
        const std::int64_t held = found.requested + found.heldAsOther;
        devices.free = std::max<std::int64_t>(0, found.allocatable - held);
        devices.available = isSchedulable ? *devices.free : 0;
        devices.isOvercommitted = held > found.allocatable;
    }
    if (devices.product.kind == Kind::Tpu) {
        const std::int64_t chips = topologyChips(devices.product.profile);
        const std::int64_t here = std::max(found.capacity, found.allocatable);
        devices.isMultiHost = chips > 0 && here > 0 && chips != here;
    }
    if (found.capacity <= 0 && found.allocatable <= 0)
        devices.problem = NodeDevices::Problem::NoDevices;
    return devices;
}

std::vector<NodeDevices> allDevices(const Node &node, const NodeUsage *usage, const Options &options,
                                    bool isSchedulable)
{
    std::vector<Found> found = findResources(node, usage, options.extraResources);
    std::vector<NodeDevices> result;
    for (const Found &one : found) {
        if (!isSuperfluous(one, found))
            result.push_back(devicesOf(node, one, usage != nullptr, isSchedulable));
    }
    for (const QString &resource : promisedResources(node)) {
        const Vendor vendor = acceleratorResource(resource)->vendor;
        const bool isKept =
            std::any_of(found.begin(), found.end(), [vendor](const Found &f) { return f.vendor == vendor; });
        if (isKept)
            continue;
        result.push_back(devicesOf(node, Found{resource, vendor}, usage != nullptr, isSchedulable));
        result.back().problem = NodeDevices::Problem::NotRegistered;
    }
    if (result.size() > found.size())
        std::sort(result.begin(), result.end(),
                  [](const NodeDevices &a, const NodeDevices &b) { return a.product.resource < b.product.resource; });
    return result;
}

} // namespace

QString Reason::text() const
{
    switch (code) {
    case Code::NotReady:
        return detail.isEmpty() ? u"NotReady"_s : u"NotReady (%1)"_s.arg(detail);
    case Code::Cordoned:
        return u"Cordoned"_s;
    case Code::Taint:
        return u"Taint %1"_s.arg(detail);
    }
    return {};
}

NodeAvailability nodeAvailability(const kubernetes::NodePtr &node, const NodeUsage *usage, const Options &options)
{
    Q_ASSERT(node);
    NodeAvailability result;
    result.node = node;
    result.isReady = node->isReady();
    result.isCordoned = node->isUnschedulable;
    result.taints = taintViews(*node, options.tolerations, options.extraResources);
    result.reasons = reasonsOf(*node, result.isReady, result.taints);
    result.isSchedulable = result.reasons.empty();

    const ResourceList &allocatable = allocatableOf(*node);
    result.cpuCapacityMillicores = node->capacity.value(u"cpu").milliValue();
    result.cpuAllocatableMillicores = allocatable.value(u"cpu").milliValue();
    result.memoryCapacityBytes = node->capacity.value(u"memory").value();
    result.memoryAllocatableBytes = allocatable.value(u"memory").value();
    result.podsAllocatable = allocatable.value(u"pods").value();
    if (usage) {
        result.cpuRequestedMillicores = usage->requested.value(u"cpu").milliValue();
        result.memoryRequestedBytes = usage->requested.value(u"memory").value();
        result.pods = usage->pods;
    }
    result.devices = allDevices(*node, usage, options, result.isSchedulable);
    return result;
}

} // namespace fairlead::accelerators
