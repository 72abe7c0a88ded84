// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QPointer>
#include <QProcess>
#include <QTimer>

#include <chrono>

namespace fairlead::registry {

//! What a credential helper left behind.
struct HelperOutput
{
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;
};

//! The login in what `docker-credential-NAME get` printed; nothing when it does not know the server.
//! Errors: Unauthorized with reason CredentialHelperFailed (in its own words) or CredentialHelperMalformed. What looks
//! like an answer is never part of an error. Source: github.com/docker/docker-credential-helpers, README and
//! credentials/error.go.
LoginSource::Answer parseHelperOutput(const HelperOutput &output);

//! Runs `docker-credential-NAME get` once, the server on its standard input. No shell, nothing secret among its
//! arguments, a session of its own, so that a time limit ends what it started, too. Whoever destroys this object
//! drops the call; its done is not called.
//! Errors: those of parseHelperOutput(); Unauthorized with CredentialHelperNotFound or CredentialHelperFailed; Timeout
//! with CredentialHelperTimeout.
class CredentialHelper : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::chrono::milliseconds run{60'000}; //!< some ask for a touch of a key
        std::chrono::milliseconds kill{2'000}; //!< between SIGTERM and SIGKILL
        qsizetype outputBytes = 256 * 1024;
    };

    //! \p name without "docker-credential-", looked for in PATH.
    explicit CredentialHelper(const QString &name, QObject *parent = nullptr);
    ~CredentialHelper() override;

    void setLimits(const Limits &limits) { m_limits = limits; }

    //! Once per object. \p done is called exactly once, not before get() returns, never after \p context is gone.
    void get(const QString &server, const QObject *context, LoginSource::Done done);

private:
    void start(const QString &program, const QString &server);
    void read();
    void stop(const ApiError &why);
    void exited(int exitCode, QProcess::ExitStatus status);
    void signalGroup(int signal);
    void answer(const LoginSource::Answer &answer);
    void answerLater(const ApiError &error);
    ApiError error(const QString &reason, const QString &message) const;

    const QString m_name;
    Limits m_limits;
    QPointer<const QObject> m_context;
    LoginSource::Done m_done;
    QProcess *m_process = nullptr;
    std::optional<ApiError> m_stopReason;
    HelperOutput m_output;
    QTimer m_timeLimit;
    QTimer m_killLimit;
};

} // namespace fairlead::registry
