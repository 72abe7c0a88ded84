// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextsending.h"
#include "ourbases.h"
#include "pulljob.h"
#include "recipeprobe.h"

#include "backends/docker/build.h"
#include "backends/docker/buildoptions.h"
#include "backends/docker/dockerendpoint.h"
#include "backends/images/ourimages.h"

#include <QProcessEnvironment>
#include <QTimer>

namespace fairlead::buildcontext {
class ContextSource;
}

namespace fairlead::imagejobs {

//! Builds a recipe on a daemon: reads what it stands for, pulls the images that it is built on and that are not there
//! (all of them where the recipe says so), sends the context, and marks the image with what it was built from. Does
//! nothing where the image is current.
class BuildJob : public Job
{
    Q_OBJECT
public:
    enum class State { Idle, Reading, Pulling, Building, Finished };

    struct Settings
    {
        docker::DockerEndpoint daemon; //!< that of the client; for programs, as the next
        QProcessEnvironment environment;
        RecipeOnDiskRequest recipe;
        images::OurImages ours; //!< of all recipes: these are never pulled
        QString daemonName;     //!< for people
        QStringList pushed;     //!< bases that were pushed just now: what the daemon has of them may be older
        bool isForced = false;  //!< builds also what is current
    };

    //! \p client and \p registries outlive it, or it is cancelled and destroyed first.
    BuildJob(docker::EngineClient &client, RegistryFleet &registries, Settings settings, QObject *parent = nullptr);
    ~BuildJob() override;

    void start() override;
    void cancel() override;

    //! What it found, for the next time and for what is shown; none before it has looked.
    const std::optional<RecipeFindings> &findings() const { return m_findings; }

private:
    void onProbed(const Result<RecipeFindings> &findings);
    std::vector<images::BuildMarks::Base> basesToPull() const;
    void pullNext();
    void onPulled(const JobResult &result);
    void logInNext();
    void build();
    docker::Build *makeBuild();
    void saySockets();
    void sayBuilder();
    docker::BuildOptions buildOptions() const;
    void onBuilt(const Result<docker::BuiltImage> &result);
    bool followContext();
    void tellProgress();
    void fail(const ApiError &error);
    void finish(const JobResult &result);

    docker::EngineClient &m_client;
    RegistryFleet &m_registries;
    const Settings m_settings;
    State m_state = State::Idle;
    std::unique_ptr<QObject> m_asked; //!< context of what is under way
    RecipeProbe *m_probe = nullptr;
    std::optional<RecipeFindings> m_findings;
    std::vector<images::BuildMarks::Base> m_toPull; //!< the last one first
    bool m_hasPulled = false;
    PullJob *m_pull = nullptr;
    std::vector<registry::ImageReference> m_bases; //!< one of each domain whose login is asked for
    docker::EngineLogins m_logins;
    docker::Build *m_build = nullptr;
    std::shared_ptr<buildcontext::ContextSource> m_context; //!< of that build
    ContextSending m_sending;
    QTimer m_ticks; //!< of what is shown: a build may write thousands of lines a second
    bool m_hasNews = false;
};

} // namespace fairlead::imagejobs
