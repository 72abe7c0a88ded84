// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "namespacelook.h"

namespace fairlead::runs {

//! Removes a namespace that a refused run has made, unless anybody has anything in it by now, or it was changed since.
//! Lives in the thread of its client, which it must not outlive.
class NamespaceRemoval : public QObject
{
    Q_OBJECT
public:
    //! \p made: as the server answered.
    NamespaceRemoval(kubernetes::ObjectClient &client, const QJsonObject &made, std::chrono::milliseconds pollInterval,
                     QObject *parent = nullptr);

    void start();

    //! From finished() on.
    bool isGone() const { return m_isGone; }

signals:
    //! Also when it has taken too long.
    void finished();

private:
    void remove();
    void waitUntilGone(int tries);

    kubernetes::ObjectClient &m_client;
    const kubernetes::ObjectClient::Reference m_place;
    const QString m_uid;
    const std::chrono::milliseconds m_pollInterval;
    NamespaceLook m_look;
    bool m_isGone = false;
};

} // namespace fairlead::runs
