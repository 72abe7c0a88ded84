// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"
#include "backends/kubernetes/listwatch/reflector.h"
#include "backends/kubernetes/listwatch/store.h"

#include <QHash>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace fairlead::runs {

//! All nodes of a cluster and what pods take from them, asked for once. Lives in the thread of its client, which it
//! must not outlive.
class ClusterLook : public QObject
{
    Q_OBJECT
public:
    ClusterLook(transport::HttpClient &http, std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~ClusterLook() override;

    void start();

    //! From finished() on.
    const std::vector<accelerators::NodeAvailability> &nodes() const { return m_found; }
    //! Why there are no nodes.
    const std::optional<ApiError> &error() const { return m_error; }

signals:
    //! Exactly once, also when it has taken too long.
    void finished();

private:
    void onState();
    void conclude();
    QHash<QString, accelerators::NodeUsage> usage() const;

    kubernetes::ValuePool m_pool;
    std::unique_ptr<kubernetes::Store<kubernetes::Node>> m_nodes;
    std::unique_ptr<kubernetes::Store<kubernetes::Pod>> m_pods;
    std::unique_ptr<kubernetes::Reflector> m_nodeReflector;
    std::unique_ptr<kubernetes::Reflector> m_podReflector;
    QTimer m_deadline;
    std::vector<accelerators::NodeAvailability> m_found;
    std::optional<ApiError> m_error;
    bool m_isOver = false;
};

} // namespace fairlead::runs
