// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/docker/engineclient.h"
#include "backends/kubernetes/objectclient.h"
#include "trialcleanup.h"
#include "trialjournal.h"

#include <QFutureWatcher>

#include <functional>
#include <memory>
#include <variant>

namespace fairlead::runs {

//! Removes what an interrupted trial left, and forgets it once that is gone. What the place does not answer for stays
//! in the journal for the next time. Lives in one thread.
class TrialSweeper : public QObject
{
    Q_OBJECT
public:
    using MakeCredentials = std::function<std::unique_ptr<transport::CredentialSource>()>;
    struct Cluster
    {
        transport::Endpoint endpoint;
        MakeCredentials makeCredentials; //!< called once, in the sweeper's thread
    };
    struct Daemon
    {
        docker::DaemonChoice choice;
        QString dockerFolder;
    };
    struct Settings
    {
        TrialEntry entry;
        std::variant<Cluster, Daemon> place; //!< where the entry says
        QString journalPath;
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{15'000};
    };

    explicit TrialSweeper(Settings settings, QObject *parent = nullptr);
    ~TrialSweeper() override;

    void start();

signals:
    //! Exactly once. \p isClean: nothing of it is left.
    void finished(bool isClean);

private:
    void sweepCluster(const Cluster &cluster);
    void sweepDaemon(const Daemon &daemon);
    void removeContainers();
    void end(bool isClean);

    const Settings m_settings;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<kubernetes::ObjectClient> m_objects;
    std::unique_ptr<docker::EngineClient> m_engine;
    TrialCleanUp *m_cleanUp = nullptr;
    std::unique_ptr<QFutureWatcher<Result<docker::DockerEndpoint>>> m_resolving;
};

} // namespace fairlead::runs
