// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "namespacelook.h"

#include "backends/runs/inturn.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

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
    const QJsonObject annotations = object.value("metadata"_L1)["annotations"_L1].toObject();
    if (kind == "Secret"_L1)
        return object.value("type"_L1) != "kubernetes.io/service-account-token"_L1 &&
               !annotations.contains("kubernetes.io/service-account.name"_L1);
    return true;
}

NamespaceLook::NamespaceLook(kubernetes::ObjectClient &client, const QString &namespaceName, const QString &selector,
                             QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_namespaceName(namespaceName)
    , m_selector(selector)
{
}

void NamespaceLook::start()
{
    inTurn(
        namespaceContents(),
        [this](const std::pair<QString, QString> &kind, const std::function<void()> &next) {
            m_client.list(kind.first, kind.second, m_namespaceName, m_selector, {}, this,
                          [this, kind, next](const kubernetes::ObjectList &list) {
                              const auto counts = [&kind](const QJsonObject &each) {
                                  return isSomebodys(kind.second, each);
                              };
                              if (!list)
                                  m_error = list.error();
                              else
                                  m_hasOthers = m_hasOthers || std::any_of(list->begin(), list->end(), counts);
                              next();
                          });
        },
        [this] { emit finished(); });
}

} // namespace fairlead::runs
