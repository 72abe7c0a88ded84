// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "run.h"

#include "backends/manifests/duration.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using End = AttemptEnd::Kind;

namespace {

QString problemsText(const manifests::ManifestProblems &problems)
{
    QStringList lines;
    for (const manifests::ManifestProblem &problem : problems)
        lines += problem.field.isEmpty() ? problem.message : u"%1: %2"_s.arg(problem.field, problem.message);
    return lines.join(u"; "_s);
}

QString outcomeText(const AttemptEnd &end, const RunStatus &status)
{
    QString text = end.why;
    if (end.kind == End::Over || end.kind == End::Stopped)
        text = status.text();
    if (!end.leftovers.isEmpty())
        text += u"; left behind: "_s + end.leftovers.join(u", "_s);
    return text;
}

} // namespace

Run::Run(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    m_settings.record.owner = processes::ProcessMark::own();
}

Run::~Run() = default;

void Run::start()
{
    QMetaObject::invokeMethod(this, &Run::tryNext, Qt::QueuedConnection);
}

void Run::stop(bool isForced)
{
    m_isStopping = true;
    if (m_attempt && !m_isOver)
        m_attempt->stop(isForced);
}

void Run::leave()
{
    m_isOver = true;
    m_settings.record.isLeft = true;
    RunJournal(m_settings.journalPath).put(m_settings.record);
    m_attempt.reset();
}

bool Run::isSettled() const
{
    const AttemptRecord *last = m_settings.record.last();
    return m_attempt && !m_isOver && last && last->isThere && m_attempt->status().created != 0;
}

void Run::tell()
{
    emit changed();
    emit told(m_settings.record, isSettled());
}

void Run::tryNext()
{
    if (m_isOver)
        return;
    if (m_isStopping)
        return end(RunPhase::Stopped, u"stopped"_s);
    if (m_next == m_settings.places.size()) {
        const AttemptRecord *last = m_settings.record.last();
        return end(RunPhase::Failed, last ? last->outcome : u"there is no place to run it"_s);
    }
    const RunPlace &place = m_settings.places[m_next++];
    const QString name = place.plan.target.name;
    m_settings.record.attempts.push_back({.contextId = place.plan.target.contextId,
                                          .daemonId = place.plan.target.daemonId,
                                          .place = name,
                                          .server = place.server,
                                          .namespaceName = place.plan.job.namespaceName,
                                          .begun = QDateTime::currentSecsSinceEpoch()});
    if (!place.plan.isPossible())
        return skip(place.plan);
    emit noted(u"trying %1"_s.arg(name));
    m_attempt = place.makeAttempt(place.plan, limit(), [this] { return remember(true); });
    connect(m_attempt.get(), &RunAttempt::changed, this, &Run::onChanged);
    connect(m_attempt.get(), &RunAttempt::noted, this, &Run::noted);
    connect(m_attempt.get(), &RunAttempt::finished, this, &Run::onAttemptFinished);
    emit attemptBegan(m_attempt.get());
    m_attempt->start();
}

std::optional<std::chrono::seconds> Run::limit() const
{
    const auto said = manifests::parseDuration(m_settings.timeouts.scheduling);
    if (said)
        return *said;
    return m_next < m_settings.places.size() ? std::optional(UsualLimit) : std::nullopt;
}

void Run::onChanged()
{
    const RunStatus &status = m_attempt->status();
    RunRecord &record = m_settings.record;
    const bool isNew = record.phase != status.phase || record.text != status.text();
    record.phase = status.isOver() ? record.phase : status.phase; // it ends with the attempt
    record.text = status.text();
    if (isNew)
        remember(record.attempts.back().isThere);
    tell();
}

void Run::skip(const LaunchPlan &plan)
{
    AttemptRecord &attempt = m_settings.record.attempts.back();
    attempt.ended = attempt.begun;
    attempt.outcome = problemsText(plan.problems);
    emit noted(u"%1: %2"_s.arg(attempt.place, attempt.outcome));
    tell();
    QMetaObject::invokeMethod(this, &Run::tryNext, Qt::QueuedConnection);
}

void Run::onAttemptFinished()
{
    const AttemptEnd &ended = m_attempt->end();
    const RunStatus &status = m_attempt->status();
    AttemptRecord &attempt = m_settings.record.attempts.back();
    attempt.ended = QDateTime::currentSecsSinceEpoch();
    attempt.outcome = outcomeText(ended, status);
    attempt.hasLeftovers = !ended.leftovers.isEmpty();
    attempt.isThere = ended.kind == End::Over || attempt.hasLeftovers;
    emit noted(u"%1: %2"_s.arg(attempt.place, attempt.outcome));
    if (ended.mayMoveOn() && !m_isStopping && m_next < m_settings.places.size()) {
        remember(attempt.isThere);
        tell();
        QMetaObject::invokeMethod(this, &Run::tryNext, Qt::QueuedConnection);
        return;
    }
    m_settings.record.exitCode = ended.kind == End::Over ? status.exitCode : 1;
    const bool isStopped = ended.kind == End::Stopped || ended.kind == End::Removed;
    end(isStopped ? RunPhase::Stopped : ended.kind == End::Over ? status.phase : RunPhase::Failed, attempt.outcome);
}

QString Run::remember(bool isThere)
{
    m_settings.record.attempts.back().isThere = isThere;
    return RunJournal(m_settings.journalPath).put(m_settings.record);
}

void Run::end(RunPhase phase, const QString &text)
{
    if (std::exchange(m_isOver, true))
        return;
    m_settings.record.phase = phase;
    m_settings.record.text = text;
    RunJournal(m_settings.journalPath).put(m_settings.record);
    tell();
    emit finished();
}

} // namespace fairlead::runs
