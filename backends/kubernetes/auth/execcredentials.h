// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "execcredential.h"
#include "execpolicy.h"

#include "backends/processes/boundedprocess.h"

#include <QDeadlineTimer>
#include <QFutureWatcher>
#include <QPointer>

#include <chrono>
#include <vector>

namespace fairlead::kubernetes {

//! Credentials from an exec plugin. The program runs when get() is called and there is no answer that still holds;
//! calls meanwhile share that run. It gets no terminal, no standard input and a session of its own, so that a time
//! limit ends what it started, too. Whoever destroys this object drops the calls that wait; their done is not called.
//! Errors: Unauthorized with reason ExecPluginNotFound (with installHint), ExecPluginDenied, ExecPluginNotAllowed (the
//! user has not approved it), ExecPluginInteractive, ExecPluginFailed (with the end of its standard error),
//! ExecPluginMalformed; Timeout with reason ExecPluginTimeout. Source: client.authentication.k8s.io v1 and v1beta1.
class ExecCredentials : public transport::CredentialSource
{
    Q_OBJECT
public:
    struct Limits
    {
        processes::ProcessLimits process{.outputBytes = 1024 * 1024};
        //! After a run that failed, or whose answer the server refused twice, the program rests: so long at first,
        //! twice as long each time, up to the other. Some open a browser, and none gets better by being run every
        //! second.
        std::chrono::milliseconds rest{30'000};
        std::chrono::milliseconds longestRest{600'000};
    };

    ExecCredentials(const ExecConfig &config, const transport::Endpoint &endpoint, const ExecPolicy &policy,
                    QObject *parent = nullptr);

    void setLimits(const Limits &limits) { m_limits = limits; }

    void get(const QObject *context, Done done) override;
    bool invalidate(const transport::Credentials &refused) override;
    void retryNow() override;

private:
    void startRest();
    void failed(const ApiError &why);

    struct Waiter
    {
        QPointer<const QObject> context;
        Done done;
    };

    void decide();
    void decided();
    void run(const QString &program);
    void ended(const processes::ProcessEnd &end);
    void answer(const Result<transport::Credentials> &result);
    ApiError error(const QString &reason, const QString &message) const;
    QString withErrors(const QString &message, const QByteArray &errors) const;

    const ExecConfig m_config;
    const transport::Endpoint m_endpoint;
    ExecPolicy m_policy;
    Limits m_limits;
    std::vector<Waiter> m_waiting;
    bool m_isBusy = false;
    std::optional<transport::Credentials> m_cached;
    std::optional<QDateTime> m_refreshAt;
    std::optional<ApiError> m_failure; //!< of the last run
    bool m_hasBeenRefused = false;     //!< since the program last rested
    QDeadlineTimer m_rest;
    std::chrono::milliseconds m_nextRest{0};
    QFutureWatcher<processes::ProgramDecision> m_decision;
    processes::BoundedProcess *m_process = nullptr;
};

} // namespace fairlead::kubernetes
