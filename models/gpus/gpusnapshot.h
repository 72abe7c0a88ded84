// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuavailability.h"
#include "models/clusters/clusterhub.h"

#include <QHash>

#include <optional>
#include <vector>

namespace fairlead::models {

//! What the open clusters said last, whole and in no view's order, so that it can be written as `fairleadctl gpus`
//! writes it. Shares its nodes and pods with the models; what it hands out may go to another thread.
class GpuSnapshot
{
public:
    void applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta);
    void removeCluster(const QString &contextId);

    //! The answers that `fairleadctl gpus` gives when it is asked for the contexts of \p entries that the user wants
    //! open: clusters in kubeconfig order, each once, through the context that is watched. One that is still connecting
    //! says so and has no nodes.
    std::vector<ClusterAnswer> answers(const std::vector<const ContextEntry *> &entries) const;

    //! Of the cluster that is watched through \p contextId, in no order; nothing before it has told any.
    std::optional<std::vector<accelerators::NodeRowPtr>> nodes(const QString &contextId) const;

private:
    struct Cluster
    {
        QHash<QString, accelerators::NodeRowPtr> nodesByUid;
        std::vector<accelerators::ProductAvailability> products;
        std::vector<kubernetes::PodPtr> waiting;
    };

    QHash<QString, Cluster> m_clusters; //!< by context
};

} // namespace fairlead::models
