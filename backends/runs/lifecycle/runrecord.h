// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/jsonrecords.h"
#include "backends/processes/processmark.h"
#include "backends/runs/runform.h"
#include "runattempt.h"

namespace fairlead::runs {

//! What is kept of one attempt of a run.
struct AttemptRecord
{
    QString contextId; //!< of Kubernetes
    QString daemonId;  //!< of Docker
    QString place;     //!< name of the context or the daemon, for people; not plain
    QString server;    //!< URL that the context led to
    QString namespaceName;
    std::int64_t begun = 0; //!< seconds since 1970 UTC
    std::int64_t ended = 0; //!< 0: under way
    QString outcome;        //!< "not scheduled in 60 s: 0/5 nodes are available"; empty: under way
    //! Something of it may be at that place: made, and not known to be gone.
    bool isThere = false;
    bool hasLeftovers = false; //!< it could not be removed

    bool operator==(const AttemptRecord &) const = default;
};

//! What is kept of a run, wherever it was tried: names, no secrets.
struct RunRecord
{
    QString runId;
    QString name;     //!< of its Job or container
    QString configId; //!< in the settings
    QString configName;
    QString user;    //!< login; empty: nobody
    QString project; //!< key; empty: none
    QString image;
    QStringList command;
    int nodes = 1;
    RunPhase phase = RunPhase::Queued;
    int exitCode = 0;    //!< of one that failed
    QString text;        //!< "failed, exit 137, OOMKilled"
    bool isLeft = false; //!< whoever has begun it left it to itself, on purpose
    std::vector<AttemptRecord> attempts;
    processes::ProcessMark owner; //!< that has begun it
    RunForm form;                 //!< to run it again; without config: who has begun it did not say

    bool isOver() const { return phase >= RunPhase::Succeeded; }
    //! Something of it may be at its place, and nobody cares for it.
    bool isOrphan() const
    {
        return !attempts.empty() && attempts.back().isThere && owner.isGone() &&
               (attempts.back().hasLeftovers || (!isOver() && !isLeft));
    }
    std::int64_t ended() const { return attempts.empty() ? 0 : attempts.back().ended; }
    //! Where it is, or was last; null: nowhere yet.
    const AttemptRecord *last() const { return attempts.empty() ? nullptr : &attempts.back(); }
    bool operator==(const RunRecord &) const = default;
};

//! What \p status, of its last attempt, says of it; \p end: that it is over, null: not yet.
void takeStatus(RunRecord &record, const RunStatus &status, const AttemptEnd *end);
//! It was asked to end, and did so with \p end: nothing of it is there but what is named as left over.
void takeRemoval(RunRecord &record, const AttemptEnd &end, std::int64_t now);

QJsonObject toJson(const RunRecord &record);
RunRecord runRecord(const QJsonObject &object);

//! The runs of this user, in a small file of the state folder: written before the first object of each attempt is made,
//! so that whoever comes after a program that was killed knows where to look. Several processes and threads may share
//! it. Blocks for a small file.
class RunJournal
{
public:
    static constexpr std::size_t MostRuns = 500; //!< then the oldest go

    //! Of the file. Empty: nothing is kept, and nothing is known.
    explicit RunJournal(const QString &path);

    //! Adds it, or puts it in the place of that of the same run. \return why it could not be written; empty: it is.
    QString put(const RunRecord &record);
    QString remove(const QString &runId);
    //! In the order in which they began.
    std::vector<RunRecord> runs() const;

private:
    files::JsonRecords m_file;
};

//! Made anew for each run: ten small letters and digits, the first a letter.
QString newRunId();

} // namespace fairlead::runs
