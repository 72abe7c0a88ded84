// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"

#include <QObject>
#include <QTimer>

namespace fairlead::runs {

//! Removes all that one run made, found by its labels, and looks until it is gone: the Job first, by its name, with
//! which goes what it owns. Touches nothing without these labels. Lives in the thread of its client, which it must not
//! outlive.
class RunCleanUp : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString namespaceName;
        QString jobName;
        QString selector;             //!< of the labels that all of it has
        bool isOfSeveralNodes = true; //!< it may have a Service and a ConfigMap
        bool isForced = false;        //!< pods are not given time to end
        std::chrono::milliseconds pollInterval{500};
        std::chrono::seconds patience{60}; //!< with what is being deleted
    };

    RunCleanUp(kubernetes::ObjectClient &client, Settings settings, QObject *parent = nullptr);

    void start();
    //! From now on pods get no time to end.
    void force() { m_settings.isForced = true; }

    //! From finished() on.
    const QStringList &leftovers() const { return m_left; } //!< "Pod train-1-abcde": still there
    //! Kinds of what the Job owns that may not be looked at.
    const QStringList &unseen() const { return m_unseen; }
    const std::optional<ApiError> &error() const { return m_error; } //!< the first that kept it from removing
    bool isClean() const { return m_left.isEmpty() && !m_error; }

signals:
    void finished();

private:
    void removeJob();
    void sweep();
    void removeAll(const std::vector<QJsonObject> &objects);
    void note(const kubernetes::ObjectError &error);

    kubernetes::ObjectClient &m_client;
    Settings m_settings;
    std::chrono::steady_clock::time_point m_begun;
    QStringList m_left;
    QStringList m_unseen;
    std::optional<ApiError> m_error;
};

} // namespace fairlead::runs
