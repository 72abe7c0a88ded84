// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterkeys.h"

#include <QHash>
#include <QSet>

namespace fairlead::models {

QStringList clusterKeys(const std::vector<ReachedCluster> &contexts)
{
    QHash<QString, QSet<QString>> uidsByEndpoint;
    for (const ReachedCluster &context : contexts) {
        if (!context.uid.isEmpty())
            uidsByEndpoint[context.endpoint].insert(context.uid);
    }
    QStringList keys;
    for (const ReachedCluster &context : contexts) {
        const QSet<QString> known = uidsByEndpoint.value(context.endpoint);
        if (!context.uid.isEmpty())
            keys += context.uid;
        else
            keys += known.size() == 1 ? *known.cbegin() : context.endpoint;
    }
    return keys;
}

} // namespace fairlead::models
