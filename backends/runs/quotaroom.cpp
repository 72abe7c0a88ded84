// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "quotaroom.h"

#include "backends/kubernetes/objectkinds.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::Quantity;

Quantity times(int count, Quantity amount)
{
    Quantity sum;
    for (int i = 0; i < count; ++i)
        sum += amount;
    return sum;
}

//! What one more run counts for under the name that a quota gives it; nothing: it is not about it.
std::optional<Quantity> demanded(const QString &name, const QuotaDemand &demand)
{
    if (name == "count/jobs.batch"_L1)
        return Quantity::fromUnits(1);
    if (name == "pods"_L1 || name == "count/pods"_L1)
        return Quantity::fromUnits(demand.pods);
    if (name == "secrets"_L1 || name == "count/secrets"_L1)
        return Quantity::fromUnits(demand.secrets);
    if (name == "count/serviceaccounts"_L1)
        return Quantity::fromUnits(demand.serviceAccounts);
    if (name.startsWith("limits."_L1))
        return times(demand.pods, demand.pod.limits.value(QStringView(name).sliced(7)));
    const QStringView resource = name.startsWith("requests."_L1) ? QStringView(name).sliced(9) : QStringView(name);
    const kubernetes::ResourceList &requests = demand.pod.requests;
    return requests.contains(resource) ? std::optional(times(demand.pods, requests.value(resource))) : std::nullopt;
}

bool matchesPriority(const QJsonValue &expression, const QString &priorityClass)
{
    const QString op = expression["operator"_L1].toString();
    if (op == "Exists"_L1)
        return !priorityClass.isEmpty();
    if (op == "DoesNotExist"_L1)
        return priorityClass.isEmpty();
    return expression["values"_L1].toArray().contains(priorityClass) == (op == "In"_L1);
}

} // namespace

bool isCounted(const QJsonObject &quota, const PodAmounts &pod)
{
    const QJsonValue spec = quota.value("spec"_L1);
    QStringList scopes;
    for (const QJsonValue scope : spec["scopes"_L1].toArray())
        scopes += scope.toString();
    for (const QJsonValue expression : spec["scopeSelector"_L1]["matchExpressions"_L1].toArray()) {
        if (expression["scopeName"_L1] != "PriorityClass"_L1)
            scopes += expression["scopeName"_L1].toString();
        else if (!matchesPriority(expression, pod.priorityClass))
            return false;
    }
    const auto fits = [&pod](const QString &scope) {
        return scope == "Terminating"_L1      ? pod.hasDeadline
               : scope == "NotTerminating"_L1 ? !pod.hasDeadline
               : scope == "BestEffort"_L1     ? pod.isBestEffort()
               : scope == "NotBestEffort"_L1  ? !pod.isBestEffort()
               : scope == "PriorityClass"_L1  ? !pod.priorityClass.isEmpty()
                                              : false;
    };
    return std::all_of(scopes.begin(), scopes.end(), fits);
}

std::vector<QuotaExcess> exceeded(const QJsonObject &quota, const QuotaDemand &demand)
{
    std::vector<QuotaExcess> found;
    if (!isCounted(quota, demand.pod))
        return found;
    const QJsonObject hard = quota.value("status"_L1)["hard"_L1].toObject();
    const QJsonObject used = quota.value("status"_L1)["used"_L1].toObject();
    for (auto it = hard.begin(); it != hard.end(); ++it) {
        const auto wanted = demanded(it.key(), demand);
        const auto most = Quantity::parse(it.value().toString().toStdString());
        const auto taken = Quantity::parse(used.value(it.key()).toString(u"0"_s).toStdString());
        if (wanted && !wanted->isZero() && most && taken && *taken + *wanted > *most)
            found.push_back({u"%1: %2: asks for %3, used %4 of %5"_s.arg(
                                 kubernetes::nameOf(quota), it.key(), quantityText(it.key(), *wanted),
                                 used.value(it.key()).toString(u"0"_s), it.value().toString()),
                             *wanted > *most});
    }
    return found;
}

} // namespace fairlead::runs
