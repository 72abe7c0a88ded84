// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "taints.h"

#include "resourcenames.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

using kubernetes::Taint;
using kubernetes::Toleration;

namespace {

//! What the vendors' own documentation and the providers taint with, also before the device plugin has registered.
constexpr QLatin1StringView usualKeys[] = {
    "nvidia.com/gpu"_L1,
    "nvidia.com/gpu.shared"_L1,
    "amd.com/gpu"_L1,
    "google.com/tpu"_L1,
    "habana.ai/gaudi"_L1,
    "gpu.intel.com/i915"_L1,
    "gpu.intel.com/xe"_L1,
    "aws.amazon.com/neuron"_L1,
    "aws.amazon.com/neuroncore"_L1,
    "aws.amazon.com/neurondevice"_L1,
    "huawei.com/npu"_L1,
};

} // namespace

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

bool isAcceleratorTaint(const Taint &taint, const kubernetes::Node &node, const QStringList &extraResources)
{
    const bool isUsual = std::find(std::begin(usualKeys), std::end(usualKeys), taint.key) != std::end(usualKeys);
    if (isUsual || extraResources.contains(taint.key))
        return true;
    return isAcceleratorResource(taint.key) &&
           (node.capacity.contains(taint.key) || node.allocatable.contains(taint.key));
}

QStringList acceleratorTaintKeys(const QString &resource)
{
    QStringList keys{resource};
    const QString domain = resource.section(u'/', 0, 0) + u'/';
    for (const QLatin1StringView key : usualKeys) {
        if (key.startsWith(domain) && key != resource)
            keys += QString(key);
    }
    return keys;
}

std::vector<TaintView> taintViews(const kubernetes::Node &node, const std::vector<Toleration> &tolerations,
                                  const QStringList &extraResources)
{
    std::vector<TaintView> result;
    result.reserve(node.taints.size());
    for (const Taint &taint : node.taints) {
        const bool isTolerated =
            taint.effect == "PreferNoSchedule"_L1 || isAcceleratorTaint(taint, node, extraResources) ||
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

std::optional<kubernetes::Toleration> parseToleration(const QString &text)
{
    const QString left = text.section(u':', 0, 0).trimmed();
    const bool hasValue = left.contains(u'=');
    kubernetes::Toleration toleration{.key = left.section(u'=', 0, 0).trimmed(),
                                      .operatorName = hasValue ? u"Equal"_s : u"Exists"_s,
                                      .value = left.section(u'=', 1),
                                      .effect = text.section(u':', 1).trimmed()};
    return toleration.key.isEmpty() ? std::nullopt : std::optional(toleration);
}

} // namespace fairlead::accelerators
