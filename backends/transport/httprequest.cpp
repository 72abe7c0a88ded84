// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "httprequest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr qsizetype MessageLimit = 2'000;

//! Retry-After in seconds; the date form is rare and is left to our own backoff. Capped to an hour.
std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray &header)
{
    bool ok = false;
    const int seconds = header.trimmed().toInt(&ok);
    if (!ok || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(std::min(seconds, 3'600));
}

} // namespace

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    const auto it =
        std::find_if(headers.begin(), headers.end(), [&](const auto &header) { return header.first == name; });
    return it == headers.end() ? QByteArray() : it->second;
}

ApiError::Kind errorKindForStatus(int status)
{
    switch (status) {
    case 401:
    case 407:
        return ApiError::Kind::Unauthorized;
    case 403:
        return ApiError::Kind::Forbidden;
    case 404:
        return ApiError::Kind::NotFound;
    case 408:
    case 504:
        return ApiError::Kind::Timeout;
    case 409:
        return ApiError::Kind::Conflict;
    case 410:
        return ApiError::Kind::Gone;
    case 429:
        return ApiError::Kind::TooManyRequests;
    default:
        break;
    }
    if (status >= 500)
        return ApiError::Kind::Server;
    if (status >= 400)
        return ApiError::Kind::Invalid;
    return ApiError::Kind::Malformed; // 1xx and 3xx: nothing that an API answers with
}

ApiError errorForAnswer(int status, const QByteArray &contentType, const QByteArray &body, const QByteArray &retryAfter)
{
    ApiError error{.kind = errorKindForStatus(status), .httpStatus = status};
    error.retryAfter = parseRetryAfter(retryAfter);
    if (contentType == "text/plain")
        error.message = QString::fromUtf8(body.left(MessageLimit)).trimmed();
    else if (contentType == "text/html")
        error.reason = u"HtmlAnswer"_s; // a proxy or a login page, not the API
    if (status >= 300 && status < 400)
        error.reason = u"Redirect"_s;
    return error;
}

} // namespace fairlead::transport
