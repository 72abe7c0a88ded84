// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runrefresh.h"

#include "models/statefiles.h"
#include "output.h"
#include "runplaces.h"

#include <QCoreApplication>
#include <QTimer>

#include <set>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

using runs::RunAttempt;
using runs::RunRecord;

bool refreshRuns(std::vector<RunRecord> &records, const LoadedSettings &loaded, const Options &options)
{
    const ConfigFacts facts = configFacts(loaded, options);
    runs::RunJournal journal(models::runJournalFile());
    std::vector<std::unique_ptr<RunAttempt>> attempts;
    std::set<RunRecord *> pending;
    bool haveSaid = true;
    for (RunRecord &record : records) {
        if (record.isOver() || record.attempts.empty() || !record.attempts.back().isThere)
            continue;
        auto made = attemptOf(record, facts, loaded, options, runs::LookMode::OnlyLooks);
        if (!made) {
            writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(record.name), oneLine(made.error())));
            haveSaid = false;
            continue;
        }
        std::unique_ptr<RunAttempt> attempt = std::move(*made);
        const auto answered = [&pending, &journal, &haveSaid, &record, told = attempt.get()](bool isFinished) {
            if (pending.erase(&record) == 0)
                return;
            if (isFinished && told->end().kind == runs::AttemptEnd::Kind::Refused) {
                writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(record.name), oneLine(told->end().why)));
                haveSaid = false;
            } else {
                takeStatus(record, told->status(), isFinished ? &told->end() : nullptr);
                if (record.owner.isGone() || record.isLeft) // else its program keeps it
                    journal.put(record);
            }
            if (pending.empty())
                QCoreApplication::quit();
        };
        QObject::connect(attempt.get(), &RunAttempt::changed, qApp, [answered] { answered(false); });
        QObject::connect(attempt.get(), &RunAttempt::finished, qApp, [answered] { answered(true); });
        pending.insert(&record);
        attempts.push_back(std::move(attempt));
    }
    for (const auto &attempt : attempts)
        attempt->start();
    QTimer limit; // which must not end an event loop to come
    QObject::connect(&limit, &QTimer::timeout, qApp, &QCoreApplication::quit);
    limit.start(options.timeout);
    if (!pending.empty())
        QCoreApplication::exec();
    for (const RunRecord *record : pending)
        writeError(u"fairleadctl: %1: %2 does not answer\n"_s.arg(oneLine(record->name),
                                                                  oneLine(record->attempts.back().place)));
    return haveSaid && pending.empty();
}

} // namespace fairlead::ctl
