// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builderchoice.h"

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! Podman takes "version=2" and builds as ever.
bool offersBuildKit(const Ping &ping)
{
    return ping.osType != "windows"_L1 && (ping.server.isEmpty() || ping.server.startsWith("Docker/"_L1));
}

} // namespace

BuilderChoice chooseBuilder(BuilderWish wish, const BuildNeeds &needs, const Ping &ping, bool hasBuildx)
{
    using Reason = BuilderChoice::Reason;
    if (wish == BuilderWish::Classic)
        return {Builder::Classic, Reason::Wished};
    if (!offersBuildKit(ping))
        return {Builder::Classic, Reason::NotOffered};
    const bool isWanted = wish != BuilderWish::Automatic || needs.needsBuildKit || ping.builderVersion == "2"_L1;
    if (hasBuildx && wish == BuilderWish::Buildx)
        return {Builder::Buildx, Reason::Wished};
    if (hasBuildx && (needs.needsSession || (needs.takesImages && isWanted)))
        return {Builder::Buildx, Reason::NeedsSession};
    if (hasBuildx && needs.needsBuildKit && wish == BuilderWish::Automatic)
        return {Builder::Buildx, Reason::NeedsBuildKit};
    if (!isWanted)
        return {Builder::Classic, Reason::EngineSaysNothing};
    if (needs.needsSession)
        return {Builder::Classic, Reason::NeedsSession};
    if (wish != BuilderWish::Automatic)
        return {Builder::BuildKit, wish == BuilderWish::Buildx ? Reason::NotInstalled : Reason::Wished};
    return {Builder::BuildKit, needs.needsBuildKit ? Reason::NeedsBuildKit : Reason::EngineRecommends};
}

} // namespace fairlead::docker
