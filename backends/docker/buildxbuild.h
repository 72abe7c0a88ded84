// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "build.h"
#include "buildxcommand.h"

#include "backends/transport/bodysource.h"

#include <QTemporaryDir>

#include <memory>

namespace fairlead::docker {

//! A build by docker buildx, which speaks to BuildKit in the engine in a session of its own: with the user's logins of
//! docker, frontends ("# syntax="), secrets and ssh. The context goes to its standard input while it is made.
//! Cancelled, it is interrupted and tells the engine; killed after 10 s, or with this object, the end of its connection
//! does.
//! Errors: what errorFromBuild() says; Cancelled; those of the context's source; Invalid (BuildxFailed) where the
//! program says nothing; Malformed (NoImageId).
class BuildxBuild : public Build
{
    Q_OBJECT
public:
    struct Settings
    {
        QString program; //!< path of the plugin
        BuildOptions options;
        DockerEndpoint daemon;
        QProcessEnvironment environment;                           //!< of the user: DOCKER_CONFIG, proxies
        std::shared_ptr<transport::BodySource> context;            //!< a tar archive, the Dockerfile in it
        std::vector<BuildInstruction> instructions;                //!< of the Dockerfile: steps get their line
        std::chrono::milliseconds kill = std::chrono::seconds(10); //!< from cancel() on
    };

    explicit BuildxBuild(Settings settings, QObject *parent = nullptr);
    ~BuildxBuild() override;

    void start() override;
    void cancel() override;

    const BuildProgress &progress() const override { return m_progress; }
    void updateRates() override;
    int failedLine() const override { return m_failedLine; }

private:
    enum class State { Idle, Running, Cancelling, Finished };

    void send();
    void onLine(const QByteArray &line);
    void onWords(const QByteArray &line);
    void announce();
    void onEnded(const processes::ProcessEnd &end);
    Result<BuiltImage> outcome(const processes::ProcessEnd &end);
    Result<BuiltImage> builtImage() const;
    void failWithoutFolder();
    void finish(const Result<BuiltImage> &result);

    const Settings m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    processes::BoundedProcess *m_process = nullptr;
    QByteArray m_piece; //!< of the context, while it goes from one to the other
    BuildProgress m_progress;
    BuildProgress::Change m_news; //!< not announced yet
    QByteArray m_lastWords;       //!< from "ERROR: " on
    std::optional<ApiError> m_contextError;
    State m_state = State::Idle;
    bool m_isSending = true;
    bool m_hasStarted = false;
    bool m_isAnnouncing = false;
    int m_failedLine = 0;
};

} // namespace fairlead::docker
