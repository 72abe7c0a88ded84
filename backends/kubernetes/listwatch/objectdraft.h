// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/effectiverequest.h"
#include "backends/kubernetes/objects.h"
#include "stringpool.h"

#include <string_view>

namespace fairlead::kubernetes {

//! The labels that name the person behind a Pod, in order of preference.
const std::vector<std::string_view> &podUserLabels();

//! What both decoders, Protobuf and JSON, gather of a Pod before the row is made of it:
//! the container lists become one effective request and are dropped.
struct PodDraft
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

    Pod pod;
    bool hasController = false;
    std::string_view podTemplateHash; //!< the label that a Deployment puts on the Pods of its ReplicaSets
    std::size_t userLabelRank = podUserLabels().size();
    std::vector<Container> containers;
    std::vector<Container> initContainers;
    std::vector<Status> containerStatuses;
    std::vector<Status> initContainerStatuses;
    ResourceList overhead;
    std::optional<ResourceList> podRequests;
    std::optional<ResourceList> podActualRequests;
    std::optional<ResourceList> podAllocated;
    bool isResizeInfeasible = false;

    void addLabel(std::string_view key, std::string_view value, StringPool &pool);
    void addOwner(std::string_view kind, std::string_view name, bool isController, StringPool &pool);
    void addCondition(std::string_view type, std::string_view status, std::string_view reason, std::string_view message,
                      StringPool &pool);

    Pod finish(StringPool &pool) &&;
};

//! Puts the labels into the order that Node::label() needs, and lets go of what is not used.
void finishNode(Node &node, StringPool &pool);

//! A resource amount as the API spells it; one that does not parse counts as zero (the API server lets none through).
void addAmount(ResourceList &list, std::string_view name, std::string_view amount, StringPool &pool);

} // namespace fairlead::kubernetes
