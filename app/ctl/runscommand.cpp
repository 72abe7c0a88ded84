// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runscommand.h"

#include "models/statefiles.h"
#include "output.h"
#include "runplaces.h"
#include "runprinter.h"
#include "runrefresh.h"
#include "runtables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::RunAttempt;
using runs::RunJournal;
using runs::RunRecord;

//! The newest of that name or id. Nothing: there is none, which is told.
std::optional<RunRecord> recordOf(const QString &name)
{
    const std::vector<RunRecord> all = RunJournal(models::runJournalFile()).runs();
    const auto isIt = [&name](const RunRecord &each) { return each.name == name || each.runId == name; };
    const auto found = std::find_if(all.rbegin(), all.rend(), isIt);
    if (found != all.rend())
        return *found;
    writeError(u"fairleadctl: no run of this user is called %1: fairleadctl runs lists them\n"_s.arg(oneLine(name)));
    return {};
}

//! Until it is known how it stands and why it waits. Runs the event loop. \return whether its place has told.
bool awaitStatus(RunAttempt &attempt, const Options &options)
{
    bool hasTold = false;
    const auto settle = [&] {
        hasTold = true;
        QCoreApplication::quit();
    };
    QObject::connect(&attempt, &RunAttempt::changed, qApp, [&] {
        if (attempt.status().phase >= runs::RunPhase::Running) // nothing more is to be known
            settle();
    });
    QObject::connect(&attempt, &RunAttempt::eventsRead, qApp, settle); // why it waits
    QObject::connect(&attempt, &RunAttempt::finished, qApp, settle);
    QTimer limit; // which must not end an event loop to come
    QObject::connect(&limit, &QTimer::timeout, qApp, &QCoreApplication::quit);
    limit.start(options.timeout);
    attempt.start();
    QCoreApplication::exec();
    attempt.disconnect(qApp);
    return hasTold;
}

//! Ends what is there of it, and removes it. \return whether it is gone.
bool removeRun(RunRecord record, const ConfigFacts &facts, const LoadedSettings &loaded, const Options &options,
               Cancellation &cancellation)
{
    RunJournal journal(models::runJournalFile());
    const runs::AttemptRecord *last = record.last();
    if (last && last->isThere) {
        const auto made = attemptOf(record, facts, loaded, options, runs::LookMode::MayChange);
        if (!made) {
            writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(record.name), oneLine(made.error())));
            return false;
        }
        RunAttempt *attempt = made->get();
        bool isThrough = false;
        QObject::connect(attempt, &RunAttempt::finished, qApp, [&isThrough] {
            isThrough = true;
            QCoreApplication::quit();
        });
        attempt->start();
        attempt->stop(options.run.isForced);
        cancellation.exec(&QCoreApplication::quit);
        if (!isThrough) {
            writeError(u"fairleadctl: %1: may be there still\n"_s.arg(oneLine(record.name)));
            return false;
        }
        if (!attempt->end().leftovers.isEmpty()) {
            writeError(u"fairleadctl: %1: still there: %2\n"_s.arg(oneLine(record.name),
                                                                   oneLine(attempt->end().leftovers.join(u", "_s))));
            return false;
        }
    }
    if (options.verb == "delete"_L1)
        return journal.remove(record.runId).isEmpty();
    takeRemoval(record, {}, QDateTime::currentSecsSinceEpoch());
    return journal.put(record).isEmpty();
}

int removeRuns(const std::vector<RunRecord> &records, const LoadedSettings &loaded, const Options &options,
               Cancellation &cancellation)
{
    const ConfigFacts facts = configFacts(loaded, options);
    std::size_t gone = 0;
    for (const RunRecord &record : records) {
        const bool isGone = removeRun(record, facts, loaded, options, cancellation);
        gone += isGone ? 1 : 0;
        if (isGone)
            writeError(u"==> %1 is gone\n"_s.arg(oneLine(record.name)));
    }
    return gone == records.size() ? AllAnswered : gone == 0 ? NoneAnswered : SomeFailed;
}

