// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "hijackedstream.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace fairlead::docker {

//! How a command in a container ended.
struct ExecEnd
{
    std::optional<std::int64_t> exitCode; //!< empty: the engine did not say, or it goes on without us
    std::optional<ApiError> error;
};

//! A command in a container that runs: made, started with its input and output, asked for its exit code when they end.
//! Order of signals and what may be done in slots as of HijackedStream; finished is also told where it cannot be made.
//! Stopping it ends the connection, not the command: the engine knows no way to end one. It must not outlive its
//! client.
class ExecStream : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Creating, Starting, Running, Inspecting, Finished };

    ExecStream(EngineClient &client, const QString &container, const ExecSpec &spec, QObject *parent = nullptr);

    State state() const { return m_state; }
    const QString &id() const { return m_id; }

    //! No signal comes before it returns.
    void start();
    void stop();

    //! As of HijackedStream; nothing is taken before started().
    qsizetype write(QByteArrayView bytes) { return m_state == State::Running ? m_stream->write(bytes) : 0; }
    qsizetype room() const { return m_state == State::Running ? m_stream->room() : 0; }
    void closeInput();
    //! Of its terminal. What is asked for before it runs is done then; of several the last.
    void resize(ConsoleSize size);

signals:
    void started();
    void received(fairlead::docker::LogSource source, QByteArrayView bytes);
    void drained();
    void finished(const fairlead::docker::ExecEnd &end);

private:
    void onCreated(const QString &id);
    void onStarted();
    void inspect();
    void sendSize();
    void finish(const ExecEnd &end);

    EngineClient &m_client;
    QString m_container;
    ExecSpec m_spec;
    State m_state = State::Idle;
    QString m_id;
    HijackedStream *m_stream = nullptr;
    transport::RequestHandle m_request;
    std::optional<ConsoleSize> m_size; //!< to be sent
    bool m_isResizing = false;
    QTimer m_again;
    int m_inspections = 0;
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::ExecEnd)
