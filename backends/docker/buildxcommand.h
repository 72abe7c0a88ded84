// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildoptions.h"
#include "dockerendpoint.h"

#include "backends/processes/boundedprocess.h"

namespace fairlead::docker {

struct BuildxRequest
{
    QString program; //!< path of the plugin
    BuildOptions options;
    DockerEndpoint daemon;
    //! Of ours alone, and of this build: the plugin's own files, which are not to be mixed with those of the user, and
    //! the image's id.
    QString folder;
    QProcessEnvironment environment; //!< of the user
};

//! Where the plugin writes what it knows of the image.
QString metadataFile(const QString &folder);

//! The id that the engine gives the image: its digest, which is that of its configuration only where the engine has an
//! image store of its own. \p metadata: what is in that file. Empty: none.
QString builtImageId(QByteArrayView metadata);

//! Of \p names of build arguments those that mean something to the program itself: their values cannot be in its
//! environment, and must not be among its arguments.
QStringList notForBuildx(const QStringList &names);

//! A build whose context comes over standard input, and whose progress goes to standard error as a JSON object a line.
//! It speaks to that daemon whatever the user's context and builder are, by the driver "docker", so that the image is
//! there when it ends. Values of build arguments are in its environment and not among its arguments, which everybody on
//! the machine can read; but for proxies without a login. Those of notForBuildx() are left out, as is what only the
//! classic builder takes.
//! Source: docs.docker.com, "docker buildx build"; docker/cli cli-plugins/plugin; docker/cli cli/flags/options.go.
processes::ProcessCommand buildxCommand(const BuildxRequest &request);

} // namespace fairlead::docker
