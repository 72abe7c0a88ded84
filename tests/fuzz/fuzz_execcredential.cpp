// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/kubernetes/auth/execcredential.h"

namespace fairlead::fuzz {

void feed(QByteArrayView bytes)
{
    const QByteArray output = bytes.toByteArray();
    const auto answer = kubernetes::parseExecCredential(output, QStringLiteral("client.authentication.k8s.io/v1"));
    if (!answer && answer.error().reason != QLatin1StringView("ExecPluginMalformed"))
        qFatal("an answer that cannot be read is ExecPluginMalformed");
    kubernetes::ExecConfig config;
    config.env = {{QStringLiteral("A"), QStringLiteral("secret")}};
    if (kubernetes::printableOutput(output, config).contains(QLatin1StringView("secret")))
        qFatal("a value of the plugin's environment is shown");
}

QList<QByteArray> seeds()
{
    return {
        R"({"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
"status": {"token": "t", "expirationTimestamp": "2026-01-02T03:04:05Z"}})",
        R"({"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
"status": {"clientCertificateData": "-----BEGIN CERTIFICATE-----", "clientKeyData": "-----BEGIN KEY-----"}})",
        "apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus:\n  token: secret\n",
        "\x1b[31mrefused\x1b]8;;http://x\x07: secret is not valid\xe2\x80\xae\r\n",
    };
}

} // namespace fairlead::fuzz
