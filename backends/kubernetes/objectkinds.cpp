// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectkinds.h"

#include <QJsonArray>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

struct Entry
{
    const char16_t *apiVersion;
    const char16_t *kind;
    const char16_t *resource;
    bool isNamespaced = true;
};

constexpr std::array Known{
    Entry{u"v1", u"Namespace", u"namespaces", false},
    Entry{u"v1", u"ResourceQuota", u"resourcequotas"},
    Entry{u"v1", u"LimitRange", u"limitranges"},
    Entry{u"networking.k8s.io/v1", u"NetworkPolicy", u"networkpolicies"},
    Entry{u"v1", u"ServiceAccount", u"serviceaccounts"},
    Entry{u"v1", u"Secret", u"secrets"},
    Entry{u"v1", u"ConfigMap", u"configmaps"},
    Entry{u"v1", u"Service", u"services"},
    Entry{u"v1", u"PersistentVolumeClaim", u"persistentvolumeclaims"},
    Entry{u"v1", u"Event", u"events"},
    Entry{u"v1", u"Pod", u"pods"},
    Entry{u"batch/v1", u"Job", u"jobs"},
    Entry{u"apps/v1", u"Deployment", u"deployments"},
    Entry{u"apps/v1", u"StatefulSet", u"statefulsets"},
    Entry{u"rbac.authorization.k8s.io/v1", u"Role", u"roles"},
    Entry{u"rbac.authorization.k8s.io/v1", u"RoleBinding", u"rolebindings"},
    Entry{u"rbac.authorization.k8s.io/v1", u"ClusterRole", u"clusterroles", false},
    Entry{u"v1", u"Node", u"nodes", false},
};

QJsonValue metadata(const QJsonObject &object, const QString &key)
{
    return object.value("metadata"_L1).toObject().value(key);
}

//! "." and ".." lead elsewhere and are no names: nothing is called "_" either.
QString segment(const QString &text)
{
    return text == "."_L1 || text == ".."_L1 ? u"_"_s : QString::fromLatin1(QUrl::toPercentEncoding(text));
}

} // namespace

QString ObjectKind::group() const
{
    return apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString();
}

QString ObjectKind::path(const QString &namespaceName, const QString &name) const
{
    QString path = (apiVersion.contains(u'/') ? u"/apis/"_s : u"/api/"_s) + apiVersion;
    if (isNamespaced && !namespaceName.isEmpty())
        path += u"/namespaces/"_s + segment(namespaceName);
    path += u'/' + resource;
    return name.isEmpty() ? path : path + u'/' + segment(name);
}

std::optional<ObjectKind> knownKind(const QString &apiVersion, const QString &kind)
{
    for (const Entry &entry : Known) {
        if (apiVersion == QStringView(entry.apiVersion) && kind == QStringView(entry.kind))
            return ObjectKind{apiVersion, kind, QStringView(entry.resource).toString(), entry.isNamespaced};
    }
    return {};
}

std::vector<ObjectKind> decodeResourceList(const QJsonObject &list)
{
    std::vector<ObjectKind> kinds;
    const QString apiVersion = list.value("groupVersion"_L1).toString();
    for (const QJsonValue each : list.value("resources"_L1).toArray()) {
        const QString resource = each["name"_L1].toString();
        if (!resource.isEmpty() && !resource.contains(u'/'))
            kinds.push_back({apiVersion, each["kind"_L1].toString(), resource, each["namespaced"_L1].toBool()});
    }
    return kinds;
}

QString nameOf(const QJsonObject &object)
{
    return metadata(object, u"name"_s).toString();
}

QString namespaceOf(const QJsonObject &object)
{
    return metadata(object, u"namespace"_s).toString();
}

QString uidOf(const QJsonObject &object)
{
    return metadata(object, u"uid"_s).toString();
}

QString labelOf(const QJsonObject &object, const QString &key)
{
    return metadata(object, u"labels"_s).toObject().value(key).toString();
}

QString titleOf(const QJsonObject &object)
{
    return object.value("kind"_L1).toString() + u' ' + nameOf(object);
}

} // namespace fairlead::kubernetes
