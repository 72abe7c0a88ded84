// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/jobmanifest.h"
#include "configs.h"

#include <QJsonArray>
#include <QMap>

namespace fairlead::tests {

//! someLaunch() on \p nodes.
inline manifests::Launch launchOn(int nodes, const QString &podGroupApi = {})
{
    manifests::Launch launch = someLaunch();
    launch.nodes = nodes;
    launch.podGroupApi = podGroupApi;
    return launch;
}

//! What the main container of rank \p rank sees, by name: what Kubernetes makes of the manifest.
inline QMap<QString, QString> environmentOf(const manifests::JobManifest &manifest, int rank)
{
    const QJsonValue spec = manifest.job[QStringLiteral("spec")][QStringLiteral("template")][QStringLiteral("spec")];
    const QJsonValue data = manifest.configMap[QStringLiteral("data")];
    QMap<QString, QString> environment;
    for (const QJsonValue each : spec[QStringLiteral("containers")][0][QStringLiteral("env")].toArray()) {
        const QJsonValue from = each[QStringLiteral("valueFrom")];
        const QString key = from[QStringLiteral("configMapKeyRef")][QStringLiteral("key")].toString();
        const QString field = from[QStringLiteral("fieldRef")][QStringLiteral("fieldPath")].toString();
        QString value = each[QStringLiteral("value")].toString();
        if (!key.isEmpty())
            value = data[key].toString();
        else if (field == QLatin1String("metadata.annotations['batch.kubernetes.io/job-completion-index']"))
            value = QString::number(rank);
        environment.insert(each[QStringLiteral("name")].toString(), value);
    }
    return environment;
}

} // namespace fairlead::tests
