// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "streamerror.h"

#include "engineclient.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using Kind = ApiError::Kind;

struct Words
{
    QLatin1StringView part; //!< in lower case
    Kind kind;
    QLatin1StringView reason;
};

//! The first that is found decides. A registry that knows who asks says "denied", and engines append "unauthorized" of
//! the next try to that. Source: OCI distribution specification, "Error codes"; moby distribution/errors.go; what
//! Docker Hub, ECR, GAR, Harbor, GitHub and Quay write.
constexpr std::array Known{
    Words{"no space left on device"_L1, Kind::Server, "DiskFull"_L1},
    Words{"disk quota exceeded"_L1, Kind::Server, "DiskFull"_L1},
    Words{"no active session"_L1, Kind::Unauthorized, "NeedsSession"_L1},
    Words{"toomanyrequests"_L1, Kind::TooManyRequests, ""_L1},
    Words{"too many requests"_L1, Kind::TooManyRequests, ""_L1},
    Words{"pull rate limit"_L1, Kind::TooManyRequests, ""_L1},
    Words{"authorization token has expired"_L1, Kind::Unauthorized, "LoginExpired"_L1},
    Words{"unauthenticated request"_L1, Kind::Unauthorized, ""_L1},
    Words{"tag invalid: the image tag"_L1, Kind::Conflict, "ImmutableTag"_L1},
    Words{"configured as immutable"_L1, Kind::Conflict, "ImmutableTag"_L1},
    Words{"will exceed the configured upper limit"_L1, Kind::Forbidden, "Quota"_L1},
    Words{"no basic auth credentials"_L1, Kind::Unauthorized, ""_L1},
    Words{"server message: invalid_token"_L1, Kind::Unauthorized, ""_L1},
    Words{"pull access denied"_L1, Kind::Forbidden, ""_L1},
    Words{"push access denied"_L1, Kind::Forbidden, ""_L1},
    Words{"access to the resource is denied"_L1, Kind::Forbidden, ""_L1},
    Words{"denied: "_L1, Kind::Forbidden, ""_L1},
    Words{"\" denied on resource"_L1, Kind::Forbidden, ""_L1},
    Words{"403 forbidden"_L1, Kind::Forbidden, ""_L1},
    Words{"unauthorized"_L1, Kind::Unauthorized, ""_L1},
    Words{"authentication required"_L1, Kind::Unauthorized, ""_L1},
    Words{"incorrect username or password"_L1, Kind::Unauthorized, ""_L1},
    Words{"http status: 413"_L1, Kind::Invalid, "TooLarge"_L1},
    Words{"413 request entity too large"_L1, Kind::Invalid, "TooLarge"_L1},
    Words{"413 payload too large"_L1, Kind::Invalid, "TooLarge"_L1},
    Words{"x509: "_L1, Kind::Tls, ""_L1},
    Words{"tls: "_L1, Kind::Tls, ""_L1},
    Words{"gave http response to https client"_L1, Kind::Tls, ""_L1},
    Words{"context canceled"_L1, Kind::Cancelled, ""_L1},
    Words{"tls handshake timeout"_L1, Kind::Timeout, ""_L1},
    Words{"context deadline exceeded"_L1, Kind::Timeout, ""_L1},
    Words{"client.timeout exceeded"_L1, Kind::Timeout, ""_L1},
    Words{"i/o timeout"_L1, Kind::Timeout, ""_L1},
    Words{"cannot connect to the docker daemon"_L1, Kind::Network, ""_L1},
    Words{"connection refused"_L1, Kind::Network, ""_L1},
    Words{"connection reset by peer"_L1, Kind::Network, ""_L1},
    Words{"broken pipe"_L1, Kind::Network, ""_L1},
    Words{"no such host"_L1, Kind::Network, ""_L1},
    Words{"server misbehaving"_L1, Kind::Network, ""_L1},
    Words{"network is unreachable"_L1, Kind::Network, ""_L1},
    Words{"no route to host"_L1, Kind::Network, ""_L1},
    Words{"unexpected eof"_L1, Kind::Network, ""_L1},
    Words{"does not exist locally with the tag"_L1, Kind::NotFound, "UnknownImage"_L1},
    Words{"tag does not exist"_L1, Kind::NotFound, "UnknownImage"_L1},
    Words{"no such image"_L1, Kind::NotFound, "UnknownImage"_L1},
    Words{"manifest unknown"_L1, Kind::NotFound, ""_L1},
    Words{"name unknown"_L1, Kind::NotFound, ""_L1},
    Words{"no matching manifest"_L1, Kind::NotFound, ""_L1},
    Words{"not found"_L1, Kind::NotFound, ""_L1},
    Words{"invalid reference format"_L1, Kind::Invalid, ""_L1},
    Words{"manifest invalid"_L1, Kind::Invalid, ""_L1},
    Words{"name invalid"_L1, Kind::Invalid, ""_L1},
    Words{"digest did not match"_L1, Kind::Invalid, ""_L1},
    Words{"unsupported: "_L1, Kind::Invalid, ""_L1},
};

