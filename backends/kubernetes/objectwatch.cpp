// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectwatch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

ObjectWatch::ObjectWatch(transport::HttpClient &http, const ObjectKind &kind, const QString &namespaceName,
                         const QString &labelSelector, const QString &fieldSelector, QObject *parent)
    : QObject(parent)
    , m_store([this] { emit changed(); })
    , m_reflector(http, m_store, kind.path(namespaceName))
{
    m_reflector.setLabelSelector(labelSelector);
    m_reflector.setFieldSelector(fieldSelector);
    connect(&m_reflector, &Reflector::stateChanged, this, &ObjectWatch::stateChanged);
}

std::vector<QJsonObject> ObjectWatch::objects() const
{
    std::vector<QJsonObject> objects(m_store.objects().begin(), m_store.objects().end());
    std::sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
        const auto key = [](const QJsonObject &object) {
            return std::pair(object.value("metadata"_L1)["creationTimestamp"_L1].toString(), nameOf(object));
        };
        return key(a) < key(b);
    });
    return objects;
}

} // namespace fairlead::kubernetes
