// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"
#include "backends/runs/launchlogin.h"
#include "backends/runs/launchplan.h"
#include "runattempt.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace fairlead::kubernetes {
class ObjectWatch;
} // namespace fairlead::kubernetes

namespace fairlead::runs {

class RunCleanUp;
class RunLogs;

//! A run at one context. Asks first what the server would say of everything (dry run), then makes the Job suspended,
//! what it owns (service account, bindings, Service, the Secret of a pull login) as its property, and lets it go:
//! whatever becomes of us, the garbage collector takes them with the Job. Follows it by list and watch until it is
//! over. At the end nothing but the Job with its pods stays, for its log, until its time to live is over; of an attempt
//! that found no room, or was stopped or refused, nothing.
class KubernetesAttempt : public RunAttempt
{
    Q_OBJECT
public:
    using MakeCredentials = std::function<std::unique_ptr<transport::CredentialSource>()>;
    struct Settings
    {
        transport::Endpoint endpoint;
        MakeCredentials makeCredentials; //!< called once, in the attempt's thread
        LaunchPlan plan;                 //!< that is possible
        settings::Timeouts timeouts;
        //! The login of the Secret that the plan names; null: none is made. Asked in the attempt's thread.
        std::function<std::optional<PullLogin>()> login;
        //! Until every pod has a node; none: for ever.
        std::optional<std::chrono::seconds> schedulingLimit;
        //! Called before the first object is made. \return why what follows could not be remembered; empty: it is.
        std::function<QString()> remember;
        bool isThere = false;   //!< it was launched before, and is only followed
        bool onlyLooks = false; //!< with it: nothing is changed there unless it is stopped
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{15'000};
        std::chrono::milliseconds pollInterval{500};    //!< while something is to be gone
        std::chrono::milliseconds eventInterval{2'000}; //!< while it waits
    };

    explicit KubernetesAttempt(Settings settings, QObject *parent = nullptr);
    ~KubernetesAttempt() override;

    void start() override;
    void stop(bool isForced) override;
    void readLogs(bool follows) override;

private:
    template <class Answered>
    auto guarded(Answered answered);
    bool goesOn();
    QString name() const { return m_settings.plan.launch.name; }
    QString ns() const { return m_settings.plan.job.namespaceName; }
    void refuse(const kubernetes::ObjectError &error, const QString &object);

    // Until the Job is let go.
    void lookAtNamespace();
    void makeNamespace();
    void waitForServiceAccount(int tries);
    void dryRun();
    void makeJob();
    void makeOwned(const QJsonObject &job);
    void release();

    // Of kubernetesattemptfollow.cpp: until it is over.
    void follow();
    void onState();
    bool isInSight() const;
    void onChanged();
    void askEvents();
    void onSchedulingLimit();
    std::optional<std::chrono::seconds> prolonged() const;
    void updateLogs();
    void endWell();

    // Of kubernetesattemptfollow.cpp: until it is gone.
    void cleanUp(const AttemptEnd &end);
    void onCleanUp();

    Settings m_settings;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<kubernetes::ObjectClient> m_objects;
    kubernetes::ObjectWatch *m_job = nullptr;
    kubernetes::ObjectWatch *m_pods = nullptr;
    RunLogs *m_logs = nullptr;         //!< null: nobody wants them, or it is not there yet
    std::optional<bool> m_followsLogs; //!< none: nobody wants them
    RunCleanUp *m_cleanUp = nullptr;
    QTimer m_schedulingTimer;
    QTimer m_eventTimer;
    AttemptEnd m_pending; //!< when the clean-up is through
    QJsonObject m_madeNamespace;
    bool m_hasJob = false; //!< or may have: it was asked for
    bool m_wasSeen = false;
    bool m_isStopping = false;
    bool m_isForced = false;
    bool m_isAskingEvents = false;
    bool m_isTidying = false;
    bool m_isEnding = false; //!< its program has ended
    QString m_lastProblem;   //!< of watching it
    QStringList m_pulling;   //!< pods whose nodes say that they pull
};

template <class Answered>
auto KubernetesAttempt::guarded(Answered answered)
{
    return [this, answered](const auto &...answer) {
        if (goesOn())
            answered(answer...);
    };
}

} // namespace fairlead::runs
