// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apierror.h"

using namespace Qt::StringLiterals;

namespace fairlead {

bool ApiError::isTransient() const
{
    switch (kind) {
    case Kind::Network:
    case Kind::Timeout:
    case Kind::TooManyRequests:
    case Kind::Server:
    case Kind::Gone:
    case Kind::Conflict:
    case Kind::Malformed: // a body cut by a proxy or a restart
        return true;
    case Kind::Cancelled:
    case Kind::Tls:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Invalid:
        return false;
    }
    return false;
}

QString toString(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::Cancelled:
        return u"Cancelled"_s;
    case ApiError::Kind::Network:
        return u"Network"_s;
    case ApiError::Kind::Tls:
        return u"Tls"_s;
    case ApiError::Kind::Timeout:
        return u"Timeout"_s;
    case ApiError::Kind::Unauthorized:
        return u"Unauthorized"_s;
    case ApiError::Kind::Forbidden:
        return u"Forbidden"_s;
    case ApiError::Kind::NotFound:
        return u"NotFound"_s;
    case ApiError::Kind::Conflict:
        return u"Conflict"_s;
    case ApiError::Kind::Gone:
        return u"Gone"_s;
    case ApiError::Kind::Invalid:
        return u"Invalid"_s;
    case ApiError::Kind::TooManyRequests:
        return u"TooManyRequests"_s;
    case ApiError::Kind::Server:
        return u"Server"_s;
    case ApiError::Kind::Malformed:
        return u"Malformed"_s;
    }
    return {};
}

} // namespace fairlead
