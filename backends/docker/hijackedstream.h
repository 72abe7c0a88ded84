// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "logframes.h"

#include "backends/transport/duplexstream.h"
#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::docker {

//! Input and output of a process on a connection that the engine hands over: exec and attach. Order of signals: started
//! once, received and drained any number of times, finished exactly once; none comes after stop(). A slot may stop or
//! delete it. Both directions are bounded: no more is read than has been handed on, and write() takes what there is
//! room for. It must not outlive its HttpClient.
class HijackedStream : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        transport::HttpRequest request;
        bool isTty = false; //!< then there are no frames, and all is Stdout
    };

    HijackedStream(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    //! No signal comes before it returns.
    void start();
    void stop();

    //! From started() on. \return how many bytes were taken; drained() tells when there is room again.
    qsizetype write(QByteArrayView bytes) { return m_stream->write(bytes); }
    qsizetype room() const { return m_stream->room(); }
    //! The process reads the end of its input behind what was written; its output goes on.
    void closeInput() { m_stream->closeWrite(); }

signals:
    void started();
    //! Valid during the call only; a piece is neither a line nor a frame.
    void received(fairlead::docker::LogSource source, QByteArrayView bytes);
    void drained();
    //! Without an error when the engine ended it. Errors: Malformed (CutFrame) when it ended within a frame; those of
    //! EngineClient and DuplexStream.
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void onReceived(QByteArrayView bytes);
    void onFinished(const transport::HttpEnd &end);
    void finish(const std::optional<ApiError> &error);

    ApiVersion m_apiVersion;
    transport::DuplexStream *m_stream;
    LogFrames m_frames;
    bool m_isRaw;
    bool m_isOver = false;
};

} // namespace fairlead::docker