int orphans(const LoadedSettings &loaded, const Options &options, Cancellation &cancellation)
{
    std::vector<RunRecord> all = RunJournal(models::runJournalFile()).runs();
    std::erase_if(all, [](const RunRecord &record) { return !record.isOrphan(); });
    if (options.run.isRemoved && !all.empty())
        return removeRuns(all, loaded, options, cancellation);
    printRuns(all, options.format, QDateTime::currentSecsSinceEpoch());
    return AllAnswered;
}

} // namespace

int runRuns(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    if (options.verb == "orphans"_L1)
        return orphans(*loaded, options, cancellation);
    std::vector<RunRecord> records;
    for (const QString &name : options.arguments) {
        const auto record = recordOf(name);
        if (!record)
            return NoneAnswered;
        records.push_back(*record);
    }
    if (options.arguments.isEmpty())
        records = RunJournal(models::runJournalFile()).runs();
    const bool haveSaid = options.verb == "stop"_L1 || refreshRuns(records, *loaded, options);
    const std::int64_t now = QDateTime::currentSecsSinceEpoch();
    if (options.verb == "stop"_L1)
        return removeRuns(records, *loaded, options, cancellation);
    if (options.verb == "delete"_L1) {
        const auto isUnderWay = [](const RunRecord &each) { return !each.isOver(); };
        const auto runs = std::find_if(records.begin(), records.end(), isUnderWay);
        if (runs == records.end())
            return removeRuns(records, *loaded, options, cancellation);
        writeError(u"fairleadctl: %1 has not ended: fairleadctl runs stop %1 first\n"_s.arg(oneLine(runs->name)));
        return NoneAnswered;
    }
    if (options.verb == "show"_L1)
        printRun(records.front(), options.format, now);
    else
        printRuns(records, options.format, now);
    return haveSaid ? AllAnswered : SomeFailed;
}

namespace {

//! The run that the first argument names, and its attempt, to look at it. Null: what it is about is told, and
//! \p exitCode is set.
struct Looked
{
    RunRecord record;
    std::unique_ptr<RunAttempt> attempt;
};

std::optional<Looked> lookAt(const Options &options, int &exitCode)
{
    auto record = recordOf(options.arguments.front());
    exitCode = NoneAnswered;
    const auto loaded = record ? loadSettings(options, exitCode) : std::nullopt;
    if (!loaded)
        return {};
    auto attempt = attemptOf(*record, configFacts(*loaded, options), *loaded, options, runs::LookMode::OnlyLooks);
    if (attempt)
        return Looked{std::move(*record), std::move(*attempt)};
    writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(record->name), oneLine(attempt.error())));
    exitCode = NoneAnswered;
    return {};
}

int failedAs(const RunRecord &record, const QString &why)
{
    writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(record.name), oneLine(why)));
    return NoneAnswered;
}

} // namespace

int runLogs(const Options &options, Cancellation &cancellation)
{
    int exitCode = AllAnswered;
    const auto looked = lookAt(options, exitCode);
    if (!looked)
        return exitCode;
    RunAttempt &attempt = *looked->attempt;
    RunPrinter printer;
    printer.print(attempt);
    attempt.readLogs(options.run.follows);
    QObject::connect(&attempt, &RunAttempt::finished, qApp, &QCoreApplication::quit);
    if (!options.run.follows)
        QObject::connect(&attempt, &RunAttempt::caughtUp, qApp, &QCoreApplication::quit);
    attempt.start();
    cancellation.exec(&QCoreApplication::quit);
    const QString why = attempt.end().why;
    return why.isEmpty() ? int(AllAnswered) : failedAs(looked->record, why);
}

int runExplain(const Options &options)
{
    int exitCode = AllAnswered;
    const auto looked = lookAt(options, exitCode);
    if (!looked)
        return exitCode;
    RunAttempt &attempt = *looked->attempt;
    const RunRecord &record = looked->record;
    const bool hasTold = awaitStatus(attempt, options);
    const QString why = hasTold ? attempt.end().why : record.last()->place + u" does not answer"_s;
    if (!why.isEmpty())
        return failedAs(record, why);
    printAdvice(record, attempt.status(), runs::runAdvice(attempt.status(), attempt.events(), {}), options.format);
    return AllAnswered;
}

} // namespace fairlead::ctl
