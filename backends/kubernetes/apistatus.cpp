// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apistatus.h"

#include "backends/kubernetes/listwatch/jsondecoder.h"
#include "backends/kubernetes/listwatch/protobufdecoder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

ApiError errorFromStatus(const StatusFields &status)
{
    ApiError error{.kind = transport::errorKindForStatus(status.code),
                   .httpStatus = status.code,
                   .reason = status.reason,
                   .message = status.message};
    if (status.retryAfterSeconds)
        error.retryAfter = std::chrono::seconds(std::clamp(*status.retryAfterSeconds, 0, 3'600));
    return error;
}

ApiError errorFromFailure(const transport::HttpFailure &failure)
{
    Result<ApiError> status = tl::make_unexpected(failure.error);
    if (failure.contentType == "application/vnd.kubernetes.protobuf")
        status = protobuf::decodeStatus(failure.body);
    else if (failure.contentType == "application/json")
        status = json::decodeStatus(failure.body);
    if (!status || failure.error.httpStatus == 0)
        return failure.error;
    // The status line decides; the body explains.
    ApiError error = failure.error;
    error.reason = status->reason;
    error.message = status->message;
    if (!error.retryAfter)
        error.retryAfter = status->retryAfter;
    return error;
}

ApiError unexpectedContentType(int httpStatus, const QByteArray &contentType)
{
    return {.kind = ApiError::Kind::Malformed,
            .httpStatus = httpStatus,
            .reason = contentType == "text/html" ? u"HtmlAnswer"_s : u"UnexpectedContentType"_s,
            .message = u"answered with content type \"%1\""_s.arg(QString::fromLatin1(contentType.left(80)))};
}

} // namespace fairlead::kubernetes
