// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectdraft.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

void mergeStatuses(std::vector<RequestDraft::Container> &containers, std::vector<RequestDraft::Status> &statuses)
{
    for (RequestDraft::Status &status : statuses) {
        const auto it = std::find_if(containers.begin(), containers.end(),
                                     [&status](const RequestDraft::Container &c) { return c.name == status.name; });
        if (it == containers.end())
            continue;
        it->resources.actualRequests = std::move(status.requests);
        it->resources.allocatedResources = std::move(status.allocatedResources);
    }
}

std::vector<ContainerResources> resourcesOf(std::vector<RequestDraft::Container> &containers)
{
    std::vector<ContainerResources> resources;
    resources.reserve(containers.size());
    for (RequestDraft::Container &container : containers)
        resources.push_back(std::move(container.resources));
    return resources;
}

} // namespace

const std::vector<std::string_view> &podUserLabels()
{
    static const std::vector<std::string_view> labels = {
        "fairlead.dev/user", "skypilot-user", "dstack.ai/user", "hub.jupyter.org/username",
        "dssUserLogin",      "user",          "owner",          "created-by",
    };
    return labels;
}

ResourceList RequestDraft::finish() &&
{
    mergeStatuses(containers, containerStatuses);
    mergeStatuses(initContainers, initContainerStatuses);
    return effectiveRequest({.initContainers = resourcesOf(initContainers),
                             .containers = resourcesOf(containers),
                             .overhead = std::move(overhead),
                             .podRequests = std::move(podRequests),
                             .podActualRequests = std::move(podActualRequests),
                             .podAllocated = std::move(podAllocated),
                             .isResizeInfeasible = isResizeInfeasible});
}

bool isResizeInfeasible(std::string_view type, std::string_view status, std::string_view reason)
{
    return type == "PodResizePending" && status == "True" && reason == "Infeasible";
}

void PodDraft::addLabel(std::string_view key, std::string_view value)
{
    if (key == "pod-template-hash")
        podTemplateHash = value;
    const auto &labels = podUserLabels();
    const auto rank = std::size_t(std::find(labels.begin(), labels.end(), key) - labels.begin());
    if (rank >= userLabelRank || value.empty())
        return;
    userLabelRank = rank;
    user = value;
}

void PodDraft::addOwner(std::string_view kind, std::string_view name, bool isController)
{
    if (hasController || (!isController && !ownerKind.empty()))
        return;
    hasController = isController;
    ownerKind = kind;
    ownerName = name;
}

void PodDraft::addCondition(std::string_view type, std::string_view status, std::string_view reason,
                            std::string_view message)
{
    if (type != "PodScheduled" || status != "False")
        return;
    waitingReason = reason;
    waitingMessage = message;
}

std::shared_ptr<Pod> PodDraft::begin(const ResourceList &requests, ValuePool &pool) const
{
    auto pod = std::make_shared<Pod>();
    pod->nodeName = pool.intern(nodeName);
    pod->phase = phase;
    pod->requests = requests;
    return pod;
}

void PodDraft::complete(Pod &pod, ValuePool &pool)
{
    // A Deployment names its ReplicaSets NAME-HASH; a ReplicaSet of nobody carries no such label.
    const std::size_t suffix = podTemplateHash.size() + 1;
    if (!podTemplateHash.empty() && ownerKind == "ReplicaSet" && ownerName.size() >= suffix &&
        ownerName.ends_with(podTemplateHash) && ownerName[ownerName.size() - suffix] == '-') {
        ownerKind = "Deployment";
        ownerName.remove_suffix(suffix);
    }
    pod.namespaceName = pool.intern(namespaceName);
    pod.name = toQString(name);
    pod.uid = toQString(uid);
    pod.isTerminating = isTerminating;
    pod.created = created;
    pod.started = started;
    pod.ownerKind = pool.intern(ownerKind);
    pod.ownerName = pool.intern(ownerName);
    pod.user = pool.intern(user);
    pod.waitingReason = pool.intern(waitingReason);
    pod.waitingMessage = toQString(waitingMessage);
}

void finishNode(Node &node)
{
    std::sort(node.labels.begin(), node.labels.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    node.labels.shrink_to_fit();
    node.conditions.shrink_to_fit();
    node.taints.shrink_to_fit();
}

Quantity amountFromText(std::string_view text)
{
    return Quantity::parse(text).value_or(Quantity());
}

} // namespace fairlead::kubernetes
