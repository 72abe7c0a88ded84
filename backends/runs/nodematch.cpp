// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodematch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using kubernetes::Toleration;
using Cause = NodeFit::Cause;
using When = NodeFit::When;

bool hasLabel(const kubernetes::Node &node, const QString &key)
{
    return std::any_of(node.labels.begin(), node.labels.end(),
                       [&key](const auto &label) { return label.first == key; });
}

//! As the scheduler compares whole numbers; what is none never fits.
bool compares(const QString &value, const NodeRequirement &requirement)
{
    bool isNumber = false;
    bool isLimit = false;
    const qint64 number = value.toLongLong(&isNumber);
    const qint64 limit = requirement.values.value(0).toLongLong(&isLimit);
    return isNumber && isLimit && (requirement.op == "Gt"_L1 ? number > limit : number < limit);
}

bool fits(const NodeRequirement &requirement, const kubernetes::Node &node)
{
    const bool isThere = requirement.isField || hasLabel(node, requirement.key);
    const QString value = requirement.isField ? node.name : node.label(requirement.key);
    if (requirement.op == "In"_L1)
        return isThere && requirement.values.contains(value);
    if (requirement.op == "NotIn"_L1)
        return !isThere || !requirement.values.contains(value);
    if (requirement.op == "Exists"_L1)
        return isThere;
    if (requirement.op == "DoesNotExist"_L1)
        return !isThere;
    return isThere && compares(value, requirement);
}

NodeFit never(Cause cause, const QString &reason)
{
    return {When::Never, cause, reason};
}

} // namespace

bool fitsAny(const std::vector<std::vector<NodeRequirement>> &terms, const kubernetes::Node &node)
{
    const auto fitsAll = [&node](const std::vector<NodeRequirement> &term) { // an empty one is no node's
        return !term.empty() &&
               std::all_of(term.begin(), term.end(), [&node](const auto &each) { return fits(each, node); });
    };
    return std::any_of(terms.begin(), terms.end(), fitsAll);
}

std::vector<NodeFit> mismatches(const PodDemand &demand, const NodeAvailability &node)
{
    std::vector<NodeFit> found;
    for (const auto &[key, value] : demand.nodeSelector) {
        if (!hasLabel(*node.node, key) || node.node->label(key) != value)
            found.push_back(never(Cause::Label, u"no label %1=%2"_s.arg(key, value)));
    }
    if (demand.hasNodeTerms && !fitsAny(demand.nodeTerms, *node.node))
        found.push_back(never(Cause::Affinity, u"not the node affinity"_s));
    for (const kubernetes::Taint &taint : node.node->taints) {
        const bool isHard = taint.effect != "PreferNoSchedule"_L1;
        const bool isState = accelerators::repeatsNodeState(taint, node.isReady, node.isCordoned);
        if (isHard && !isState && !isTolerated(demand, taint))
            found.push_back(never(Cause::Taint, u"taint %1"_s.arg(accelerators::taintText(taint))));
    }
    return found;
}

bool isTolerated(const PodDemand &demand, const kubernetes::Taint &taint)
{
    return std::any_of(demand.tolerations.begin(), demand.tolerations.end(),
                       [&taint](const Toleration &each) { return accelerators::tolerates(each, taint); });
}

bool isControlPlane(const kubernetes::Node &node)
{
    return hasLabel(node, u"node-role.kubernetes.io/control-plane"_s) ||
           hasLabel(node, u"node-role.kubernetes.io/master"_s);
}

} // namespace fairlead::runs
