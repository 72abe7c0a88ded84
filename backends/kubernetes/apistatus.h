// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httprequest.h"

#include <QString>

#include <optional>

namespace fairlead::kubernetes {

//! The fields of a metav1.Status that say what went wrong. Source: Kubernetes API, "Status v1 meta".
struct StatusFields
{
    int code = 0;
    QString reason;
    QString message;
    std::optional<int> retryAfterSeconds;
};

ApiError errorFromStatus(const StatusFields &status);

//! The error of a failed exchange in the server's own words where it sent a Status, in either encoding.
ApiError errorFromFailure(const transport::HttpFailure &failure);

//! The error for a 2xx answer whose content type is not the one asked for: a proxy or a login page answered.
ApiError unexpectedContentType(int httpStatus, const QByteArray &contentType);

} // namespace fairlead::kubernetes
