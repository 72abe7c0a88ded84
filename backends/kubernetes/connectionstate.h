// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/listwatch/reflectorpolicy.h"
#include "backends/transport/apierror.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace fairlead::kubernetes {

//! What a user needs to know of a context at a glance.
enum class ConnectionState : std::uint8_t {
    Closed,  //!< not opened: no request is sent
    Invalid, //!< the kubeconfig entry cannot be used
    Connecting,
    Live,
    Degraded,   //!< live, and a resource that belongs to the answer is forbidden
    Stale,      //!< showing what was last seen
    NeedsLogin, //!< 401, or a credential plugin that waits for approval
    Forbidden,  //!< known to the server and allowed nothing that is needed
    Unreachable,
};

//! "live", "unauthorized", ...: the spelling of JSON output.
QString toString(ConnectionState state);

//! One watched resource, as its Reflector reports it.
struct ResourceState
{
    Freshness freshness = Freshness::Connecting;
    std::optional<ApiError> error;

    bool operator==(const ResourceState &) const = default;
};

//! The state of a context whose nodes and pods are watched. Nodes decide; pods degrade.
ConnectionState connectionState(const ResourceState &nodes, const ResourceState &pods);

//! What is shown of it was seen a while ago, whatever the reason: also where the server is there and wants a login.
bool isOld(const ResourceState &nodes, const ResourceState &pods);

//! Everything that is known of one context. Times are seconds since 1970 UTC.
struct ContextStatus
{
    ConnectionState state = ConnectionState::Closed;
    std::optional<ApiError> error; //!< why it is not live
    ResourceState nodes;
    ResourceState pods;
    std::int64_t staleSince = 0; //!< 0: what is shown is not old
    std::int64_t retryAt = 0;    //!< 0: no retry is waiting
    QString serverVersion;
    std::optional<std::chrono::milliseconds> latency;
    QString username;
    QStringList groups;
    QString clusterUid;        //!< of namespace kube-system; empty while unknown
    bool isIdentified = false; //!< version, user and cluster have been asked for and answered or refused

    bool operator==(const ContextStatus &) const = default;
};

} // namespace fairlead::kubernetes

Q_DECLARE_METATYPE(fairlead::kubernetes::ContextStatus)
