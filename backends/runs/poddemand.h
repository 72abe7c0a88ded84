// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace fairlead::runs {

//! One expression of a node selector. Source: Kubernetes API, "NodeSelectorRequirement v1 core".
struct NodeRequirement
{
    QString key;
    QString op; //!< "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"
    QStringList values;
    bool isField = false; //!< of metadata.name instead of a label

    bool operator==(const NodeRequirement &) const = default;
};

//! What a pod wants of its node.
struct PodDemand
{
    kubernetes::ResourceList requests; //!< by the scheduler's own arithmetic
    std::vector<std::pair<QString, QString>> nodeSelector;
    std::vector<kubernetes::Toleration> tolerations;
    bool hasNodeTerms = false;                           //!< required node affinity
    std::vector<std::vector<NodeRequirement>> nodeTerms; //!< one of them has to fit
    //! No two pods of its kind on one node: it keeps off its like by their labels, or takes a port of the node.
    bool needsOwnNode = false;
    //! What the scheduler looks at beside that, and nobody here does, in a few English words: "topology spread".
    QStringList notJudged;
};

//! \p podTemplate as manifests::JobManifest has it. Quantities that are none count as zero.
PodDemand podDemand(const QJsonObject &podTemplate);

} // namespace fairlead::runs
