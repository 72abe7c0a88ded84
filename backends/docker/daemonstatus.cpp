// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonstatus.h"

using namespace Qt::StringLiterals;

namespace fairlead::docker {

QString toString(DaemonState state)
{
    switch (state) {
    case DaemonState::Closed:
        return u"closed"_s;
    case DaemonState::Connecting:
        return u"connecting"_s;
    case DaemonState::Live:
        return u"live"_s;
    case DaemonState::Stale:
        return u"stale"_s;
    case DaemonState::Refused:
        return u"refused"_s;
    case DaemonState::Unreachable:
        return u"unreachable"_s;
    case DaemonState::Invalid:
        return u"invalid"_s;
    }
    return {};
}

Ping pingOf(const DaemonStatus &status)
{
    QString server = u"other"_s;
    if (status.kind == EngineVersion::Kind::Docker)
        server = u"Docker/"_s + status.version;
    if (status.kind == EngineVersion::Kind::Podman)
        server = u"Libpod/"_s + status.version;
    return {.osType = status.os, .builderVersion = status.builderVersion, .server = server};
}

bool isSameEngine(const DaemonStatus &a, const DaemonStatus &b)
{
    return !a.id.isEmpty() && a.id == b.id && a.name == b.name && a.rootDir == b.rootDir;
}

QString lastingId(EngineVersion::Kind kind, const EngineInfo &info)
{
    return kind == EngineVersion::Kind::Podman ? QString() : info.id;
}

} // namespace fairlead::docker
