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

//! Asks many contexts for their accelerators at once. Contexts with the same server and CA are one cluster: the first
//! that may list everything answers for all of them, the others are tried only where it may not. A context that does
//! not answer costs its own timeout and nobody else's.
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

    //! Clusters in kubeconfig order; those that are the same by the uid of kube-system are one.
    std::vector<models::ClusterAnswer> answers() const;

signals:
    //! Every cluster has answered or failed.
    void finished();
    //! Only with Settings::watches, after finished(): something is different.
    void changed();

private:
    struct Group;

    void startAttempt(Group &group);
    void onStatus(Group &group, const kubernetes::ContextStatus &status);
    void onDelta(Group &group, const accelerators::ClusterDelta &delta);
    void settleIfComplete(Group &group);
    void settle(Group &group);
    void endSession(Group &group);
    void check();

    Settings m_settings;
    transport::NetworkThreads m_threads;
    std::vector<std::unique_ptr<Group>> m_groups;
    bool m_isFinished = false;
};

} // namespace fairlead::ctl
