// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkresult.h"
#include "dockerendpoint.h"
#include "enginetypes.h"
#include "trialbuild.h"

namespace fairlead::docker {

//! What the answers of an engine mean to somebody who is going to use it. Pure functions, one for each check.

CheckResult encryptionFinding(const DockerEndpoint &endpoint);
CheckResult engineFinding(const EngineVersion &version);
CheckResult identityFinding(const EngineInfo &info, EngineVersion::Kind kind);
CheckResult platformFinding(const EngineInfo &info);
CheckResult storageFinding(const EngineInfo &info);
CheckResult diskFinding(const DiskUsage &usage, const EngineInfo &info);
//! \p wanted: a runtime that has to be there ("nvidia"); empty: none.
//! Podman names the runtimes that it could use: which of them are installed it does not say, but for its default.
CheckResult runtimesFinding(const EngineInfo &info, const QString &wanted, EngineVersion::Kind kind);
CheckResult devicesFinding(const EngineInfo &info);
CheckResult builderFinding(const Ping &ping, EngineVersion::Kind kind);
//! \p error: why nothing was built.
CheckResult trialFinding(const std::optional<ApiError> &error, const TrialLeftovers &leftovers);
CheckResult registriesFinding(const EngineInfo &info, EngineVersion::Kind kind);
CheckResult warningsFinding(const EngineInfo &info);
//! \p wanted: tags of images that it builds. \p unnamed: recipes whose tag nobody can tell.
CheckResult imagesFinding(const QStringList &wanted, const QStringList &missing, const QStringList &unnamed);
//! \p wanted: tags that other daemons build, and no registry gets.
CheckResult otherImagesFinding(const QStringList &wanted, const QStringList &missing);

//! "12.3 GB", as docker writes sizes.
QString sizeText(std::int64_t bytes);

} // namespace fairlead::docker
