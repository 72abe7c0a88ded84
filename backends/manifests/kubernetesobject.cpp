// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetesobject.h"

#include "backends/kubernetes/objectkinds.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

QJsonObject kubernetesObject(const QString &apiVersion, const QString &kind, const QString &name, const QString &ns,
                             const QJsonObject &labels)
{
    QJsonObject metadata{{u"name"_s, name}, {u"labels"_s, labels}};
    if (!ns.isEmpty())
        metadata.insert(u"namespace"_s, ns);
    return {{u"apiVersion"_s, apiVersion}, {u"kind"_s, kind}, {u"metadata"_s, metadata}};
}

QJsonObject withOwner(QJsonObject object, const QJsonObject &owner)
{
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    metadata.insert(u"ownerReferences"_s, QJsonArray{QJsonObject{{u"apiVersion"_s, owner.value("apiVersion"_L1)},
                                                                 {u"kind"_s, owner.value("kind"_L1)},
                                                                 {u"name"_s, kubernetes::nameOf(owner)},
                                                                 {u"uid"_s, kubernetes::uidOf(owner)}}});
    object.insert(u"metadata"_s, metadata);
    return object;
}

} // namespace fairlead::manifests
