// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"

#include "backends/transport/credentials.h"

#include <QDateTime>

#include <optional>

namespace fairlead::kubernetes {

//! What an exec credential plugin answered.
struct ExecCredential
{
    transport::Credentials credentials;
    std::optional<QDateTime> expiration; //!< UTC
};

//! The answer on a plugin's standard output, JSON or YAML.
//! Errors: Unauthorized with reason "ExecPluginMalformed"; the message never contains any of the output.
//! Source: client.authentication.k8s.io v1 and v1beta1, ExecCredential.status.
Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion);

//! The value of KUBERNETES_EXEC_INFO: never interactive, with the cluster when the plugin wants it.
QByteArray execInfo(const ExecConfig &config, const transport::Endpoint &endpoint);

//! When to ask the plugin again: a little before \p expiration, at most half a minute and a tenth of the time left.
QDateTime refreshTime(const QDateTime &now, const QDateTime &expiration);

//! Text of a program as it may be shown: the last 4 KiB, without control characters, escape sequences and direction
//! overrides, and with every value of the plugin's own environment variables masked.
QString printableOutput(const QByteArray &output, const ExecConfig &config);

} // namespace fairlead::kubernetes
