// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "resourcelist.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

//! The rows that a Store keeps: of each API object what a pane or a decision needs, nothing else.
//! Strings that repeat (namespaces, node names, label keys and values, resource names) share their memory.
//! Times are seconds since 1970 UTC; 0 where the API has none.
namespace fairlead::kubernetes {

struct Taint
{
    QString key;
    QString value;
    QString effect; //!< NoSchedule, PreferNoSchedule, NoExecute

    bool operator==(const Taint &) const = default;
};

struct Toleration
{
    QString key;          //!< empty with Exists: every key
    QString operatorName; //!< Exists or Equal; empty means Equal
    QString value;
    QString effect; //!< empty: every effect

    bool operator==(const Toleration &) const = default;
};

struct Condition
{
    QString type;
    QString status; //!< True, False, Unknown
    QString reason;
    QString message;
    std::int64_t lastTransition = 0;

    bool operator==(const Condition &) const = default;
};

//! Source: Kubernetes API, "Node v1 core".
struct Node
{
    QString name;
    QString uid;
    std::int64_t created = 0;
    bool isUnschedulable = false;                    //!< spec.unschedulable, set by cordon
    std::vector<std::pair<QString, QString>> labels; //!< sorted by key
    std::vector<Taint> taints;
    ResourceList capacity;
    ResourceList allocatable;
    std::vector<Condition> conditions;
    QString internalAddress; //!< first InternalIP
    QString externalAddress; //!< first ExternalIP
    QString kubeletVersion;
    QString architecture; //!< status.nodeInfo.architecture: amd64, arm64

    QString label(QStringView key) const; //!< empty when absent
    //! The condition Ready is there and True; a missing one and Unknown are not ready.
    bool isReady() const;

    bool operator==(const Node &) const = default;
};

enum class PodPhase : std::uint8_t { Unknown, Pending, Running, Succeeded, Failed };
QString toString(PodPhase phase);
//! \return Unknown for anything that is not a phase.
PodPhase podPhaseFromString(std::string_view text);

//! Source: Kubernetes API, "Pod v1 core".
struct Pod
{
    QString namespaceName;
    QString name;
    QString uid;
    QString nodeName; //!< empty while it has no Node
    PodPhase phase = PodPhase::Unknown;
    bool isTerminating = false; //!< metadata.deletionTimestamp is set
    std::int64_t created = 0;
    std::int64_t started = 0; //!< status.startTime
    QString ownerKind; //!< of the controlling ownerReference, else of the first; a Deployment instead of its ReplicaSet
    QString ownerName;
    QString user;           //!< the first of the labels that name a person, see podUserLabels()
    ResourceList requests;  //!< effectiveRequest(), all resources
    QString waitingReason;  //!< condition PodScheduled = False: its reason ("Unschedulable", "SchedulingGated")
    QString waitingMessage; //!< and its message, the scheduler's own words

    //! It takes something from its Node: it has one and has not ended. Terminating Pods still do.
    bool occupiesNode() const
    {
        return !nodeName.isEmpty() && phase != PodPhase::Succeeded && phase != PodPhase::Failed;
    }
    //! Since when it holds what it holds: it started, or it was created.
    std::int64_t since() const { return started > 0 ? started : created; }
    //! It wants a Node and has none yet.
    bool isWaiting() const
    {
        return nodeName.isEmpty() && phase != PodPhase::Succeeded && phase != PodPhase::Failed && !isTerminating;
    }

    bool operator==(const Pod &) const = default;
};

using NodePtr = std::shared_ptr<const Node>;
using PodPtr = std::shared_ptr<const Pod>;

} // namespace fairlead::kubernetes
