// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execstream.h"

#include "enginedecoder.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

// Its output ends a moment before an engine has noted that it has.
constexpr int MostInspections = 20;
constexpr auto BetweenInspections = 100ms;

transport::HttpRequest requestOf(const QString &id, ApiVersion version, const ExecSpec &spec)
{
    return {.method = "POST",
            .path = u"/v%1/exec/%2/start"_s.arg(version.text(), id),
            .contentType = "application/json",
            .body = encodeExecStart(spec, version)};
}

} // namespace

ExecStream::ExecStream(EngineClient &client, const QString &container, const ExecSpec &spec, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_container(container)
    , m_spec(spec)
    , m_again(this)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ExecStream::inspect);
}

void ExecStream::start()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Creating;
    m_request = m_client.createExec(m_container, m_spec, this, [this](const Result<QString> &id) {
        if (m_state != State::Creating)
            return;
        if (id)
            onCreated(*id);
        else
            finish({.error = id.error()});
    });
}

void ExecStream::stop()
{
    m_state = State::Finished;
    m_request.cancel();
    m_again.stop();
    if (m_stream)
        m_stream->stop();
}

void ExecStream::onCreated(const QString &id)
{
    if (!isPathName(id)) {
        return finish({.error = ApiError{.kind = ApiError::Kind::Malformed,
                                         .reason = u"BadJson"_s,
                                         .message = u"the engine made a command without an id"_s}});
    }
    m_id = id;
    m_state = State::Starting;
    const HijackedStream::Settings settings{.apiVersion = m_client.apiVersion(),
                                            .request = requestOf(id, m_client.apiVersion(), m_spec),
                                            .isTty = m_spec.isTty};
    m_stream = new HijackedStream(m_client.http(), settings, this);
    connect(m_stream, &HijackedStream::started, this, &ExecStream::onStarted);
    connect(m_stream, &HijackedStream::received, this, &ExecStream::received);
    connect(m_stream, &HijackedStream::drained, this, &ExecStream::drained);
    connect(m_stream, &HijackedStream::finished, this, [this](const std::optional<ApiError> &error) {
        if (error)
            return finish({.error = error});
        m_state = State::Inspecting;
        inspect();
    });
    m_stream->start();
}

void ExecStream::onStarted()
{
    m_state = State::Running;
    if (!m_spec.attachesInput)
        m_stream->closeInput();
    sendSize();
    emit started();
}

void ExecStream::closeInput()
{
    if (m_state == State::Running)
        m_stream->closeInput();
}

void ExecStream::resize(ConsoleSize size)
{
    m_size = size;
    sendSize();
}

//! One after the other: the last one asked for is the last one that arrives. A refusal changes nothing: the command may
//! have ended meanwhile.
void ExecStream::sendSize()
{
    if (m_state != State::Running || !m_spec.isTty || !m_size || m_isResizing)
        return;
    const ConsoleSize size = *std::exchange(m_size, std::nullopt);
    m_isResizing = true;
    m_client.resizeExec(m_id, size, this, [this](const Result<void> &) {
        m_isResizing = false;
        sendSize();
    });
}

void ExecStream::inspect()
{
    m_request = m_client.inspectExec(m_id, this, [this](const Result<ExecDetails> &details) {
        if (m_state != State::Inspecting)
            return;
        if (!details)
            return finish({.error = details.error()});
        if (details->isRunning && ++m_inspections < MostInspections)
            return m_again.start(BetweenInspections);
        finish({.exitCode = details->isRunning ? std::nullopt : details->exitCode});
    });
}

void ExecStream::finish(const ExecEnd &end)
{
    if (m_state == State::Finished)
        return;
    stop();
    emit finished(end);
}

} // namespace fairlead::docker