const Words *knownIn(const QString &message)
{
    const auto *const it = std::find_if(Known.begin(), Known.end(), [&](const Words &words) {
        return message.contains(words.part, Qt::CaseInsensitive);
    });
    return it == Known.end() ? nullptr : it;
}

//! Whose words are those of a command, maybe.
bool isFailedStep(const ProgressLine::Failure &failure)
{
    static const QRegularExpression words(
        u"returned a non-zero code: |^(failed to solve: )?(executor failed running|process \")|exit code: \\d+$"_s);
    return failure.code != 0 || words.match(failure.message).hasMatch();
}

bool isBadDockerfile(const QString &message)
{
    return message.contains("parse error"_L1, Qt::CaseInsensitive) ||
           message.contains("unknown instruction"_L1, Qt::CaseInsensitive) ||
           message.contains("Cannot locate specified Dockerfile"_L1) ||
           message.contains("failed to read dockerfile"_L1, Qt::CaseInsensitive);
}

//! Of COPY and ADD, by either builder.
bool isMissingFile(const QString &message)
{
    return message.startsWith("COPY failed"_L1) || message.startsWith("ADD failed"_L1) ||
           message.contains("failed to calculate checksum"_L1) || message.contains("failed to compute cache key"_L1);
}

} // namespace

ApiError errorFromStream(const ProgressLine::Failure &failure)
{
    const Words *known = knownIn(failure.message);
    return {.kind = known ? known->kind : Kind::Server,
            .reason = known ? QString(known->reason) : QString(),
            .message = failure.message};
}

ApiError errorFromBuild(const ProgressLine::Failure &failure)
{
    if (isFailedStep(failure))
        return {.kind = Kind::Invalid, .reason = u"BuildFailed"_s, .message = failure.message};
    if (isBadDockerfile(failure.message))
        return {.kind = Kind::Invalid, .reason = u"BadDockerfile"_s, .message = failure.message};
    const ApiError error = errorFromStream(failure);
    if (error.reason == "DiskFull"_L1 || (error.kind != Kind::Server && !isMissingFile(failure.message)))
        return error;
    return {.kind = Kind::Invalid, .reason = u"BuildFailed"_s, .message = failure.message};
}

ApiError errorOfRegistry(ApiError error)
{
    if (error.httpStatus == 413)
        error.reason = u"TooLarge"_s;
    if (const Words *known = error.httpStatus == 500 ? knownIn(error.message) : nullptr) {
        error.kind = known->kind;
        error.reason = known->reason;
    }
    return error;
}

ApiError errorFromTransfer(const transport::HttpFailure &failure)
{
    return errorOfRegistry(errorFromFailure(failure));
}

ApiError errorFromBuild(const transport::HttpFailure &failure)
{
    ApiError error = errorOfRegistry(errorFromFailure(failure));
    const bool isRefused = error.httpStatus == 400 || error.httpStatus == 500;
    if (isRefused && error.reason.isEmpty() && isBadDockerfile(error.message)) {
        error.kind = Kind::Invalid;
        error.reason = u"BadDockerfile"_s;
    }
    return error;
}

int dockerfileLineOf(const QString &message)
{
    static const QRegularExpression line(u"parse error (?:on )?line (\\d{1,6})\\b|^Dockerfile:(\\d{1,6})\\b"_s,
                                         QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = line.match(message);
    return (match.captured(1) + match.captured(2)).toInt();
}

} // namespace fairlead::docker
