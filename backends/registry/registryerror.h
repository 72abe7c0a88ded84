// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httprequest.h"

#include <optional>

namespace fairlead::registry {

//! What a registry says about a failure.
struct RegistryErrorText
{
    QString code;    //!< of the first error: "MANIFEST_UNKNOWN"
    QString message; //!< of all of them, with the detail where it is a text

    bool operator==(const RegistryErrorText &) const = default;
};

//! Nothing where \p body is no list of errors.
//! Shape: {"errors": [{"code", "message", "detail"}]}. Source: OCI distribution specification, "Error codes"; token
//! servers answer with {"details"} or OAuth's {"error", "error_description"}, too.
std::optional<RegistryErrorText> parseRegistryError(const QByteArray &body);

//! The status line decides the kind; the body explains.
ApiError errorFromFailure(const transport::HttpFailure &failure);

} // namespace fairlead::registry
