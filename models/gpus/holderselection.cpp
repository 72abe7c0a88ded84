// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holderselection.h"

#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

HolderSelection HolderSelection::workloadOf(const QString &contextId, const kubernetes::Pod &pod)
{
    HolderSelection selection{.contextId = contextId, .namespaceName = pod.namespaceName};
    if (pod.ownerName.isEmpty()) {
        selection.podName = pod.name;
    } else {
        selection.ownerKind = pod.ownerKind;
        selection.ownerName = pod.ownerName;
    }
    return selection;
}

HolderSelection HolderSelection::namespaceOf(const kubernetes::Pod &pod)
{
    return {.namespaceName = pod.namespaceName};
}

HolderSelection HolderSelection::userOf(const kubernetes::Pod &pod)
{
    if (pod.user.isEmpty())
        return {.namespaceName = pod.namespaceName, .hasNoUser = true};
    return {.user = pod.user};
}

std::optional<HolderSelection> HolderSelection::next(const std::optional<HolderSelection> &current,
                                                     const QString &contextId, const kubernetes::Pod &pod)
{
    const HolderSelection workload = workloadOf(contextId, pod);
    const HolderSelection wider = namespaceOf(pod);
    if (current == workload)
        return wider;
    return current == wider ? std::nullopt : std::optional(workload);
}

bool HolderSelection::covers(const QString &clusterContextId, const kubernetes::Pod &pod) const
{
    if (!user.isEmpty())
        return pod.user == user;
    if (pod.namespaceName != namespaceName || (!contextId.isEmpty() && clusterContextId != contextId))
        return false;
    if (hasNoUser)
        return pod.user.isEmpty();
    if (!podName.isEmpty())
        return pod.ownerName.isEmpty() && pod.name == podName;
    return ownerName.isEmpty() || (pod.ownerKind == ownerKind && pod.ownerName == ownerName);
}

QString HolderSelection::text() const
{
    if (!user.isEmpty())
        return plainLine(QCoreApplication::translate("HolderSelection", "user %1").arg(user));
    if (hasNoUser)
        return plainLine(QCoreApplication::translate("HolderSelection", "%1 without a user label").arg(namespaceName));
    QString what = podName;
    if (!ownerName.isEmpty())
        what = ownerKind.isEmpty() ? ownerName : ownerKind + u' ' + ownerName;
    return plainLine(what.isEmpty() ? namespaceName : namespaceName + " / "_L1 + what);
}

} // namespace fairlead::models
