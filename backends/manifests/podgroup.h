// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "launch.h"

#include <QJsonObject>

//! Pods that a scheduler places all together or not at all, as two APIs have it.
namespace fairlead::manifests {

//! apiVersions of the PodGroups that launches know: those of the coscheduling plugin and of Volcano.
QStringList podGroupApis();

//! Which of \p served, the apiVersions that a cluster has, the scheduler of the pods goes by; empty: none.
//! Volcano's goes by its own alone. Every other may have the plugin, which none says; a PodGroup that it does not know
//! does no harm. \p schedulerName: empty: the cluster's own.
QString podGroupApi(const QString &schedulerName, const QStringList &served);

//! Of all pods of \p launch, by its podGroupApi, which is one of podGroupApis().
//! Source: sigs.k8s.io/scheduler-plugins, apis/scheduling/v1alpha1; volcano.sh/apis, scheduling/v1beta1.
QJsonObject podGroup(const Launch &launch, const QString &ns, const QJsonObject &labels);

//! \p podTemplate as a member of that.
QJsonObject withPodGroup(QJsonObject podTemplate, const Launch &launch);

} // namespace fairlead::manifests
