// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/filesignature.h"
#include "backends/runs/lifecycle/runplaces.h"
#include "runentry.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <map>

namespace fairlead::transport {
class NetworkThreads;
}

namespace fairlead::models {

//! The runs that this user's programs keep in their journal, each followed at its place while that is open: nothing is
//! changed there unless the user asks for it. Lives in the GUI thread; the attempts live in network ones, the journal
//! is read and written in another.
class RunHub : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString journalPath; //!< empty: there are no runs
        QByteArray userAgent = "fairlead";
        QString dockerFolder;
        std::function<kubernetes::ExecPolicy()> execPolicy; //!< of this moment; null: no program runs
        std::chrono::milliseconds lookInterval{2'000};      //!< at the journal, which others write too
    };

    //! \p threads outlive it.
    RunHub(transport::NetworkThreads &threads, Settings settings, QObject *parent = nullptr);
    ~RunHub() override;

    void start();
    //! At the journal, now: it was written.
    void look();
    //! Those that are open: no other gets a request.
    void setPlaces(const std::vector<kubernetes::Context> &contexts,
                   const QHash<QString, docker::DaemonChoice> &daemons);

    //! Ends its processes and removes what was made for it. Nothing happens where its place is not open.
    void stop(const QString &runId, bool isForced);
    //! Of one that has ended: what is left of it, and its line in the journal.
    void remove(const QString &runId);

signals:
    //! There, or another than before.
    void runChanged(const fairlead::models::RunEntry &entry);
    void runRemoved(const QString &runId);
    //! Of something that the user asked for; a sentence.
    void failed(const QString &text);

private:
    struct Followed
    {
        RunEntry entry;
        runs::RunAttempt *attempt = nullptr; //!< in its thread; null: nobody looks
        bool isRemoved = false;              //!< once it has ended, its line goes
        bool hasAnswered = false;            //!< what this attempt said last was an end: it is not asked again
    };
    struct Read
    {
        bool isNew = false;
        std::vector<runs::RunRecord> records;
        files::FileSignature signature;
    };

    void onRead(const Read &read);
    bool isOpen(const runs::AttemptRecord &attempt) const;
    static QString notOpenText(const runs::AttemptRecord &attempt);
    void follow(Followed &followed);
    bool begin(Followed &followed, runs::LookMode mode);
    void onTold(const QString &runId, const runs::RunStatus &status, const std::vector<runs::RunEvent> &events);
    void onFinished(const QString &runId);
    void drop(Followed &followed);
    void end(const QString &runId, bool isForced, bool isRemoved);
    void keep(const runs::RunRecord &record);
    void forget(const QString &runId);
    Followed *find(const QString &runId);

    transport::NetworkThreads &m_threads;
    const Settings m_settings;
    QThreadPool m_disk; //!< one thread: what is written is so in order
    QTimer m_timer;
    files::FileSignature m_signature;
    bool m_isReading = false;
    std::map<QString, Followed> m_runs;
    std::vector<kubernetes::Context> m_contexts;
    QHash<QString, docker::DaemonChoice> m_daemons;
};

} // namespace fairlead::models
