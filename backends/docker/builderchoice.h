// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginetypes.h"

namespace fairlead::docker {

enum class Builder {
    Classic,
    BuildKit, //!< the engine's own, over version=2
    Buildx,   //!< the same, by the docker client's plugin, which speaks sessions
};

//! What a person asks for.
enum class BuilderWish { Automatic, Classic, BuildKit, Buildx };

//! What a build asks of its builder.
struct BuildNeeds
{
    //! RUN --mount, heredocs, COPY --link: the classic builder cannot read them.
    bool needsBuildKit = false;
    //! A base image that the daemon does not have yet, or with "pull" any, a frontend ("# syntax="), a secret, ssh:
    //! BuildKit asks its client for them in a session (gRPC over a hijacked connection), which we do not speak, and
    //! docker buildx does.
    //! False again once the base images were pulled: BuildKit takes those that the daemon has.
    bool needsSession = false;
    //! Files of an image that is in no FROM: a session only where the daemon does not have it.
    bool takesImages = false;
};

struct BuilderChoice
{
    enum class Reason {
        Wished,
        NotOffered,        //!< Windows, or an engine that is not Docker: there is no BuildKit in it
        NeedsSession,      //!< buildx; where it is not installed the classic builder
        NotInstalled,      //!< buildx was wished
        NeedsBuildKit,     //!< the Dockerfile does
        EngineRecommends,  //!< from Docker 23 on
        EngineSaysNothing, //!< Docker 20.10: there, but not what it recommends
    };

    Builder builder = Builder::Classic;
    Reason reason = Reason::EngineSaysNothing;

    bool operator==(const BuilderChoice &) const = default;
};

//! By what GET /_ping says. Every version of the API that we speak offers BuildKit (it came with 1.39), whether the
//! engine recommends it or not. \p hasBuildx: docker buildx is installed, and young enough.
BuilderChoice chooseBuilder(BuilderWish wish, const BuildNeeds &needs, const Ping &ping, bool hasBuildx = false);

} // namespace fairlead::docker
