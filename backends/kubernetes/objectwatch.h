// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "listwatch/jsonstore.h"
#include "listwatch/reflector.h"
#include "objectkinds.h"

#include <vector>

namespace fairlead::kubernetes {

//! The objects of one kind that selectors choose, whole, as long as it lives: list and watch as Reflector does it.
//! Lives in the thread of its client, which it must not outlive.
class ObjectWatch : public QObject
{
    Q_OBJECT
public:
    //! \p namespaceName empty: of all. Selectors empty: every one.
    ObjectWatch(transport::HttpClient &http, const ObjectKind &kind, const QString &namespaceName,
                const QString &labelSelector, const QString &fieldSelector = {}, QObject *parent = nullptr);

    void start() { m_reflector.start(); }

    //! By creation, then by name.
    std::vector<QJsonObject> objects() const;
    Freshness freshness() const { return m_reflector.freshness(); }
    const std::optional<ApiError> &error() const { return m_reflector.error(); }

signals:
    void changed();
    //! freshness() or error() is another.
    void stateChanged();

private:
    JsonStore m_store;
    Reflector m_reflector;
};

} // namespace fairlead::kubernetes
