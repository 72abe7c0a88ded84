// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/run.h"

#include <QObject>

#include <map>

namespace fairlead::transport {
class NetworkThreads;
}

namespace fairlead::models {

//! The runs that this console has launched, from place to place until each is over; the journal has them for whoever
//! shows them. Lives in the GUI thread, the runs in network ones.
class RunLauncher : public QObject
{
    Q_OBJECT
public:
    //! \p threads outlive it.
    explicit RunLauncher(transport::NetworkThreads &threads, QObject *parent = nullptr);
    ~RunLauncher() override;

    void launch(runs::Run::Settings settings);
    //! \return whether it is one of these: then it ends where it is, and is tried nowhere else.
    bool stop(const QString &runId, bool isForced);
    //! Every run goes on without this console, which waits for those that are being made just now; idle() follows.
    void leaveAll();
    bool isIdle() const { return m_runs.empty(); }

signals:
    //! The journal has another line of a run of these.
    void recorded();
    //! What it does: "Job train-7k2xq is made in namespace ml". Plain text of ours and names.
    void noted(const QString &runId, const QString &line);
    //! It is over.
    void finished(const fairlead::runs::RunRecord &record);
    void idle();

private:
    struct Launched
    {
        runs::Run *run; //!< in its thread
        runs::RunRecord record;
        bool isSettled = false;
    };

    void leaveSettled();
    void drop(const QString &runId);

    transport::NetworkThreads &m_threads;
    std::map<QString, Launched> m_runs; //!< by their ids
    bool m_isLeaving = false;
};

} // namespace fairlead::models
