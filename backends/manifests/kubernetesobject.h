// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace fairlead::manifests {

//! One that is to be sent, without what its kind has beside that. \p ns: empty for one of the cluster.
QJsonObject kubernetesObject(const QString &apiVersion, const QString &kind, const QString &name, const QString &ns,
                             const QJsonObject &labels);

//! \p object, which the API server itself removes when \p owner is removed. \p owner is as the server answers it, with
//! its uid, and in the same namespace.
//! Source: Kubernetes API, "OwnerReference v1 meta"; without blockOwnerDeletion, for which one needs more rights.
QJsonObject withOwner(QJsonObject object, const QJsonObject &owner);

} // namespace fairlead::manifests
