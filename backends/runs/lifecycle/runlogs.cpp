// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runlogs.h"

#include <algorithm>

namespace fairlead::runs {

RunLogs::RunLogs(transport::HttpClient &http, const QString &namespaceName, bool follows, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_namespaceName(namespaceName)
    , m_follows(follows)
{
}

void RunLogs::read(const RunStatus &status)
{
    for (const RunPod &pod : status.pods) {
        for (const RunContainer &container : pod.containers) {
            const Source source{pod.progress.pod, container.name, container.restarts};
            const bool hasBegun = container.state != RunContainer::State::Waiting && container.started != 0;
            const auto isOpen = [](const auto &each) { return each.second != nullptr; };
            const auto streams = std::size_t(std::count_if(m_logs.begin(), m_logs.end(), isOpen));
            if (hasBegun && !m_logs.contains(source) && streams < MostStreams)
                open(source);
        }
    }
}

bool RunLogs::isThrough() const
{
    return std::all_of(m_logs.begin(), m_logs.end(), [](const auto &each) { return !each.second; });
}

void RunLogs::open(const Source &source)
{
    auto *log = new kubernetes::PodLog(
        m_http,
        {.namespaceName = m_namespaceName, .pod = source.pod, .container = source.container, .follows = m_follows},
        this);
    m_logs[source] = log;
    connect(log, &kubernetes::PodLog::received, this,
            [this, source](const QByteArray &lines) { emit received(source.pod, source.container, lines); });
    connect(log, &kubernetes::PodLog::finished, this, [this, log, source] {
        m_logs[source] = nullptr;
        log->deleteLater();
        if (isThrough())
            emit caughtUp();
    });
    log->start();
}

} // namespace fairlead::runs
