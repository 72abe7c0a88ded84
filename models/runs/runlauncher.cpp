// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runlauncher.h"

#include "backends/transport/networkthreads.h"

namespace fairlead::models {

using runs::Run;
using runs::RunRecord;

RunLauncher::RunLauncher(transport::NetworkThreads &threads, QObject *parent)
    : QObject(parent)
    , m_threads(threads)
{
}

RunLauncher::~RunLauncher()
{
    for (auto &[id, launched] : m_runs) {
        launched.run->disconnect(this);
        launched.run->deleteLater();
    }
}

void RunLauncher::launch(Run::Settings settings)
{
    const QString id = settings.record.runId;
    auto *run = new Run(std::move(settings));
    m_runs.emplace(id, Launched{.run = run, .record = run->record()});
    run->moveToThread(m_threads.next());
    connect(run, &Run::told, this, [this, id](const RunRecord &record, bool isSettled) {
        const auto known = m_runs.find(id);
        if (known == m_runs.end())
            return;
        known->second.record = record;
        known->second.isSettled = isSettled;
        emit recorded();
        leaveSettled();
    });
    connect(run, &Run::noted, this, [this, id](const QString &line) { emit noted(id, line); });
    connect(run, &Run::finished, this, [this, id] {
        const auto known = m_runs.find(id);
        if (known == m_runs.end())
            return;
        const RunRecord record = known->second.record;
        drop(id);
        emit finished(record);
    });
    QMetaObject::invokeMethod(run, &Run::start);
}

bool RunLauncher::stop(const QString &runId, bool isForced)
{
    const auto known = m_runs.find(runId);
    if (known == m_runs.end())
        return false;
    Run *run = known->second.run;
    QMetaObject::invokeMethod(run, [run, isForced] { run->stop(isForced); });
    return true;
}

void RunLauncher::leaveAll()
{
    m_isLeaving = true;
    leaveSettled();
}

void RunLauncher::leaveSettled()
{
    if (!m_isLeaving)
        return;
    for (auto &[id, launched] : m_runs) {
        if (!std::exchange(launched.isSettled, false))
            continue;
        QMetaObject::invokeMethod(launched.run, [this, id = id, run = launched.run] {
            run->leave();
            QMetaObject::invokeMethod(this, [this, id] { drop(id); });
        });
    }
}

void RunLauncher::drop(const QString &runId)
{
    const auto known = m_runs.find(runId);
    if (known == m_runs.end())
        return;
    known->second.run->disconnect(this);
    known->second.run->deleteLater();
    m_runs.erase(known);
    if (m_runs.empty())
        emit idle();
}

} // namespace fairlead::models
