// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dockerendpoint.h"

namespace fairlead::docker {

//! One daemon as the settings name it: an address, or a docker context that has one.
struct DaemonChoice
{
    DaemonAddress address;
    QString contextName; //!< instead of the address; empty: that. "default": the socket of this machine

    bool operator==(const DaemonChoice &) const = default;
};

//! Reads files: not for the thread that paints. Errors: those of dockerEndpoint(), dockerContext(), contextEndpoint().
Result<DockerEndpoint> resolveDaemon(const DaemonChoice &choice, const QString &dockerFolder);

//! Where requests go, as docker writes it: "unix:///var/run/docker.sock", "tcp://10.0.0.5:2376".
QString endpointText(const transport::Endpoint &endpoint);

} // namespace fairlead::docker
