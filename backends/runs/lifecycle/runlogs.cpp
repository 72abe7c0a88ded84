// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runlogs.h"

#include <QTimer>

#include <algorithm>
#include <set>

using namespace std::chrono_literals;

namespace fairlead::runs {

namespace {

constexpr std::chrono::seconds LongestPause = 30s;

} // namespace

RunLogs::RunLogs(transport::HttpClient &http, const QString &namespaceName, bool follows, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_namespaceName(namespaceName)
    , m_follows(follows)
{
}

void RunLogs::read(const RunStatus &status)
{
    std::set<Source> current;
    for (const RunPod &pod : status.pods) {
        for (const RunContainer &container : pod.containers) {
            const Source source{pod.progress.pod, container.name, container.restarts};
            if (container.state != RunContainer::State::Waiting && container.started != 0)
                m_logs[source].hasEnded = container.state == RunContainer::State::Ended;
            current.insert(source);
        }
    }
    for (auto &[source, log] : m_logs) {
        const bool isCurrent = current.contains(source);
        log.isPrevious = !isCurrent && current.contains({source.pod, source.container, source.instance + 1});
        log.hasEnded = log.hasEnded || !isCurrent;
        if (log.log && log.hasEnded && !log.isReading)
            readOn(log);
    }
    open();
}

bool RunLogs::isThrough() const
{
    return std::all_of(m_logs.begin(), m_logs.end(), [](const auto &each) { return each.second.isThrough; });
}

void RunLogs::open()
{
    const auto isOpen = [](const auto &each) { return each.second.log != nullptr; };
    auto streams = std::size_t(std::count_if(m_logs.begin(), m_logs.end(), isOpen));
    for (auto &[source, log] : m_logs) {
        if (streams >= MostStreams)
            return;
        if (log.log || log.isThrough)
            continue;
        ++streams;
        log.log = new kubernetes::PodLog(m_http,
                                         {.namespaceName = m_namespaceName,
                                          .pod = source.pod,
                                          .container = source.container,
                                          .follows = m_follows && !log.isPrevious,
                                          .isPrevious = log.isPrevious},
                                         this);
        log.isReading = true;
        connect(log.log, &kubernetes::PodLog::received, this, [this, source = source](const QByteArray &lines) {
            m_logs[source].pause = 1s;
            emit received(source.pod, source.container, lines);
        });
        connect(log.log, &kubernetes::PodLog::finished, this,
                [this, source = source](const std::optional<ApiError> &error) { onFinished(source, error); });
        log.log->start();
    }
}

void RunLogs::readOn(Log &log)
{
    log.isReading = true;
    log.log->readOn(log.isPrevious);
}

//! A log that ends while its container runs, for all that is known, is read on: until that is known to have ended.
void RunLogs::onFinished(const Source &source, const std::optional<ApiError> &error)
{
    Log &log = m_logs[source];
    log.isReading = false;
    const bool isEarly = !error || error->kind == ApiError::Kind::Invalid;
    if (m_follows && !log.hasEnded && isEarly) {
        QTimer::singleShot(std::exchange(log.pause, std::min(2 * log.pause, LongestPause)), log.log, [this, source] {
            Log &resting = m_logs[source];
            if (resting.log && !resting.isReading)
                readOn(resting);
        });
        return;
    }
    log.isThrough = true;
    std::exchange(log.log, nullptr)->deleteLater();
    if (error && error->kind != ApiError::Kind::NotFound)
        emit failed(source.pod, source.container, *error);
    open();
    if (isThrough())
        emit caughtUp();
}

} // namespace fairlead::runs
