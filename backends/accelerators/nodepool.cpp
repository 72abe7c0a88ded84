// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodepool.h"

namespace fairlead::accelerators {

QString nodePool(const kubernetes::Node &node)
{
    // What scales machines one by one stands before the group that these are booked in.
    for (const QStringView key :
         {QStringView(u"karpenter.sh/nodepool"), QStringView(u"karpenter.sh/provisioner-name"),
          QStringView(u"scheduling.cast.ai/node-template"), QStringView(u"cloud.google.com/gke-nodepool"),
          QStringView(u"eks.amazonaws.com/nodegroup"), QStringView(u"alpha.eksctl.io/nodegroup-name"),
          QStringView(u"kubernetes.azure.com/agentpool"), QStringView(u"agentpool"),
          QStringView(u"oke.oraclecloud.com/pool.name"), QStringView(u"doks.digitalocean.com/node-pool"),
          QStringView(u"lke.linode.com/pool-id")}) {
        if (QString pool = node.label(key); !pool.isEmpty())
            return pool;
    }
    return {};
}

} // namespace fairlead::accelerators
