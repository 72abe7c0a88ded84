// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dockerconfig.h"

#include <QFutureWatcher>
#include <QPointer>

#include <memory>
#include <vector>

namespace fairlead::registry {

class CredentialHelper;

//! The login that the docker client has for a registry: its config.json, read anew each time, and the helpers named in
//! it. Calls that come while one is under way share its answer.
//! Errors: Invalid with reason BadDockerConfig and the path, those of CredentialHelper.
class DockerLogins : public LoginSource
{
    Q_OBJECT
public:
    //! \p configPath as of dockerConfigPath(), \p domain as in ImageReference.
    DockerLogins(const QString &configPath, const QString &domain, QObject *parent = nullptr);
    ~DockerLogins() override;

    QString name() const override;
    void get(const QObject *context, Done done) override;

private:
    struct Waiter
    {
        QPointer<const QObject> context;
        Done done;
    };

    void found();
    void answer(const Answer &answer);

    const QString m_configPath;
    const QString m_domain;
    QFutureWatcher<Result<LoginPlace>> m_reading;
    std::unique_ptr<CredentialHelper> m_helper;
    std::vector<Waiter> m_waiting;
};

//! What one helper knows, whatever config.json says.
class HelperLogins : public LoginSource
{
    Q_OBJECT
public:
    HelperLogins(const QString &helper, const QString &server, QObject *parent = nullptr)
        : LoginSource(parent)
        , m_helper(helper)
        , m_server(server)
    {
    }
    QString name() const override;
    void get(const QObject *context, Done done) override;

private:
    const QString m_helper;
    const QString m_server;
};

} // namespace fairlead::registry
