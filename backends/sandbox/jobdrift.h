// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "randomness.h"
#include "simulation.h"

#include <QHash>

namespace fairlead::sandbox {

//! A kind of work that a team sends again and again.
struct Workload
{
    QString team;      //!< its namespace
    QString userLabel; //!< which label names the person; empty: none does
    std::vector<QString> users;
    std::vector<QString> names;
    QString ownerKind; //!< Job, PyTorchJob, RayCluster, Deployment, StatefulSet; empty: a bare Pod
    int pods = 1;
    QString resource; //!< of the devices; empty: cpu only
    int devices = 0;  //!< of each Pod
    int cpu = 8;
    int memoryGiB = 64;
    Labels nodeSelector;
    std::vector<kubernetes::Toleration> tolerations;
    std::chrono::minutes shortest{10};
    std::chrono::minutes longest{120};
    int weight = 1;
    bool hasHelpers = false; //!< an init container and a sidecar
};

//! A cluster as it is set up, and what it is used for.
struct Site
{
    QString name;
    std::uint64_t seed = 1;
    std::vector<SimulatedNode> nodes;
    QStringList cordoned;   //!< names of Nodes that are so from the beginning
    QStringList notReady;   //!< likewise
    QStringList daemonSets; //!< "namespace/name"; with a Pod on every Node, those of NVIDIA and AMD on Nodes with GPUs
    bool hasGpuOperator = false;
    std::vector<Workload> workloads;
    double demand = 0.95;              //!< of all devices: more jobs come while less is asked for
    std::chrono::seconds arrivals{25}; //!< between two jobs, on average
    std::chrono::minutes mishaps{20};  //!< between two Nodes that are cordoned, or lose a GPU, on average
};

//! The slow drift of a cluster in use: jobs come, wait with a reason where nothing fits, run, end or are deleted and
//! release their devices after a while; now and then a Node is cordoned, a GPU becomes unhealthy, and both come back.
//! Steps of one second of the time that is told; the same seed and the same times make the same history.
class JobDrift final : public Simulation
{
public:
    explicit JobDrift(Site site);

    void begin(std::chrono::system_clock::time_point now) override;
    void advance(std::chrono::system_clock::time_point now) override;
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(1); }

private:
    //! One of a Workload.
    struct Job
    {
        QString name;
        QString user;
        QString uid;
    };
    //! What is to come of a Pod. Times as in SimulatedPod; 0: not decided.
    struct Course
    {
        std::int64_t lasts = 0; //!< seconds, once it runs
        std::int64_t starts = 0;
        std::int64_t ends = 0;
        std::int64_t goes = 0; //!< from the API
    };
    struct Repair
    {
        std::int64_t at = 0;
        QString node;
        bool isCordon = false; //!< else a GPU
        QString resource;
    };

    void setUp();
    void fill();
    void step();
    void arrive(std::int64_t age);
    void addPod(const Workload &workload, const Job &job, int index, std::int64_t age);
    void schedulePending();
    void follow(const QString &key);
    void end(SimulatedPod pod, Course &course);
    void mishap();
    void loseGpu(SimulatedNode node);
    void repair(const Repair &repair);
    bool wantsMore() const;
    bool isCrowded(const Workload &workload) const;

    Site m_site;
    Randomness m_random;
    std::int64_t m_now = 0;
    std::map<QString, Course> m_courses; //!< by keyOf(); ordered, so that history does not depend on hashing
    std::vector<Repair> m_repairs;
    bool m_mayFit = true; //!< something was released since waiting Pods were last looked at, or a new one came
    int m_jobs = 100;
};

} // namespace fairlead::sandbox
