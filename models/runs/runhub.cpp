// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runhub.h"

#include "backends/transport/networkthreads.h"
#include "models/formats.h"

#include <QFutureWatcher>
#include <QSet>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using runs::AttemptEnd;
using runs::RunAttempt;
using runs::RunRecord;

RunHub::RunHub(transport::NetworkThreads &threads, Settings settings, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_settings(std::move(settings))
{
    m_disk.setMaxThreadCount(1);
    m_timer.setInterval(m_settings.lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &RunHub::look);
}

RunHub::~RunHub()
{
    for (auto &[id, followed] : m_runs)
        drop(followed);
    m_disk.waitForDone(); // a small file
}

void RunHub::start()
{
    if (m_settings.journalPath.isEmpty())
        return;
    m_timer.start();
    look();
}

void RunHub::setPlaces(const std::vector<kubernetes::Context> &contexts,
                       const QHash<QString, docker::DaemonChoice> &daemons)
{
    m_contexts = contexts;
    m_daemons = daemons;
    for (auto &[id, followed] : m_runs)
        follow(followed);
}

void RunHub::look()
{
    if (std::exchange(m_isReading, true))
        return;
    auto *reading = new QFutureWatcher<Read>(this);
    connect(reading, &QFutureWatcherBase::finished, this, [this, reading] {
        reading->deleteLater();
        m_isReading = false;
        onRead(reading->result());
    });
    reading->setFuture(QtConcurrent::run(&m_disk, [path = m_settings.journalPath, last = m_signature] {
        Read read{.signature = files::fileSignature({path})};
        read.isNew = !last.sameAs(read.signature);
        if (read.isNew)
            read.records = runs::RunJournal(path).runs();
        return read;
    }));
}

void RunHub::onRead(const Read &read)
{
    if (read.isNew) {
        m_signature = read.signature;
        QSet<QString> here;
        for (const RunRecord &record : read.records) {
            here.insert(record.runId);
            Followed &followed = m_runs[record.runId];
            const bool isNew = followed.entry.record.runId.isEmpty();
            // Whoever keeps it writes what it is; else our own look is newer than the file.
            const bool isOurs = followed.attempt && followed.entry.isTold && record.owner.isGone();
            if (!isNew && (isOurs || followed.entry.record == record))
                continue;
            if (followed.entry.record.attempts.size() != record.attempts.size())
                drop(followed); // it is tried elsewhere now
            followed.entry.record = record;
            follow(followed);
            emit runChanged(followed.entry);
        }
        for (auto run = m_runs.begin(); run != m_runs.end();) {
            const QString id = run->first;
            if (here.contains(id)) {
                ++run;
                continue;
            }
            drop(run->second);
            run = m_runs.erase(run);
            emit runRemoved(id);
        }
    }
}

bool RunHub::isOpen(const runs::AttemptRecord &attempt) const
{
    return attempt.daemonId.isEmpty() ? std::any_of(m_contexts.begin(), m_contexts.end(),
                                                    [&](const auto &each) { return each.id == attempt.contextId; })
                                      : m_daemons.contains(attempt.daemonId);
}

QString RunHub::notOpenText(const runs::AttemptRecord &attempt)
{
    return tr("%1 is not open, so nobody asks how it stands there").arg(attempt.place);
}

//! Looks at it where that is of use and its place is open; ends looking where not.
void RunHub::follow(Followed &followed)
{
    const runs::AttemptRecord *last = followed.entry.record.last();
    if (followed.entry.record.isOver() || !last || !last->isThere) {
        if (!followed.entry.isEnding)
            drop(followed);
        return;
    }
    const bool isOpen = this->isOpen(*last);
    if (isOpen && (followed.attempt || followed.hasAnswered))
        return;
    const QString before = followed.entry.problem;
    followed.entry.problem.clear();
    if (isOpen) {
        begin(followed, runs::LookMode::OnlyLooks);
    } else {
        drop(followed);
        followed.entry.isEnding = false;
        followed.entry.isTold = false;
        followed.entry.problem = notOpenText(*last);
    }
    if (followed.entry.problem != before)
        emit runChanged(followed.entry);
}

//! \return whether somebody looks now; else the problem says why not.
bool RunHub::begin(Followed &followed, runs::LookMode mode)
{
    const RunRecord &record = followed.entry.record;
    const runs::AttemptRecord *last = record.last();
    const auto context = std::find_if(m_contexts.begin(), m_contexts.end(),
                                      [last](const auto &each) { return last && each.id == last->contextId; });
    const auto daemon = m_daemons.constFind(last ? last->daemonId : QString());
    const runs::RunAccess access{.execPolicy =
                                     m_settings.execPolicy ? m_settings.execPolicy() : kubernetes::ExecPolicy(),
                                 .dockerFolder = m_settings.dockerFolder,
                                 .userAgent = m_settings.userAgent};
    if (last && !isOpen(*last)) {
        followed.entry.problem = notOpenText(*last);
        return false;
    }
    auto made = attemptOf(record, context == m_contexts.end() ? nullptr : &*context,
                          daemon == m_daemons.constEnd() ? nullptr : &*daemon, access, mode);
    if (!made) {
        followed.entry.problem = made.error();
        return false;
    }
    RunAttempt *attempt = made->release();
    followed.attempt = attempt;
    followed.hasAnswered = false;
    attempt->moveToThread(m_threads.next());
    connect(attempt, &RunAttempt::told, this,
            [this, attempt, id = record.runId](const auto &status, const auto &events) {
                const Followed *known = find(id);
                if (known && known->attempt == attempt)
                    onTold(id, status, events);
            });
    connect(attempt, &RunAttempt::finished, this, [this, attempt, id = record.runId] {
        const Followed *known = find(id);
        if (known && known->attempt == attempt)
            onFinished(id);
    });
    QMetaObject::invokeMethod(attempt, &RunAttempt::start);
    return true;
}

void RunHub::onTold(const QString &runId, const runs::RunStatus &status, const std::vector<runs::RunEvent> &events)
{
    Followed &followed = *find(runId);
    RunEntry &entry = followed.entry;
    entry.isTold = true;
    entry.status = status;
    entry.events = events;
    entry.problem.clear();
    if (entry.record.owner.isGone() || entry.record.isLeft) { // else its program keeps it
        const RunRecord before = entry.record;
        takeStatus(entry.record, status, nullptr);
        if (!(entry.record == before))
            keep(entry.record);
    }
    emit runChanged(entry);
}

//! It is over, or its place did not answer: what is known of an attempt that has ended changes no more.
void RunHub::onFinished(const QString &runId)
{
    Followed &followed = *find(runId);
    RunEntry &entry = followed.entry;
    const AttemptEnd end = followed.attempt->end();
    const runs::RunStatus status = followed.attempt->status();
    followed.attempt->deleteLater();
    followed.attempt = nullptr;
    followed.hasAnswered = true;
    if (std::exchange(entry.isEnding, false)) {
        takeRemoval(entry.record, end, secondsNow());
        if (!end.leftovers.isEmpty()) {
            entry.problem = tr("Still there: %1").arg(end.leftovers.join(u", "_s));
            emit failed(tr("%1 could not be removed as a whole. %2").arg(entry.record.name, entry.problem));
        } else if (followed.isRemoved) {
            return forget(runId);
        }
        keep(entry.record);
    } else if (end.kind == AttemptEnd::Kind::Refused) {
        entry.problem = end.why;
    } else {
        takeStatus(entry.record, status, &end);
        if (entry.record.owner.isGone() || entry.record.isLeft)
            keep(entry.record);
    }
    emit runChanged(entry);
}

void RunHub::stop(const QString &runId, bool isForced)
{
    end(runId, isForced, false);
}

void RunHub::remove(const QString &runId)
{
    const Followed *followed = find(runId);
    if (followed && followed->entry.isOnlyListed())
        forget(runId);
    else
        end(runId, false, true);
}

void RunHub::end(const QString &runId, bool isForced, bool isRemoved)
{
    Followed *followed = find(runId);
    if (!followed)
        return;
    if (!followed->attempt && !begin(*followed, runs::LookMode::MayChange)) {
        emit failed(tr("%1 cannot be ended: %2").arg(followed->entry.record.name, followed->entry.problem));
        return;
    }
    followed->isRemoved = isRemoved;
    followed->entry.isEnding = true;
    emit runChanged(followed->entry);
    QMetaObject::invokeMethod(followed->attempt, [attempt = followed->attempt, isForced] { attempt->stop(isForced); });
}

//! It is looked at no more; nothing of it ends.
void RunHub::drop(Followed &followed)
{
    followed.hasAnswered = false;
    RunAttempt *attempt = std::exchange(followed.attempt, nullptr);
    if (!attempt)
        return;
    attempt->disconnect(this);
    attempt->deleteLater();
}

void RunHub::keep(const RunRecord &record)
{
    m_disk.start([path = m_settings.journalPath, record] { runs::RunJournal(path).put(record); });
}

void RunHub::forget(const QString &runId)
{
    drop(*find(runId));
    m_runs.erase(runId);
    m_disk.start([path = m_settings.journalPath, runId] { runs::RunJournal(path).remove(runId); });
    emit runRemoved(runId);
}

RunHub::Followed *RunHub::find(const QString &runId)
{
    const auto found = m_runs.find(runId);
    return found == m_runs.end() ? nullptr : &found->second;
}

} // namespace fairlead::models
