// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/transport/networkthreads.h"
#include "models/gpus/gpuavailability.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <vector>

namespace fairlead::ctl {

//! Asks many contexts for their accelerators at once, each through a session of its own and within the timeout, which
//! costs nobody else anything. Contexts are one cluster when they have the same uid of kube-system; one whose uid
//! cannot be read belongs to the cluster behind its endpoint. The first context of an endpoint lists at once; the
//! others only say who they are and which cluster they reach, and list where that is another cluster or where they may
//! see more.
class GpuQuery : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        std::vector<kubernetes::Context> contexts;
        kubernetes::ExecPolicy policy;
        accelerators::Options options;
        std::chrono::seconds timeout{15};
        QByteArray userAgent;
        bool watches = false; //!< go on after the first answers
    };

    explicit GpuQuery(Settings settings, QObject *parent = nullptr);
    ~GpuQuery() override;

    void start();

    //! Clusters in kubeconfig order, each with the best answer of its contexts.
    std::vector<models::ClusterAnswer> answers() const;

signals:
    //! Every context has answered or failed.
    void finished();
    //! Only with Settings::watches, after finished(): something is different.
    void changed();

private:
    struct Asked;
    using Cluster = std::vector<Asked *>;

    void ask(Asked &asked, bool lists);
    void startSession(Asked &asked);
    void pauseDeadline(Asked &asked, bool isPaused);
    void onStatus(Asked &asked, const kubernetes::ContextStatus &status);
    void onDelta(Asked &asked, const accelerators::ClusterDelta &delta);
    void onDeadline(Asked &asked);
    void settleIfComplete(Asked &asked);
    void settle(Asked &asked);
    bool isComplete() const;
    void endSession(Asked &asked);
    std::vector<Cluster> clusters() const;
    void proceed();
    void elect(const Cluster &cluster);
    static const Asked *bestOf(const Cluster &cluster);
    void finish();

    Settings m_settings;
    transport::NetworkThreads m_threads;
    std::vector<std::unique_ptr<Asked>> m_asked; //!< in kubeconfig order
    bool m_isFinished = false;
};

} // namespace fairlead::ctl
