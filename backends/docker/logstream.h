// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "logframes.h"
#include "logtimes.h"

#include "backends/transport/httpclient.h"

#include <QObject>

#include <array>

namespace fairlead::docker {

//! The logs of a container, in pieces as they arrive: a piece is neither a line nor a frame. Order of signals: received
//! any number of times, finished exactly once; none comes after stop(). A slot may stop or delete it.
//! No more is read from the engine than has been handed on. It must not outlive its HttpClient.
class LogStream : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        QString container;          //!< id or name
        bool isTty = false;         //!< as its inspection says: then there are no frames, and all is Stdout
        bool follows = true;        //!< on while it runs
        bool hasTimestamps = false; //!< asks when each line was written: received() tells
        int tailLines = -1;         //!< how many of those that are there; -1: all
        std::int64_t since = 0;     //!< seconds since 1970; 0: from the beginning
        std::chrono::milliseconds answerTimeout{15'000};
    };

    LogStream(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    //! No signal comes before it returns.
    void start();
    void stop();
    //! Reads no more until resume(): the engine waits. What was read before, at most 64 KiB, still comes.
    void pause() { m_stream->pause(); }
    void resume() { m_stream->resume(); }

signals:
    //! Valid during the call only. \p time is that of the line, in milliseconds since 1970 UTC; 0: not known.
    void received(fairlead::docker::LogSource source, QByteArrayView bytes, qint64 time);
    //! Without an error when the container ended, or when all was told. Errors: Malformed (CutFrame) when it ended
    //! within a frame; those of EngineClient.
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void onReceived(QByteArrayView bytes);
    bool tell(LogSource source, QByteArrayView bytes, bool beginsEntry);
    void tellRest();
    void finish(const std::optional<ApiError> &error);

    Settings m_settings;
    transport::HttpStream *m_stream;
    LogFrames m_frames;
    std::array<LogTimes, 4> m_times; //!< by source
    bool m_isRaw;
    bool m_isOver = false;
};

} // namespace fairlead::docker
