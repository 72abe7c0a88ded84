// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiserver.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <memory>
#include <vector>

namespace fairlead::sandbox {

//! Simulated clusters inside this process, in a thread of their own, and the way to them: a kubeconfig with their
//! addresses, their certificate and a token that nobody can guess. Everything ends with it.
class Sandbox
{
public:
    struct Cluster
    {
        QString context; //!< its name in the kubeconfig
        std::unique_ptr<Simulation> simulation;
        FaultScript faults;
        std::size_t historyLimit = 10'000;
    };

    explicit Sandbox(std::vector<Cluster> clusters);
    ~Sandbox();
    Q_DISABLE_COPY_MOVE(Sandbox)

    //! The clusters of fairlead --sandbox.
    static std::vector<Cluster> exampleClusters();

    //! Listens at once; the clusters come to be in the thread. \return false when there is no port or no key.
    bool start();
    //! Blocks until every object is encoded: for benches.
    void prepare();

    QByteArray kubeconfig() const;
    //! Writes kubeconfig() into a folder that only this user can read and that goes with the sandbox. \return the
    //! file's path; empty when it cannot be written.
    QString writeKubeconfig();

private:
    QByteArray m_token;
    QByteArray m_certificatePem;
    QStringList m_contexts;
    std::vector<Cluster> m_clusters; //!< until start()
    std::vector<ApiServer *> m_servers;
    std::vector<quint16> m_ports;
    QTemporaryDir m_folder;
    QThread m_thread;
};

} // namespace fairlead::sandbox
