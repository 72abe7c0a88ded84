// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginetypes.h"

#include "backends/transport/apierror.h"

#include <compare>
#include <optional>

namespace fairlead::docker {

//! "1.41": which dialect of the Engine API a request is in.
struct ApiVersion
{
    int major = 0;
    int minor = 0;

    //! "v1.41" is read too, as in older documents.
    static std::optional<ApiVersion> parse(QStringView text);
    QString text() const;

    auto operator<=>(const ApiVersion &) const = default;
};

//! That of Debian 12's engine 20.10, older than which nobody has any more.
inline constexpr ApiVersion OldestApiVersion{1, 41};
//! That of engine 28.3. From 1.52 on /system/df has another shape, which nothing here decodes.
inline constexpr ApiVersion NewestApiVersion{1, 51};

//! The newest version that both sides speak, or \p wanted (DOCKER_API_VERSION; empty: none) without asking the engine,
//! as the docker program does.
//! Errors: Invalid (BadApiVersion, ApiVersionNotKnown) for \p wanted; Invalid (EngineTooOld, EngineTooNew); Malformed
//! (BadApiVersion) for an engine that does not say what it speaks.
Result<ApiVersion> negotiateApiVersion(const EngineVersion &engine, const QString &wanted = {});

} // namespace fairlead::docker
