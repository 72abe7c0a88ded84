// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "taints.h"

#include "resourcenames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

using kubernetes::Taint;
using kubernetes::Toleration;

bool tolerates(const Toleration &toleration, const Taint &taint)
{
    if (!toleration.effect.isEmpty() && toleration.effect != taint.effect)
        return false;
    const bool isExists = toleration.operatorName == "Exists"_L1;
    if (toleration.key.isEmpty() ? !isExists : toleration.key != taint.key)
        return false;
    if (isExists)
        return true;
    const bool isEqual = toleration.operatorName.isEmpty() || toleration.operatorName == "Equal"_L1;
    return isEqual && toleration.value == taint.value;
}

bool isAcceleratorTaint(const Taint &taint, const QStringList &extraResources)
{
    return isAcceleratorResource(taint.key, extraResources);
}

std::vector<TaintView> taintViews(const kubernetes::Node &node, const std::vector<Toleration> &tolerations,
                                  const QStringList &extraResources)
{
    std::vector<TaintView> result;
    result.reserve(node.taints.size());
    for (const Taint &taint : node.taints) {
        const bool isTolerated =
            taint.effect == "PreferNoSchedule"_L1 || isAcceleratorTaint(taint, extraResources) ||
            std::any_of(tolerations.begin(), tolerations.end(),
                        [&taint](const Toleration &toleration) { return tolerates(toleration, taint); });
        result.push_back({taint, isTolerated});
    }
    return result;
}

bool repeatsNodeState(const Taint &taint, bool isReady, bool isCordoned)
{
    if (taint.key == "node.kubernetes.io/unschedulable"_L1)
        return isCordoned;
    if (taint.key == "node.kubernetes.io/not-ready"_L1 || taint.key == "node.kubernetes.io/unreachable"_L1)
        return !isReady;
    return false;
}

QString taintText(const Taint &taint)
{
    const QString key = taint.value.isEmpty() ? taint.key : taint.key + u'=' + taint.value;
    return key + u':' + taint.effect;
}

} // namespace fairlead::accelerators
