// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpunames.h"

#include "models/naturalorder.h"
#include "waitingmodel.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

GpuNames GpuNames::of(const std::vector<ClusterAnswer> &answers)
{
    GpuNames names;
    QSet<QString> holders;
    for (const ClusterAnswer &answer : answers) {
        for (const accelerators::NodeRowPtr &node : answer.nodes) {
            for (const kubernetes::PodPtr &pod : node->holders)
                holders.insert(pod->namespaceName);
        }
        for (const kubernetes::PodPtr &pod : answer.waiting)
            names.waiting.push_back({WaitingModel::keyOf(answer.context, pod->uid),
                                     pod->namespaceName + " / "_L1 + pod->name + u" · "_s + answer.context});
    }
    names.holders = QStringList(holders.begin(), holders.end());
    std::sort(names.holders.begin(), names.holders.end(),
              [](const QString &a, const QString &b) { return naturalOrder(a, b) < 0; });
    return names;
}

} // namespace fairlead::models
