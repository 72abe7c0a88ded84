// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "build.h"
#include "buildoptions.h"
#include "enginelogin.h"
#include "jsonlines.h"

#include "backends/transport/httpclient.h"

namespace fairlead::docker {

//! A build by the engine itself. It must not outlive its HttpClient.
//! The connection is the build: when it closes, by cancel() or with this object, the engine stops what runs and removes
//! its container.
//! Errors: what errorFromBuild() says; Cancelled; those of the context's source and of the transport; Malformed
//! (NoImageId) for an answer that ends without one, (CutLine) within a line.
//! Source: POST /build, POST /build/cancel.
class ImageBuild : public Build
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

    void start() override;
    //! Of BuildKit it ends when the engine has been told.
    void cancel() override;

    const BuildProgress &progress() const override { return m_progress; }
    void updateRates() override;
    int failedLine() const override { return m_failedLine; }

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
