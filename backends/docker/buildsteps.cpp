// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildsteps.h"

#include <algorithm>

namespace fairlead::docker {

namespace {

constexpr std::size_t StepLimit = 2'000;
constexpr qsizetype LogLimit = 64 << 10;
constexpr qsizetype AllLogsLimit = 8 << 20;

//! Its last \p limit bytes at most, from the beginning of a line where there is one.
QByteArray endOf(const QByteArray &log, qsizetype limit)
{
    const QByteArray end = log.right(limit);
    return end.mid(end.indexOf('\n') + 1);
}

} // namespace

BuildStep *BuildSteps::step(const QString &id)
{
    if (const auto place = m_places.constFind(id); place != m_places.constEnd())
        return &m_steps[*place];
    if (m_steps.size() == StepLimit)
        return nullptr;
    m_places.insert(id, m_steps.size());
    m_logs.emplace_back();
    return &m_steps.emplace_back(BuildStep{.id = id});
}

const BuildStep *BuildSteps::find(const QString &id) const
{
    const auto place = m_places.constFind(id);
    return place == m_places.constEnd() ? nullptr : &m_steps[*place];
}

void BuildSteps::log(const QString &id, QByteArrayView text)
{
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd() || *place < m_firstLog)
        return;
    QByteArray &log = m_logs[*place];
    m_logBytes -= log.size();
    log.append(text.last(std::min(text.size(), 2 * LogLimit)));
    if (log.size() > 2 * LogLimit) // seldom, so that a long log is not moved with each line
        log = endOf(log, LogLimit);
    m_logBytes += log.size();
    while (m_logBytes > AllLogsLimit && m_firstLog < *place) {
        m_logBytes -= m_logs[m_firstLog].size();
        m_logs[m_firstLog++] = {};
    }
}

QByteArray BuildSteps::logOf(const QString &id) const
{
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd())
        return {};
    const QByteArray &log = m_logs[*place];
    return log.size() > LogLimit ? endOf(log, LogLimit) : log;
}

void BuildSteps::cancelRunning(std::int64_t nowMs)
{
    for (BuildStep &step : m_steps) {
        if (step.state != BuildStep::State::Running)
            continue;
        step.state = BuildStep::State::Cancelled;
        step.endedMs = nowMs;
    }
}

const BuildStep *BuildSteps::failed() const
{
    const auto it = std::find_if(m_steps.begin(), m_steps.end(),
                                 [](const BuildStep &step) { return step.state == BuildStep::State::Failed; });
    return it == m_steps.end() ? nullptr : &*it;
}

} // namespace fairlead::docker
