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

//! "fairlead/registry/HOST", or "fairlead/registry/HOST/USERNAME".
QString keychainPlace(const LoginKey &key);
//! Of an error of KeychainLogins: there is no keychain that answers here.
bool isNoKeychain(const ApiError &error);
//! What a keychain did not do for \p key, and what helps. \p why: of the error.
QString keychainWords(const LoginKey &key, const QString &why);

//! The login that the desktop's keychain (Secret Service, KWallet) keeps for a registry, under service "fairlead" and
//! key "registry/HOST", or "registry/HOST/USERNAME" where the settings name a user; what stands for the host is that of
//! its own username, too. The desktop may ask its user to unlock it, so answers may take a while.
//! Errors, in the keychain's own words where it has any: Unauthorized with KeychainUnavailable (no such service here),
//! KeychainDenied or KeychainFailed (it does not answer); Timeout with KeychainTimeout; those of parseKeychainEntry().
class KeychainLogins : public LoginSource
{
    Q_OBJECT
public:
    using Written = std::function<void(const Result<void> &)>;

    explicit KeychainLogins(const LoginKey &key, QObject *parent = nullptr);

    //! How long the desktop may take.
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

    QString name() const override;
    void get(const QObject *context, Done done) override;
    //! \p done is called exactly once, not before this returns, never after \p context or this object is gone.
    void write(const Login &login, const QObject *context, Written done);
    //! All that get() would find; what is not there is removed already. As write().
    void remove(const QObject *context, Written done);

private:
    void read(const LoginKey &key, const QObject *context, Done done);
    void removeEntry(const LoginKey &key, const QObject *context, Written done);

    const LoginKey m_key;
    std::chrono::milliseconds m_timeout{120'000};
};

} // namespace fairlead::registry
