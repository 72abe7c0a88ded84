// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/registry/bearertokens.h"
#include "backends/registry/credentialhelper.h"
#include "backends/registry/dockerconfig.h"
#include "backends/registry/imagereference.h"
#include "backends/registry/manifest.h"
#include "backends/registry/pagelink.h"
#include "backends/registry/registryerror.h"

namespace fairlead::fuzz {

using namespace registry;

namespace {

void feedReference(const QString &text)
{
    const auto reference = ImageReference::parse(text);
    if (reference && reference->canonical() != text)
        qFatal("a reference is not what it was read from");
    const auto normalized = ImageReference::parseNormalized(text);
    if (!normalized)
        return;
    if (ImageReference::parseNormalized(normalized->canonical()) != *normalized)
        qFatal("the canonical form means something else");
    if (normalized->path.isEmpty() || normalized->path.size() > ImageReference::PathLimit ||
        normalized->path.contains(QLatin1StringView("..")))
        qFatal("a path that no request may have");
}

void feedDigest(const QString &text)
{
    const auto digest = Digest::parse(text);
    if (digest && digest->toString() != text)
        qFatal("a digest is not what it was read from");
}

} // namespace

//! References that people write; headers and bodies of registries and token servers; files and programs of docker's.
void feed(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const QByteArray body = bytes.toByteArray();
    feedReference(text);
    feedDigest(text);
    for (const AuthChallenge &challenge : parseAuthChallenges(bytes)) {
        const auto request = makeTokenRequest(challenge, QStringLiteral("repository:a:pull"), Login{},
                                              {.server = QUrl(QStringLiteral("https://registry.example"))});
        if (request && request->endpoint.server.scheme() != QLatin1StringView("https"))
            qFatal("a login goes out without TLS");
    }
    if (const auto link = nextPage({{"link", body}}, QUrl(QStringLiteral("/v2/a/tags/list")));
        link && !link->path.startsWith(QLatin1StringView("/v2/")))
        qFatal("a link leads out of the API");
    static_cast<void>(parseTokenAnswer(body, QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC)));
    static_cast<void>(parseRegistryError(body));
    const auto manifest = parseManifest(body, {});
    if (manifest && !manifest->digest.names(bytes))
        qFatal("a manifest is not what its digest says");
    if (const auto config = parseDockerConfig(body))
        static_cast<void>(findLogin(*config, QStringLiteral("docker.io")));
    for (const int exitCode : {0, 1}) {
        const auto answer = parseHelperOutput({.exitCode = exitCode, .output = body, .errors = {}});
        const bool looksLikeOne = body.contains('{');
        if (looksLikeOne && !answer && answer.error().message.contains(QLatin1StringView("hunter2")))
            qFatal("a secret is shown");
    }
}

QList<QByteArray> seeds()
{
    const QByteArray digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    return {
        "registry.example:5000/team/app_x/y--z:v1.2-RC@" + digest,
        "busybox",
        "[2001:db8::1]:5000/repo:tag",
        digest,
        R"(Bearer realm="https://auth.example/token",service="registry",scope="repository:a/b:pull,push",error="x\"y")",
        R"(Negotiate abc==, Basic realm="a, b", Bearer realm=https://x)",
        R"(</v2/a/tags/list?last=b&n=2>; rel="next", <x>; rel=prev)",
        R"({"token": "t", "expires_in": 300, "issued_at": "2026-01-02T03:04:05Z"})",
        R"({"errors": [{"code": "DENIED", "message": "no", "detail": "x"}]})",
        R"({"schemaVersion": 2, "config": {"mediaType": "m", "digest": ")" + digest + R"(", "size": 7}, "layers": []})",
        R"({"schemaVersion": 2, "manifests": [{"digest": ")" + digest +
            R"(", "size": 7, "platform": {"os": "linux", "architecture": "amd64"}}]})",
        R"({"auths": {"https://index.docker.io/v1/": {"auth": "dTpw"}, "h:1": {"identitytoken": "t"}},
"credHelpers": {"h": "x"}, "credsStore": "s"})",
        R"({"ServerURL": "h", "Username": "u", "Secret": "hunter2"})",
    };
}

} // namespace fairlead::fuzz
