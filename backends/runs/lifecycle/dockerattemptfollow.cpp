// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerattempt.h"

#include "backends/docker/imagetransfer.h"
#include "backends/docker/logstream.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::runs {

namespace {

constexpr auto LongestWait = 1h; // then it is asked again

//! A container in the words of a run.
RunStatus statusOf(const docker::ContainerDetails &made, bool isTooLong)
{
    RunContainer container{.name = made.name,
                           .image = made.image,
                           .digest = made.imageId,
                           .restarts = int(made.restartCount),
                           .started = made.startedAt,
                           .ended = made.finishedAt};
    RunStatus status{.phase = RunPhase::Starting, .created = made.created, .started = made.startedAt};
    RunPod pod;
    pod.progress.pod = made.name;
    pod.uid = made.id;
    pod.created = made.created;
    pod.started = made.startedAt;
    if (made.isRunning) {
        status.phase = RunPhase::Running;
        status.running = 1;
        container.state = RunContainer::State::Running;
    } else if (made.status == "exited"_L1 || made.status == "dead"_L1) {
        container.state = RunContainer::State::Ended;
        container.exitCode = int(made.exitCode);
        pod.ended = status.finished = made.finishedAt;
        status.exitCode = isTooLong ? 1 : int(made.exitCode);
        status.phase = status.exitCode == 0 ? RunPhase::Succeeded : RunPhase::Failed;
        status.reason = isTooLong ? u"DeadlineExceeded"_s : made.isOomKilled ? u"OOMKilled"_s : QString();
        status.message = made.error;
    }
    pod.containers = {container};
    status.pods = {pod};
    return status;
}

} // namespace

void DockerAttempt::follow()
{
    m_isFollowing = true;
    look();
}

void DockerAttempt::look()
{
    m_client->inspectContainer(name(), this,
                               guarded([this](const Result<docker::ContainerDetails> &made) { onLook(made); }));
}

void DockerAttempt::onLook(const Result<docker::ContainerDetails> &made)
{
    if (!made && made.error().kind == ApiError::Kind::NotFound)
        return finish({.kind = AttemptEnd::Kind::Removed, .why = u"its container was removed by somebody else"_s});
    if (!made && !made.error().isTransient())
        return finish(
            {.kind = AttemptEnd::Kind::Refused, .why = made.error().message, .leftovers = {u"container "_s + name()}});
    if (!made) { // a daemon that is restarted comes back
        QTimer::singleShot(1s, this, guarded([this] { look(); }));
        return;
    }
    setStatus(statusOf(*made, m_isTooLong));
    updateLog();
    if (status().isOver())
        endWell();
    else if (made->isRunning)
        wait();
    else
        QTimer::singleShot(200ms, this, guarded([this] { look(); }));
}

void DockerAttempt::wait()
{
    m_wait =
        m_client->waitContainer(name(), LongestWait, this, guarded([this](const Result<docker::ContainerExit> &exit) {
                                    if (exit)
                                        return look();
                                    QTimer::singleShot(1s, this, guarded([this] { look(); }));
                                }));
}

void DockerAttempt::readLogs(bool follows)
{
    m_followsLog = follows;
    if (m_isFollowing && !isOver())
        updateLog();
}

void DockerAttempt::updateLog()
{
    if (!m_followsLog || m_log || m_hasReadLog || m_isStopping)
        return;
    m_log = new docker::LogStream(
        *m_http, {.apiVersion = m_client->apiVersion(), .container = name(), .follows = *m_followsLog}, this);
    connect(m_log, &docker::LogStream::received, this, [this](docker::LogSource, QByteArrayView bytes, qint64) {
        emit logged(name(), name(), bytes.toByteArray());
    });
    connect(m_log, &docker::LogStream::finished, this, guarded([this](const auto &) {
                std::exchange(m_log, nullptr)->deleteLater();
                m_hasReadLog = true;
                emit caughtUp();
                if (status().isOver())
                    endWell();
            }));
    m_log->start();
}

void DockerAttempt::onRunLimit()
{
    if (!goesOn())
        return;
    m_isTooLong = true;
    emit noted(u"its time is over: it is being stopped"_s);
    m_client->stopContainer(name(), m_settings.grace, this, [](const Result<void> &) {}); // look() finds its end
}

void DockerAttempt::endWell()
{
    m_runTimer.stop();
    if (!m_log)
        finish({.kind = AttemptEnd::Kind::Over});
}

//! A pull ends with us; a container gets its grace, unless there is none any more.
void DockerAttempt::stop(bool isForced)
{
    m_isForced = m_isForced || isForced;
    if (isOver() || (m_isRemoving && !isForced))
        return;
    const bool isFirst = !std::exchange(m_isStopping, true);
    if (m_pull) {
        m_pull->disconnect(this);
        std::exchange(m_pull, nullptr)->deleteLater();
        remove({.kind = AttemptEnd::Kind::Stopped});
    } else if (m_isFollowing && (isFirst || isForced)) {
        m_isRemoving = false; // once more, without grace
        remove({.kind = AttemptEnd::Kind::Stopped});
    }
}

void DockerAttempt::remove(const AttemptEnd &end)
{
    if (std::exchange(m_isRemoving, true) || isOver())
        return;
    m_runTimer.stop();
    if (!m_client || (!m_mayHaveMade && !m_settings.isThere)) {
        AttemptEnd last = end;
        if (m_settings.isThere)
            last.leftovers = {u"container "_s + name()};
        return finish(last);
    }
    const auto removeNow = [this, end] {
        m_client->removeContainer(name(), true, true, this, [this, end](const Result<void> &removal) {
            const bool isGone = removal || removal.error().kind == ApiError::Kind::NotFound;
            lookWhetherGone(end, isGone ? std::nullopt : std::optional(removal.error()));
        });
    };
    if (m_isForced || end.kind != AttemptEnd::Kind::Stopped)
        return removeNow();
    m_client->stopContainer(name(), m_settings.grace, this, [removeNow](const Result<void> &) { removeNow(); });
}

void DockerAttempt::lookWhetherGone(AttemptEnd end, const std::optional<ApiError> &error)
{
    m_client->inspectContainer(name(), this, [this, end, error](const Result<docker::ContainerDetails> &made) {
        AttemptEnd last = end;
        const bool isGone = !made && made.error().kind == ApiError::Kind::NotFound;
        if (!isGone)
            last.leftovers = {u"container %1%2"_s.arg(name(), error ? u" ("_s + error->message + u')' : QString())};
        RunStatus status = this->status();
        status.phase = end.kind == AttemptEnd::Kind::Refused ? status.phase : RunPhase::Stopped;
        status.finished = QDateTime::currentSecsSinceEpoch();
        setStatus(status);
        finish(last);
    });
}

} // namespace fairlead::runs
