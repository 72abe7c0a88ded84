// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dockerfile.h"

#include <QHash>

namespace fairlead::images {

//! What a build says beside its Dockerfile.
struct BuildChoice
{
    QHash<QString, QString> arguments;
    QString target;          //!< name or number of a stage; empty: the last
    QString platform;        //!< "linux/arm64"; empty: the builder's
    QString builderPlatform; //!< empty: that of this machine
    bool isClassic = false;  //!< that builder knows no platforms as arguments, and builds all stages up to the target
};

//! An image that a build begins with, or takes files from.
struct BaseUse
{
    QString image;    //!< as it is written, with its variables
    QString platform; //!< "linux/amd64", where it is another than that of the build
    int line = 0;     //!< where it is first

    bool operator==(const BaseUse &) const = default;
};

//! Images of FROM, COPY --from and RUN --mount=from= of the stages that are needed for the target; none is a stage
//! itself, or scratch. In the order of the file, each once for each platform.
//! Errors: a stage that is needed whose FROM names nothing or cannot be read, as docker refuses it; no such target.
//! Source: BuildKit, frontend/dockerfile/dockerfile2llb.
tl::expected<std::vector<BaseUse>, DockerfileError> basesOf(const Dockerfile &file, const BuildChoice &choice);

//! Whether the classic builder would make another thing of it: arguments such as TARGETARCH in a FROM are empty there,
//! and stages that are not needed are built, and their images pulled.
bool needsBuildKit(const Dockerfile &file, const BuildChoice &choice);

} // namespace fairlead::images
