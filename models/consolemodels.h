// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "clusters/contextsmodel.h"
#include "gpus/gpusnapshot.h"
#include "gpus/holdercolours.h"
#include "gpus/holdingsmodel.h"
#include "gpus/nodetablemodel.h"
#include "gpus/producttotalsmodel.h"
#include "gpus/waitingmodel.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace fairlead::models {

//! The models that the panes share, fed from one place: a hub, or a test that plays one.
class ConsoleModels : public QObject
{
    Q_OBJECT
public:
    explicit ConsoleModels(QObject *parent = nullptr);

    HolderColours holderColours;
    NodeTableModel nodes;
    HoldingsModel holdings; //!< of the nodes that the node table shows
    ProductTotalsModel totals;
    WaitingModel waiting;
    ContextsModel contexts;

    //! Shows what \p hub tells from now on.
    void follow(ClusterHub &hub);

    // Feeding, as ClusterHub says it.
    void setContexts(const std::vector<ContextEntry> &entries,
                     const std::vector<kubernetes::KubeconfigProblem> &problems);
    void setContext(const ContextEntry &entry);
    void applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta);
    void removeCluster(const QString &contextId);
    //! Resource names that the user wants treated as accelerators, too.
    void setExtraResources(const QStringList &extraResources);
    const QStringList &extraResources() const { return m_extraResources; }
    //! What `fairleadctl gpus` would say now of the open contexts.
    std::vector<ClusterAnswer> gpuAnswers() const { return m_snapshot.answers(contexts.entries()); }
    //! Of the cluster that \p entry reaches, as far as it is watched.
    std::optional<std::vector<accelerators::NodeRowPtr>> nodesOf(const ContextEntry &entry) const;
    //! Files in which contexts were looked for, to tell where to put one.
    void setKubeconfigPaths(const QStringList &paths) { m_kubeconfigPaths = paths; }

    bool isLoaded() const { return m_isLoaded; }
    const std::vector<kubernetes::KubeconfigProblem> &problems() const { return m_problems; }
    const QStringList &kubeconfigPaths() const { return m_kubeconfigPaths; }

    //! No open context is still connecting, and what came is in the models.
    bool isSettled() const;
    void flush();
    //! Relative times grew.
    void updateAges();

signals:
    //! Something about any context or count changed: for chips, badges, empty states.
    void changed();

private:
    void feed(const ContextEntry &entry);
    void nameShortly();
    void settleColours();

    GpuSnapshot m_snapshot;
    QStringList m_extraResources;
    QStringList m_known; //!< ids
    QStringList m_kubeconfigPaths;
    std::vector<kubernetes::KubeconfigProblem> m_problems;
    bool m_isLoaded = false;
    QTimer m_settling; //!< of the holders' colours
};

} // namespace fairlead::models
