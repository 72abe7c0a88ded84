// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildoptions.h"
#include "buildprogress.h"
#include "enginelogin.h"
#include "jsonlines.h"

#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::docker {

struct BuiltImage
{
    QString id; //!< "sha256:..."
    QStringList tags;

    bool operator==(const BuiltImage &) const = default;
};

//! One build. Order of signals: started once the engine answers; stepsChanged, transferChanged and logged any number of
//! times, at most once each for a piece of the answer, so whoever shows them does so a few times a second; finished
//! exactly once. None comes before start() returns, none after the object is gone. A slot may cancel or delete it. It
//! must not outlive its HttpClient.
//! The connection is the build: when it closes, by cancel() or with this object, the engine stops what runs and removes
//! its container.
//! Errors: what errorFromBuild() says; Cancelled; those of the context's source and of the transport; Malformed
//! (NoImageId) for an answer that ends without one, (CutLine) within a line.
//! Source: POST /build, POST /build/cancel.
class ImageBuild : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        BuildOptions options;
        std::shared_ptr<transport::BodySource> context; //!< a tar archive, the Dockerfile in it
        EngineLogins logins;                            //!< for base images that are not public
        std::vector<BuildInstruction> instructions;     //!< of the Dockerfile: steps get their line
        //! From the end of the context to the first word: the engine has to unpack it.
        std::chrono::milliseconds answerTimeout = std::chrono::minutes(10);
        //! A command may be silent for hours; that the engine is gone the keep-alive of the connection finds out.
        std::chrono::milliseconds idleTimeout = std::chrono::hours(24);
    };

    ImageBuild(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    void start();
    //! Ends with finished(Cancelled), of BuildKit when the engine has been told.
    void cancel();

    const BuildProgress &progress() const { return m_progress; }
    //! Of its transfer, as far as nothing came meanwhile.
    void updateRates();
    //! Of the Dockerfile, where the build failed; 0: not known, or it did not.
    int failedLine() const { return m_failedLine; }

signals:
    void started();
    void stepsChanged();
    void transferChanged();
    //! UTF-8, verbatim, with the engine's colours. Valid during the call only.
    void logged(const QByteArray &text);
    void finished(const fairlead::Result<fairlead::docker::BuiltImage> &result);

private:
    enum class State { Idle, Running, Cancelling, Finished };

    transport::HttpRequest request() const;
    void onReceived(QByteArrayView bytes);
    void onFinished(const transport::HttpEnd &end);
    std::optional<ApiError> take(QByteArrayView line, BuildProgress::Change &changed);
    bool announce(const BuildProgress::Change &change);
    Result<BuiltImage> outcome(const transport::HttpEnd &end, BuildProgress::Change &last);
    void finish(const Result<BuiltImage> &result);

    transport::HttpClient &m_http;
    Settings m_settings;
    transport::HttpStream *m_stream = nullptr;
    JsonLines m_lines;
    BuildProgress m_progress;
    State m_state = State::Idle;
    int m_failedLine = 0;
};

} // namespace fairlead::docker
