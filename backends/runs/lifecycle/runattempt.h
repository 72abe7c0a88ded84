// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"
#include "runadvice.h"

#include <QObject>

namespace fairlead::runs {

//! How an attempt ended.
struct AttemptEnd
{
    enum class Kind : std::uint8_t {
        Refused,      //!< it was never there: what answers forbade it, or the place did not answer
        NotScheduled, //!< it found no room in its time, and is gone again
        Over,         //!< its program ended, well or not
        Stopped,      //!< by us, and is gone
        Removed,      //!< by somebody else
    };

    Kind kind = Kind::Refused;
    QString why;           //!< a short English sentence; empty: nothing to say
    QStringList leftovers; //!< "Pod train-1-abcde": what is there still, and could not be removed

    //! Whether another place may be tried: nothing of it runs here, nor will.
    bool mayMoveOn() const { return leftovers.isEmpty() && (kind == Kind::Refused || kind == Kind::NotScheduled); }
    bool operator==(const AttemptEnd &) const = default;
};

//! A run tried at one place. Lives in one thread, best a network one, and is called there. Order of signals: changed
//! and noted any number of times, finished exactly once; none comes before start() returns.
class RunAttempt : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Once.
    virtual void start() = 0;
    //! Ends its processes and removes what it made; finished() follows once that is gone. \p isForced: they get no time
    //! to end by themselves; may follow a stop that is not.
    virtual void stop(bool isForced) = 0;
    //! From now on what its containers write is logged(), from the beginning. \p follows: until they have ended, and
    //! finished() waits for that, unless it is stopped; else what is there, and caughtUp() follows.
    virtual void readLogs(bool follows) = 0;

    const RunStatus &status() const { return m_status; }
    //! Of it and its pods, as last asked for.
    const std::vector<RunEvent> &events() const { return m_events; }
    //! From finished() on.
    const AttemptEnd &end() const { return m_end; }

signals:
    void changed();
    //! With changed(), as values: for whoever lives in another thread.
    void told(const fairlead::runs::RunStatus &status, const std::vector<fairlead::runs::RunEvent> &events);
    //! What it does: "Job train-7k2xq is made in namespace ml". Plain text of ours and names.
    void noted(const QString &line);
    //! Whole lines, as the container wrote them.
    void logged(const QString &pod, const QString &container, const QByteArray &lines);
    //! events() are those of now.
    void eventsRead();
    //! All that was there of logs has been logged().
    void caughtUp();
    void finished();

protected:
    void setStatus(const RunStatus &status);
    void setEvents(const std::vector<RunEvent> &events);
    bool isOver() const { return m_isOver; }
    //! Does nothing when it is over.
    void finish(const AttemptEnd &end);

private:
    RunStatus m_status;
    std::vector<RunEvent> m_events;
    AttemptEnd m_end;
    bool m_isOver = false;
};

} // namespace fairlead::runs
