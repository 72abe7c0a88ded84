// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "quotafinding.h"

#include "backends/kubernetes/objectkinds.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::Quantity;

//! What one more run counts for under the name that a quota gives it; nothing: it is not about it.
std::optional<Quantity> demanded(const QString &name, const PodAmounts &amounts, int secrets, int serviceAccounts)
{
    if (name == "pods"_L1 || name == "count/pods"_L1 || name == "count/jobs.batch"_L1)
        return Quantity::fromUnits(1);
    if (name == "secrets"_L1 || name == "count/secrets"_L1)
        return Quantity::fromUnits(secrets);
    if (name == "count/serviceaccounts"_L1)
        return Quantity::fromUnits(serviceAccounts);
    if (name.startsWith("limits."_L1))
        return amounts.limits.value(QStringView(name).sliced(7));
    const QStringView resource = name.startsWith("requests."_L1) ? QStringView(name).sliced(9) : QStringView(name);
    return amounts.requests.contains(resource) ? std::optional(amounts.requests.value(resource)) : std::nullopt;
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

//! Whether the quota counts such a pod. Source: Kubernetes, "Resource Quotas", scopes.
bool counts(const QJsonObject &quota, const PodAmounts &amounts)
{
    const QJsonValue spec = quota.value("spec"_L1);
    QStringList scopes;
    for (const QJsonValue scope : spec["scopes"_L1].toArray())
        scopes += scope.toString();
    for (const QJsonValue expression : spec["scopeSelector"_L1]["matchExpressions"_L1].toArray()) {
        if (expression["scopeName"_L1] != "PriorityClass"_L1)
            scopes += expression["scopeName"_L1].toString();
        else if (!matchesPriority(expression, amounts.priorityClass))
            return false;
    }
    const auto fits = [&amounts](const QString &scope) {
        return scope == "Terminating"_L1      ? amounts.hasDeadline
               : scope == "NotTerminating"_L1 ? !amounts.hasDeadline
               : scope == "BestEffort"_L1     ? amounts.isBestEffort()
               : scope == "NotBestEffort"_L1  ? !amounts.isBestEffort()
               : scope == "PriorityClass"_L1  ? !amounts.priorityClass.isEmpty()
                                              : false;
    };
    return std::all_of(scopes.begin(), scopes.end(), fits);
}

QStringList exceeded(const QJsonObject &quota, const PodAmounts &amounts, int secrets, int serviceAccounts)
{
    QStringList found;
    const QJsonObject hard = quota.value("status"_L1)["hard"_L1].toObject();
    const QJsonObject used = quota.value("status"_L1)["used"_L1].toObject();
    for (auto it = hard.begin(); it != hard.end(); ++it) {
        const auto wanted = demanded(it.key(), amounts, secrets, serviceAccounts);
        const auto most = Quantity::parse(it.value().toString().toStdString());
        const auto taken = Quantity::parse(used.value(it.key()).toString(u"0"_s).toStdString());
        if (wanted && !wanted->isZero() && most && taken && *taken + *wanted > *most)
            found += u"%1: %2: asks for %3, used %4 of %5"_s.arg(
                kubernetes::nameOf(quota), it.key(), quantityText(it.key(), *wanted),
                used.value(it.key()).toString(u"0"_s), it.value().toString());
    }
    return found;
}

} // namespace

TrialResult quotaFinding(const std::vector<QJsonObject> &quotas, const PodAmounts &amounts, int secrets,
                         int serviceAccounts)
{
    TrialResult result{.step = TrialResult::Step::Quota};
    QStringList names;
    for (const QJsonObject &quota : quotas) {
        if (!counts(quota, amounts))
            continue;
        names += kubernetes::nameOf(quota);
        result.items += exceeded(quota, amounts, secrets, serviceAccounts);
    }
    if (!result.items.isEmpty()) {
        result.state = CheckState::Failed;
        result.detail = result.items.join(u"; "_s);
        result.remedy = u"ask for less, wait until others have ended, or have the ResourceQuota raised"_s;
    } else {
        result.detail = names.isEmpty() ? u"the namespace has none that counts this"_s
                                        : u"%1: there is room"_s.arg(names.join(u", "_s));
    }
    return result;
}

} // namespace fairlead::runs
