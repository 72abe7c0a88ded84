// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::models {

//! What is known of the way that one context takes to its cluster.
struct ReachedCluster
{
    QString endpoint; //!< transport::endpointId()
    QString uid;      //!< of kube-system; empty while unknown
};

//! For each context a key that it shares with those that reach the same cluster: what it says itself. Where a user may
//! not read that, it is what all others say that reach the same endpoint; a gateway has many clusters behind one, and
//! then nothing tells which one this is, and it stays apart.
QStringList clusterKeys(const std::vector<ReachedCluster> &contexts);

} // namespace fairlead::models
