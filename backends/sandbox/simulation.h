// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulatedcluster.h"

#include <chrono>

namespace fairlead::sandbox {

//! What makes things happen in a cluster. Time is told, never read.
class Simulation
{
public:
    virtual ~Simulation() = default;

    SimulatedCluster &cluster() { return m_cluster; }
    const SimulatedCluster &cluster() const { return m_cluster; }

    //! Makes the cluster as it is at \p now.
    virtual void begin(std::chrono::system_clock::time_point now) { Q_UNUSED(now) }
    //! Lets happen what happens until \p now.
    virtual void advance(std::chrono::system_clock::time_point now) { Q_UNUSED(now) }
    //! How often advance() is wanted; 0: never.
    virtual std::chrono::milliseconds interval() const { return std::chrono::milliseconds(0); }

private:
    SimulatedCluster m_cluster;
};

} // namespace fairlead::sandbox
