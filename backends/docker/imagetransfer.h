// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "enginelogin.h"
#include "jsonlines.h"
#include "transferprogress.h"

#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::docker {

struct TransferResult
{
    QString digest; //!< of the manifest; empty where a pull's engine does not say (Podman)
    QString tag;
    std::int64_t sizeBytes = -1; //!< of the manifest, as a push tells it
    bool isUpToDate = false;     //!< of a pull: nothing was new

    bool operator==(const TransferResult &) const = default;
};

//! One push or pull of one tag. Order of signals: started once the engine answers, which of a pull is when the registry
//! has; layersChanged and logged any number of times, at most once each for a piece of the answer; finished exactly
//! once. None comes before start() returns, none after the object is gone. A slot may cancel or delete it. It must not
//! outlive its HttpClient. The engine stops when the connection closes.
//! Errors: what errorFromTransfer() and errorFromStream() say; Cancelled; Invalid (BadName); those of the transport;
//! Malformed (NoDigest) for a push that ends without one, (CutLine) for an answer that ends within a line.
//! Source: POST /images/{name}/push, POST /images/create.
class ImageTransfer : public QObject
{
    Q_OBJECT
public:
    enum class Direction { Push, Pull };
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        Direction direction = Direction::Push;
        QString repository; //!< "registry.example:5000/team/image"
        QString tag;        //!< of a pull a digest, too
        QString platform;   //!< of a pull: "linux/arm64"; empty: the daemon's
        EngineLogin login;  //!< at the registry; none: anonymous
        //! Of a pull until the registry has told what there is.
        std::chrono::milliseconds answerTimeout = std::chrono::minutes(5);
        //! Registries take their time to put together what is large.
        std::chrono::milliseconds idleTimeout = std::chrono::minutes(30);
    };

    ImageTransfer(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    void start();
    //! Ends with finished(Cancelled). Layers that arrived stay where they are.
    void cancel();

    const TransferProgress &progress() const { return m_progress; }
    //! As far as nothing came meanwhile.
    void updateRates();

signals:
    void started();
    void layersChanged();
    //! UTF-8; lines that are about the whole. Valid during the call only.
    void logged(const QByteArray &text);
    void finished(const fairlead::Result<fairlead::docker::TransferResult> &result);

private:
    enum class State { Idle, Running, Finished };

    transport::HttpRequest request() const;
    void onReceived(QByteArrayView bytes);
    void onFinished(const transport::HttpEnd &end);
    std::optional<ApiError> take(QByteArrayView line, QByteArray &log);
    bool announce(const QByteArray &log);
    Result<TransferResult> outcome(const transport::HttpEnd &end, const std::optional<ApiError> &cut) const;
    void finish(const Result<TransferResult> &result);

    transport::HttpClient &m_http;
    Settings m_settings;
    transport::HttpStream *m_stream = nullptr;
    JsonLines m_lines;
    TransferProgress m_progress;
    std::optional<ProgressLine::Failure> m_failure;
    State m_state = State::Idle;
};

} // namespace fairlead::docker
