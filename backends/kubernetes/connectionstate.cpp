// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "connectionstate.h"

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

ConnectionState stateForError(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::Unauthorized:
        return ConnectionState::NeedsLogin;
    case ApiError::Kind::Forbidden:
        return ConnectionState::Forbidden;
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Tls:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::NotFound:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::Gone:
    case ApiError::Kind::Invalid:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
    case ApiError::Kind::Malformed:
        return ConnectionState::Unreachable;
    }
    return ConnectionState::Unreachable;
}

} // namespace

QString toString(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Closed:
        return u"closed"_s;
    case ConnectionState::Invalid:
        return u"invalid"_s;
    case ConnectionState::Connecting:
        return u"connecting"_s;
    case ConnectionState::Live:
        return u"live"_s;
    case ConnectionState::Degraded:
        return u"degraded"_s;
    case ConnectionState::Stale:
        return u"stale"_s;
    case ConnectionState::NeedsLogin:
        return u"unauthorized"_s;
    case ConnectionState::Forbidden:
        return u"forbidden"_s;
    case ConnectionState::Unreachable:
        return u"unreachable"_s;
    }
    return {};
}

ConnectionState connectionState(const ResourceState &nodes, const ResourceState &pods)
{
    if (nodes.error && nodes.error->kind == ApiError::Kind::Unauthorized)
        return ConnectionState::NeedsLogin;
    switch (nodes.freshness) {
    case Freshness::Connecting:
        return nodes.error ? stateForError(nodes.error->kind) : ConnectionState::Connecting;
    case Freshness::Stale:
        return ConnectionState::Stale;
    case Freshness::Live:
        break;
    }
    switch (pods.freshness) {
    case Freshness::Live:
        return ConnectionState::Live;
    case Freshness::Stale:
        return pods.error && pods.error->kind == ApiError::Kind::Forbidden ? ConnectionState::Degraded
                                                                           : ConnectionState::Stale;
    case Freshness::Connecting:
        break;
    }
    return pods.error ? ConnectionState::Degraded : ConnectionState::Connecting;
}

bool isOld(const ResourceState &nodes, const ResourceState &pods)
{
    return nodes.freshness == Freshness::Stale || connectionState(nodes, pods) == ConnectionState::Stale;
}

} // namespace fairlead::kubernetes
