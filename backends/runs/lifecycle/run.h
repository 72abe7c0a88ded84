// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchplan.h"
#include "runrecord.h"

#include <functional>
#include <memory>

namespace fairlead::runs {

//! One place where a run may go, and how it is tried there.
struct RunPlace
{
    LaunchPlan plan;
    QString server; //!< URL that the context leads to; empty: of Docker
    //! Called in the thread of the run. \p remember: to be called before the first object is made.
    std::function<std::unique_ptr<RunAttempt>(const LaunchPlan &plan, std::optional<std::chrono::seconds> limit,
                                              std::function<QString()> remember)>
        makeAttempt;
};

//! A run over its places in failover order: the next is tried when the one before refused it, or found no room in its
//! time, and nothing of it is there any more; it never runs at two. Keeps the journal. Lives in one thread, best a
//! network one, and is called there.
class Run : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        RunRecord record; //!< as it begins: without attempts
        std::vector<RunPlace> places;
        settings::Timeouts timeouts;
        QString journalPath; //!< empty: nothing is remembered
    };
    //! Until every pod has a node, where the config says nothing and there is another place to try.
    static constexpr std::chrono::seconds UsualLimit{120};

    explicit Run(Settings settings, QObject *parent = nullptr);
    ~Run() override;

    //! Once. No signal comes before it returns.
    void start();
    //! Ends it where it is; no other place is tried.
    void stop(bool isForced);
    //! It runs on without us, from where it is now; nothing is followed any more.
    void leave();

    const RunRecord &record() const { return m_settings.record; }
    //! It may be left to itself: it is made and let go where it is, and followed there.
    bool isSettled() const;
    //! Under way, or the last; null: none was begun.
    const RunAttempt *attempt() const { return m_attempt.get(); }

signals:
    //! record(), or status or events of attempt().
    void changed();
    //! With changed(), as values: for whoever lives in another thread.
    void told(const fairlead::runs::RunRecord &record, bool isSettled);
    void noted(const QString &line);
    //! Before it is started.
    void attemptBegan(fairlead::runs::RunAttempt *attempt);
    //! Exactly once. What is left anywhere is in the record.
    void finished();

private:
    void tryNext();
    std::optional<std::chrono::seconds> limit() const;
    void tell();
    void onChanged();
    void onAttemptFinished();
    void skip(const LaunchPlan &plan);
    void end(RunPhase phase, const QString &text);
    QString remember(bool isThere);

    Settings m_settings;
    std::size_t m_next = 0;
    std::unique_ptr<RunAttempt> m_attempt;
    bool m_isStopping = false;
    bool m_isOver = false;
};

} // namespace fairlead::runs
