// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/docker/engineclient.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

namespace fairlead::ctl {

//! Asks one Docker daemon once what it is and has. Lives in one thread.
class DaemonLook : public QObject
{
    Q_OBJECT
public:
    DaemonLook(const docker::DaemonChoice &choice, const QString &dockerFolder, const QByteArray &userAgent,
               std::chrono::milliseconds answerTimeout);

    //! Once. No signal comes before it returns.
    void start();
    //! From finished() on. Errors: those of resolveDaemon(), of the transport and of negotiateApiVersion().
    const Result<docker::EngineInfo> &info() const { return m_info; }

signals:
    //! Exactly once.
    void finished();

private:
    void onResolved();
    void askInfo(const Result<docker::EngineVersion> &version);
    void end(const Result<docker::EngineInfo> &info);

    const docker::DaemonChoice m_choice;
    const QString m_dockerFolder;
    const QByteArray m_userAgent;
    const std::chrono::milliseconds m_answerTimeout;
    QFutureWatcher<Result<docker::DockerEndpoint>> m_resolving;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<docker::EngineClient> m_client;
    Result<docker::EngineInfo> m_info;
};

} // namespace fairlead::ctl
