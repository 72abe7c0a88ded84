// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialnamespace.h"

#include "backends/kubernetes/objectkinds.h"
#include "backends/manifests/runlabels.h"
#include "trialmanifest.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

constexpr auto Registered = "registered.fairlead.dev/"_L1; // and the run

QJsonObject annotationsOf(const QJsonObject &object)
{
    return object.value("metadata"_L1)["annotations"_L1].toObject();
}

} // namespace

QJsonObject registered(QJsonObject object, const QString &runId)
{
    QJsonObject result = marked(std::move(object), runId);
    QJsonObject metadata = result.value("metadata"_L1).toObject();
    QJsonObject annotations = annotationsOf(result);
    annotations.insert(Registered + runId, u"true"_s);
    metadata.insert(u"annotations"_s, annotations);
    result.insert(u"metadata"_s, metadata);
    return result;
}

QJsonObject registration(const QString &runId, bool isThere)
{
    const QJsonObject annotations{{Registered + runId, isThere ? QJsonValue(u"true"_s) : QJsonValue()}};
    return {{u"metadata"_s, QJsonObject{{u"annotations"_s, annotations}}}};
}

bool isOfTrials(const QJsonObject &object)
{
    return kubernetes::labelOf(object, manifests::TrialLabel) == "true"_L1;
}

bool hasTrials(const QJsonObject &object)
{
    const QStringList keys = annotationsOf(object).keys();
    return std::any_of(keys.begin(), keys.end(), [](const QString &key) { return key.startsWith(Registered); });
}

QString versionOf(const QJsonObject &object)
{
    return object.value("metadata"_L1)["resourceVersion"_L1].toString();
}

std::vector<std::pair<QString, QString>> namespaceContents()
{
    return {{u"v1"_s, u"Pod"_s},
            {u"batch/v1"_s, u"Job"_s},
            {u"apps/v1"_s, u"Deployment"_s},
            {u"apps/v1"_s, u"StatefulSet"_s},
            {u"v1"_s, u"PersistentVolumeClaim"_s},
            {u"v1"_s, u"ConfigMap"_s},
            {u"v1"_s, u"Secret"_s}};
}

bool isSomebodys(const QString &kind, const QJsonObject &object)
{
    static const QStringList authorities{u"kube-root-ca.crt"_s, u"openshift-service-ca.crt"_s, u"istio-ca-root-cert"_s};
    if (kind == "ConfigMap"_L1)
        return !authorities.contains(kubernetes::nameOf(object));
    if (kind == "Secret"_L1)
        return object.value("type"_L1) != "kubernetes.io/service-account-token"_L1 &&
               !annotationsOf(object).contains("kubernetes.io/service-account.name"_L1);
    return true;
}

} // namespace fairlead::runs
