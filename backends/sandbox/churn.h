// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "randomness.h"
#include "simulation.h"

namespace fairlead::sandbox {

//! A large cluster for benches: so many Nodes with eight GPUs each, so many Pods on them, and so many changes of Pods
//! in a second. Two in three flip a Pod's readiness, the others delete one and create another of the same size on the
//! same Node, so that counts and books stay. Never over-commits a device. The same seed makes the same cluster.
class Churn final : public Simulation
{
public:
    struct Size
    {
        int nodes = 1'000;
        int pods = 10'000;
        double eventsPerSecond = 0;
        std::uint64_t seed = 1;
    };

    explicit Churn(Size size);

    void begin(std::chrono::system_clock::time_point now) override;
    //! At most a second's events at a time: a machine that cannot follow is not asked for more and more.
    void advance(std::chrono::system_clock::time_point now) override;
    std::chrono::milliseconds interval() const override;

private:
    SimulatedNode makeNode(int index);
    SimulatedPod makePod(int index);
    void place(SimulatedPod &pod);
    //! \return how many events it was.
    int change();

    Size m_size;
    Randomness m_random;
    std::int64_t m_seconds = 0;
    std::chrono::system_clock::time_point m_last;
    double m_due = 0;
    int m_serial = 0;
    std::vector<QString> m_nodeNames;
    std::vector<QString> m_keys; //!< of the Pods that have a Node
};

} // namespace fairlead::sandbox
