// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>
#include <tl/expected.hpp>

namespace fairlead {

//! Why a request failed, in the one form in which every failure reaches a view.
//! \c kind is what code decides on; \c reason is the machine-readable word of the server ("Forbidden", "Expired") or
//! one of ours where no server spoke ("ExecPluginNotAllowed"); \c message is the server's text, verbatim and
//! unsanitized: views show it as plain text. \c httpStatus is 0 when no HTTP answer arrived.
struct ApiError
{
    enum class Kind {
        Cancelled,
        Network,
        Tls,
        Timeout,
        Unauthorized,
        Forbidden,
        NotFound,
        Conflict,
        Gone,
        Invalid,
        TooManyRequests,
        Server,
        Malformed,
    };

    Kind kind = Kind::Network;
    int httpStatus = 0;
    QString reason;
    QString message;
    std::optional<std::chrono::seconds> retryAfter;

    //! True where the same request may succeed later without anybody changing anything.
    bool isTransient() const;

    bool operator==(const ApiError &) const = default;
};

//! The kind as it stands in JSON output and logs: "Unauthorized", "TooManyRequests", ...
QString toString(ApiError::Kind kind);

template <class T>
using Result = tl::expected<T, ApiError>;

} // namespace fairlead

Q_DECLARE_METATYPE(fairlead::ApiError)
