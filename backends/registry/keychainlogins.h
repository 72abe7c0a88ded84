// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QPointer>

#include <chrono>

namespace fairlead::registry {

//! What stands in the keychain for a login: {"username", "secret"} in JSON.
QByteArray keychainEntry(const Login &login);
//! Errors: Malformed with reason BadKeychainEntry, without anything of the entry.
Result<Login> parseKeychainEntry(const QByteArray &entry);

//! As KeychainLogins::name() has it.
QString keychainName();

//! The login that the desktop's keychain (Secret Service, KWallet) keeps for a registry, under service "fairlead" and
//! key "registry/HOST". The desktop may ask its user to unlock it, so answers may take a while.
//! Errors: Unauthorized with KeychainUnavailable (no such service here), KeychainDenied or KeychainFailed; Timeout with
//! KeychainTimeout; those of parseKeychainEntry().
class KeychainLogins : public LoginSource
{
    Q_OBJECT
public:
    using Written = std::function<void(const Result<void> &)>;

    explicit KeychainLogins(const QString &host, QObject *parent = nullptr);

    //! How long the desktop may take.
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

    QString name() const override;
    void get(const QObject *context, Done done) override;
    //! \p done is called exactly once, not before this returns, never after \p context or this object is gone.
    void write(const Login &login, const QObject *context, Written done);
    //! What is not there is removed already. As write().
    void remove(const QObject *context, Written done);

private:
    const QString m_host;
    std::chrono::milliseconds m_timeout{120'000};
};

} // namespace fairlead::registry
