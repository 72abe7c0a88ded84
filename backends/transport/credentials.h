// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"

#include <QByteArray>
#include <QObject>

#include <functional>

namespace fairlead::transport {

//! What one request carries to prove who sends it. Empty fields are not sent.
struct Credentials
{
    QByteArray authorization;  //!< value of the Authorization header, e.g. "Bearer ..."; never logged
    QByteArray certificatePem; //!< client certificate chain
    QByteArray privateKeyPem;  //!< its key, any PEM form, unencrypted

    bool operator==(const Credentials &) const = default;
};

//! Where a connection gets its credentials from: a constant, a file that is rotated, a program.
//! Lives in the thread of the connection that uses it.
class CredentialSource : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<Credentials>)>;
    using QObject::QObject;

    //! Calls \p done exactly once on this object's thread, at once where the answer is known;
    //! never after \p context is gone.
    virtual void get(const QObject *context, Done done) = 0;

    //! The server refused \p refused (401): the next get() must not return it again from a cache.
    //! \return false where asking again now cannot give anything else, so that the caller does not try.
    virtual bool invalidate(const Credentials &refused) = 0;

    //! The user wants it tried again now, whatever went wrong before.
    virtual void retryNow() {}
};

//! Credentials that never change, also the empty ones.
class StaticCredentials : public CredentialSource
{
    Q_OBJECT
public:
    explicit StaticCredentials(Credentials credentials, QObject *parent = nullptr);

    void get(const QObject *context, Done done) override;
    bool invalidate(const Credentials &) override { return false; }

private:
    Credentials m_credentials;
};

} // namespace fairlead::transport
