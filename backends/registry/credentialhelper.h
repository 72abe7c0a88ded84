// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include "backends/processes/boundedprocess.h"

#include <QPointer>

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
    //! \p name without "docker-credential-", looked for in PATH.
    explicit CredentialHelper(const QString &name, QObject *parent = nullptr);

    //! By default a minute: some ask for a touch of a key.
    void setLimits(const processes::ProcessLimits &limits) { m_limits = limits; }

    //! Once per object. \p done is called exactly once, not before get() returns, never after \p context is gone.
    void get(const QString &server, const QObject *context, LoginSource::Done done);

private:
    void ended(const processes::ProcessEnd &end);
    void answer(const LoginSource::Answer &answer);
    void answerLater(const ApiError &error);
    ApiError error(const QString &reason, const QString &message) const;

    const QString m_name;
    processes::ProcessLimits m_limits;
    QPointer<const QObject> m_context;
    LoginSource::Done m_done;
    processes::BoundedProcess *m_process = nullptr;
};

} // namespace fairlead::registry
