// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/resourcelist.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::runs {

//! What a pod asks for, all of its containers together, as quotas count it. What has a limit and no
//! request asks for the limit, as the API server defaults it.
struct PodAmounts
{
    kubernetes::ResourceList requests;
    kubernetes::ResourceList limits;
    QString priorityClass;
    bool hasDeadline = false; //!< of the pod itself: quotas call it Terminating

    bool isBestEffort() const { return requests.isEmpty() && limits.isEmpty(); }
};

PodAmounts podAmounts(const QJsonObject &podSpec);

//! As the API writes it: "250m", "16Gi", "3".
QString quantityText(const QString &resource, kubernetes::Quantity amount);

//! An object that a pod refers to, which has to be in its namespace.
struct PodReference
{
    QString kind; //!< "Secret", "ConfigMap", "PersistentVolumeClaim"
    QString name;
    QStringList keys; //!< that it has to have
    bool isForPulling = false;

    bool operator==(const PodReference &) const = default;
};

//! Each object once; those that may be missing are left out.
std::vector<PodReference> podReferences(const QJsonObject &podSpec);

//! The images of all containers, each once.
QStringList podImages(const QJsonObject &podSpec);

} // namespace fairlead::runs
