// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"

#include <QObject>

#include <utility>
#include <vector>

namespace fairlead::runs {

//! apiVersion and kind of what may be somebody's in a namespace.
std::vector<std::pair<QString, QString>> namespaceContents();
//! Whether \p object is more than what every namespace gets by itself: tokens and authorities of its cluster.
bool isSomebodys(const QString &kind, const QJsonObject &object);

//! Whether somebody has anything in a namespace: what matches \p selector and is more than what every namespace
//! gets by itself. Lives in the thread of its client, which it must not outlive.
class NamespaceLook : public QObject
{
    Q_OBJECT
public:
    NamespaceLook(kubernetes::ObjectClient &client, const QString &namespaceName, const QString &selector,
                  QObject *parent = nullptr);

    void start();

    //! From finished() on.
    bool hasOthers() const { return m_hasOthers; }
    //! What could not be looked at, which may be somebody's.
    const std::optional<kubernetes::ObjectError> &error() const { return m_error; }

signals:
    void finished();

private:
    kubernetes::ObjectClient &m_client;
    const QString m_namespaceName;
    const QString m_selector;
    bool m_hasOthers = false;
    std::optional<kubernetes::ObjectError> m_error;
};

} // namespace fairlead::runs
