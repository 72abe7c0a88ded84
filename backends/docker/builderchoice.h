// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginetypes.h"

namespace fairlead::docker {

enum class Builder { Classic, BuildKit };

//! What a person asks for.
enum class BuilderWish { Automatic, Classic, BuildKit };

//! What a build asks of its builder.
struct BuildNeeds
{
    //! RUN --mount, heredocs, COPY --link: the classic builder cannot read them.
    bool needsBuildKit = false;
    //! A base image that the daemon does not have yet, or with "pull" any, a frontend ("# syntax="), a secret, ssh:
    //! BuildKit asks its client for them in a session (gRPC over a hijacked connection), which we do not speak.
    //! False again once the base images were pulled: BuildKit takes those that the daemon has.
    bool needsSession = false;
};

struct BuilderChoice
{
    enum class Reason {
        Wished,
        NotOffered,        //!< Windows, or an engine that is not Docker: there is no BuildKit in it
        NeedsSession,      //!< BuildKit was wished, or recommended
        NeedsBuildKit,     //!< the Dockerfile does
        EngineRecommends,  //!< from Docker 23 on
        EngineSaysNothing, //!< Docker 20.10: there, but not what it recommends
    };

    Builder builder = Builder::Classic;
    Reason reason = Reason::EngineSaysNothing;

    bool operator==(const BuilderChoice &) const = default;
};

//! By what GET /_ping says. Every version of the API that we speak offers BuildKit (it came with 1.39), whether the
//! engine recommends it or not.
BuilderChoice chooseBuilder(BuilderWish wish, const BuildNeeds &needs, const Ping &ping);

} // namespace fairlead::docker
