// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runentry.h"

#include "models/plaintext.h"

#include <QCoreApplication>

namespace fairlead::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Runs)
};

} // namespace

QString stateText(const RunEntry &entry)
{
    if (entry.isEnding)
        return Words::tr("ending");
    if (entry.record.isOrphan())
        return Words::tr("left behind");
    return plainLine(entry.record.text.isEmpty() ? toString(entry.record.phase) : entry.record.text, 300);
}

Severity severityOf(const RunEntry &entry)
{
    using Phase = runs::RunPhase;
    if (entry.record.isOrphan() || (entry.isTold && entry.status.isStuck && !entry.record.isOver()))
        return Severity::Warning;
    switch (entry.record.phase) {
    case Phase::Queued:
    case Phase::Scheduling:
    case Phase::Pulling:
    case Phase::Starting:
        return Severity::Neutral;
    case Phase::Running:
    case Phase::Succeeded:
        return Severity::Ok;
    case Phase::Failed:
        return Severity::Error;
    case Phase::Stopped:
        return Severity::Dim;
    }
    return Severity::Neutral;
}

std::int64_t begunAt(const runs::RunRecord &record)
{
    return record.attempts.empty() ? record.owner.begun : record.attempts.front().begun;
}

std::int64_t elapsed(const runs::RunRecord &record, std::int64_t now)
{
    const std::int64_t begun = begunAt(record);
    const std::int64_t end = record.isOver() ? record.ended() : now;
    return begun > 0 && end > begun ? end - begun : 0;
}

} // namespace fairlead::models
