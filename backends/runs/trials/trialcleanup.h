// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runcleanup.h"

#include <QObject>
#include <QTimer>

namespace fairlead::runs {

//! Removes all that one trial made, found by its labels, and looks until it is gone. A namespace that trials have made
//! goes with the last of those that are registered on it, unless there is anything that is not of a trial, or that may
//! not be looked at. Touches nothing that is not of this run. Lives in the thread of its client, which it must not
//! outlive.
class TrialCleanUp : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString runId; //!< the name of its Job, too
        QString namespaceName;
        bool madeNamespace = false; //!< or has been registered on one that another trial has made
        std::chrono::milliseconds pollInterval{500};
        std::chrono::seconds patience{60}; //!< with what is being deleted
    };

    TrialCleanUp(kubernetes::ObjectClient &client, Settings settings, QObject *parent = nullptr);

    void start();

    //! From finished() on.
    const QStringList &leftovers() const { return m_left; } //!< "Pod trial-1-abcde": still there
    bool keptNamespace() const { return m_keptNamespace; }  //!< others use it
    //! Kinds of what the Job owns that may not be looked at.
    QStringList unseen() const { return m_objects ? m_objects->unseen() : QStringList(); }
    const std::optional<ApiError> &error() const { return m_error; } //!< the first that kept it from removing
    bool isClean() const { return m_left.isEmpty() && !m_error; }

signals:
    void finished();

private:
    void lookAtNamespace();
    void signOff();
    void keepOrRemove(const QJsonObject &object);
    void keepUnseen(const kubernetes::ObjectError &error);
    void releaseNamespace(const QJsonObject &object);
    void removeNamespace(const QJsonObject &object);
    void waitForNamespace();
    void again(void (TrialCleanUp::*step)());
    void note(const kubernetes::ObjectError &error);
    void end();
    kubernetes::ObjectClient::Reference place() const
    {
        return {QStringLiteral("v1"), QStringLiteral("Namespace"), {}, m_settings.namespaceName};
    }

    kubernetes::ObjectClient &m_client;
    const Settings m_settings;
    std::chrono::steady_clock::time_point m_begun;
    RunCleanUp *m_objects = nullptr;
    QString m_namespaceUid;
    QStringList m_left;
    bool m_keptNamespace = false;
    std::optional<ApiError> m_error;
};

} // namespace fairlead::runs
