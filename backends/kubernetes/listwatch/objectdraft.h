// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/effectiverequest.h"
#include "backends/kubernetes/objects.h"
#include "valuepool.h"

#include <string_view>

namespace fairlead::kubernetes {

//! The labels that name the person behind a Pod, in order of preference.
const std::vector<std::string_view> &podUserLabels();

//! What both decoders, Protobuf and JSON, gather of what a Pod requests, before it becomes one effective request.
struct RequestDraft
{
    struct Container
    {
        std::string_view name;
        ContainerResources resources;
    };
    struct Status
    {
        std::string_view name;
        std::optional<ResourceList> requests;
        std::optional<ResourceList> allocatedResources;
    };

    std::vector<Container> containers;
    std::vector<Container> initContainers;
    std::vector<Status> containerStatuses;
    std::vector<Status> initContainerStatuses;
    ResourceList overhead;
    std::optional<ResourceList> podRequests;
    std::optional<ResourceList> podActualRequests;
    std::optional<ResourceList> podAllocated;
    bool isResizeInfeasible = false; //!< see isResizeInfeasible()

    ResourceList finish() &&;
};

//! A PodCondition that says that the Node can never grant the resize that is wished.
bool isResizeInfeasible(std::string_view type, std::string_view status, std::string_view reason);

//! What both decoders gather of a Pod before the row is made of it. The views have to live until then.
struct PodDraft
{
    std::string_view uid;
    std::string_view nodeName;
    PodPhase phase = PodPhase::Unknown;
    // Details:
    std::string_view namespaceName;
    std::string_view name;
    bool isTerminating = false;
    std::int64_t created = 0;
    std::int64_t started = 0;
    bool hasController = false;
    std::string_view ownerKind;
    std::string_view ownerName;
    std::string_view podTemplateHash; //!< the label that a Deployment puts on the Pods of its ReplicaSets
    std::size_t userLabelRank = podUserLabels().size();
    std::string_view user;
    std::string_view waitingReason;
    std::string_view waitingMessage;

    void addLabel(std::string_view key, std::string_view value);
    void addOwner(std::string_view kind, std::string_view name, bool isController);
    void addCondition(std::string_view type, std::string_view status, std::string_view reason,
                      std::string_view message);

    //! The Pod without details. \p requests is the effective request.
    std::shared_ptr<Pod> begin(const ResourceList &requests, ValuePool &pool) const;
    //! Adds the details to what begin() made.
    void complete(Pod &pod, ValuePool &pool);
};

//! Puts the labels into the order that Node::label() needs, and lets go of what is not used.
void finishNode(Node &node);

//! A resource amount as the API spells it; one that does not parse counts as zero (the API server lets none through).
Quantity amountFromText(std::string_view text);

} // namespace fairlead::kubernetes
