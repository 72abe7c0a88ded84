// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/builderchoice.h"
#include "backends/docker/buildoptions.h"
#include "backends/docker/daemonstatus.h"
#include "backends/docker/enginelogin.h"
#include "backends/docker/streamerror.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

//! What is decided from words and numbers before and behind a stream.
class TestStreamError : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void messages_data();
    void messages();
    void builds_data();
    void builds();
    void answers_data();
    void answers();
    void lines_data();
    void lines();
    void choices_data();
    void choices();
    void enginesOffer_data();
    void enginesOffer();
    void queries_data();
    void queries();
    void logins_data();
    void logins();
    void registryConfigs();
};

void TestStreamError::messages_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *message, Kind kind, const char *reason = "") {
        QTest::newRow(message) << QString::fromUtf8(message) << toString(kind) + u' ' + QString::fromLatin1(reason);
    };
    // Docker 20.10 with docker-registry 2.8
    row("unauthorized: authentication required", Kind::Unauthorized);
    row("unauthorized: incorrect username or password", Kind::Unauthorized);
    row("no basic auth credentials", Kind::Unauthorized);
    row("Head \"https://10.99.0.1:5000/v2/none/none/manifests/1\": no basic auth credentials", Kind::Unauthorized);
    row("errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n",
        Kind::Forbidden);
    row("toomanyrequests: refused by the switch file of the test bed", Kind::TooManyRequests);
    row("received unexpected HTTP status: 503 Service Unavailable", Kind::Server);
    row("received unexpected HTTP status: 413 Request Entity Too Large", Kind::Invalid, "TooLarge");
    row("error parsing HTTP 413 response body: invalid character '<' looking for beginning of value: "
        "\"<html>\\r\\n<head><title>413 Request Entity Too Large</title></head>\"",
        Kind::Invalid, "TooLarge");
    row("An image does not exist locally with the tag: 10.99.0.1:5000/a/none", Kind::NotFound, "UnknownImage");
    row("manifest for 10.99.0.1:5000/a/none:1 not found: manifest unknown: manifest unknown", Kind::NotFound);
    row("Get \"https://10.99.0.1:5999/v2/\": dial tcp 10.99.0.1:5999: connect: connection refused", Kind::Network);
    row("Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?", Kind::Network);
    row("Get \"https://a.invalid/v2/\": dial tcp: lookup a.invalid: no such host", Kind::Network);
    row("Get \"https://a/v2/\": dial tcp: lookup a on 10.0.0.1:53: read udp 10.0.0.2:44153->10.0.0.1:53: i/o timeout",
        Kind::Timeout);
    row("Get \"https://a/v2/\": x509: certificate signed by unknown authority", Kind::Tls);
    row("Get \"https://a/v2/\": tls: failed to verify certificate", Kind::Tls);
    row("Get \"https://a:5000/v2/\": http: server gave HTTP response to HTTPS client", Kind::Tls);
    row("Get \"https://a/v2/\": net/http: TLS handshake timeout", Kind::Timeout);
    row("Get \"https://a/v2/\": context deadline exceeded", Kind::Timeout);
    row("Put \"https://a/v2/x/blobs/uploads/1\": write tcp 10.0.0.1:1->10.0.0.2:443: write: broken pipe",
        Kind::Network);
    row("unexpected EOF", Kind::Network);
    row("context canceled", Kind::Cancelled);
    row("write /var/lib/docker/tmp/GetImageBlob1: no space left on device", Kind::Server, "DiskFull");
    row("failed to register layer: Error processing tar file(exit status 1): write /a: no space left on device",
        Kind::Server, "DiskFull");
    row("blob upload unknown", Kind::Server);
    row("manifest invalid: manifest invalid", Kind::Invalid);
    row("unsupported: The operation is unsupported.", Kind::Invalid);
    row("invalid reference format: repository name must be lowercase", Kind::Invalid);
    row("something new", Kind::Server);
    row("", Kind::Server);
    // Docker 28.5 with containerd's image store
    row("push access denied, repository does not exist or may require authorization: server message: "
        "insufficient_scope: authorization failed",
        Kind::Forbidden);
    row("push access denied, repository does not exist or may require authorization: server message: invalid_token: "
        "authorization failed",
        Kind::Unauthorized);
    row("push access denied, repository does not exist or may require authorization: authorization failed: no basic "
        "auth credentials",
        Kind::Unauthorized);
    row("pull access denied, repository does not exist or may require authorization: authorization failed: no basic "
        "auth credentials",
        Kind::Unauthorized);
    // Docker Hub
    row("denied: requested access to the resource is denied", Kind::Forbidden);
    row("pull access denied for a/b, repository does not exist or may require 'docker login': denied: requested access "
        "to the resource is denied",
        Kind::Forbidden);
    row("toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and "
        "upgrading",
        Kind::TooManyRequests);
    row("no matching manifest for linux/arm64/v8 in the manifest list entries", Kind::NotFound);
    // ECR
    row("denied: Your authorization token has expired. Reauthenticate and try again.", Kind::Unauthorized,
        "LoginExpired");
    row("name unknown: The repository with name 'a' does not exist in the registry with id '1'", Kind::NotFound);
    row("tag invalid: The image tag '1' already exists in the 'a' repository and cannot be overwritten because the "
        "repository is immutable.",
        Kind::Conflict, "ImmutableTag");
    row("denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:InitiateLayerUpload on resource: a",
        Kind::Forbidden);
    // Google
    row("denied: Unauthenticated request. Unauthenticated requests do not have permission \"a\" on resource \"b\"",
        Kind::Unauthorized);
    row("denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource \"a\"",
        Kind::Forbidden);
    // Harbor
    row("unauthorized: unauthorized to access repository: a/b, action: push: unauthorized to access repository",
        Kind::Unauthorized);
    row("denied: adding 1.2 GiB of storage resource, which when updated to current usage of 9.0 GiB will exceed the "
        "configured upper limit of 10.0 GiB.",
        Kind::Forbidden, "Quota");
    row("unknown: Failed to process request due to 'a/b:1' configured as immutable.", Kind::Conflict, "ImmutableTag");
    // GitHub
    row("denied: permission_denied: write_package", Kind::Forbidden);
}

void TestStreamError::messages()
{
    QFETCH(QString, message);
    const ApiError error = errorFromStream({.message = message});
    QTEST(toString(error.kind) + u' ' + error.reason, "expected");
    QCOMPARE(error.message, message);
}

void TestStreamError::builds_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](int code, const char *message, Kind kind, const char *reason = "") {
        QTest::newRow(message) << code << QString::fromUtf8(message)
                               << toString(kind) + u' ' + QString::fromLatin1(reason);
    };
    row(7, "The command '/bin/busybox sh -c exit 7' returned a non-zero code: 7", Kind::Invalid, "BuildFailed");
    row(1, "The command '/bin/sh -c echo unauthorized' returned a non-zero code: 1", Kind::Invalid, "BuildFailed");
    row(0, "executor failed running [/bin/sh -c echo no space left on device]: exit code: 1", Kind::Invalid,
        "BuildFailed");
    row(0, "process \"/bin/sh -c echo denied: x\" did not complete successfully: exit code: 1", Kind::Invalid,
        "BuildFailed");
    row(0, "COPY failed: file not found in build context or excluded by .dockerignore: stat a: file does not exist",
        Kind::Invalid, "BuildFailed");
    row(0, "COPY failed: write /a: no space left on device", Kind::Server, "DiskFull");
    row(0, "failed to compute cache key: \"/a\" not found: not found", Kind::Invalid, "BuildFailed");
    row(0, "dockerfile parse error line 2: unknown instruction: FRAM", Kind::Invalid, "BadDockerfile");
    row(0,
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: "
        "unknown instruction: FRAM",
        Kind::Invalid, "BadDockerfile");
    row(0, "Cannot locate specified Dockerfile: x", Kind::Invalid, "BadDockerfile");
    row(0, "unauthorized: authentication required", Kind::Unauthorized);
    row(0, "failed to solve with frontend dockerfile.v0: failed to create LLB definition: no active sessions",
        Kind::Unauthorized, "NeedsSession");
    row(0, "manifest for a:1 not found: manifest unknown: manifest unknown", Kind::NotFound);
    row(0, "failed to reach build target x in Dockerfile", Kind::Invalid, "BuildFailed");
}

void TestStreamError::builds()
{
    QFETCH(int, code);
    QFETCH(QString, message);
    const ApiError error = errorFromBuild(ProgressLine::Failure{code, message});
    QTEST(toString(error.kind) + u' ' + error.reason, "expected");
    QCOMPARE(error.message, message);
}

void TestStreamError::answers_data()
{
    QTest::addColumn<bool>("isBuild");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a registry's refusal")
        << false << 500 << u"unauthorized: authentication required"_s << u"Unauthorized "_s;
    QTest::newRow("the engine's own") << false << 500 << u"something"_s << u"Server "_s;
    QTest::newRow("a status that says it") << false << 404 << u"pull access denied for a"_s << u"NotFound "_s;
    QTest::newRow("too large") << false << 413 << u""_s << u"Invalid TooLarge"_s;
    QTest::newRow("too many") << false << 429 << u""_s << u"TooManyRequests "_s;
    QTest::newRow("bad Dockerfile") << true << 400 << u"dockerfile parse error line 2: unknown instruction: FRAM"_s
                                    << u"Invalid BadDockerfile"_s;
    QTest::newRow("no Dockerfile") << true << 500 << u"Cannot locate specified Dockerfile: Dockerfile"_s
                                   << u"Invalid BadDockerfile"_s;
    QTest::newRow("disk full") << true << 500 << u"write /var/lib/docker/tmp/x: no space left on device"_s
                               << u"Server DiskFull"_s;
    QTest::newRow("no engine") << true << 0 << u"unauthorized"_s << u"Network "_s;
}

void TestStreamError::answers()
{
    QFETCH(bool, isBuild);
    QFETCH(int, status);
    QFETCH(QString, message);
    transport::HttpFailure failure{.error = {.httpStatus = status, .message = message},
                                   .contentType = "application/json",
                                   .body = "{\"message\":\"" + message.toUtf8() + "\"}"};
    if (status > 0)
        failure.error.kind = transport::errorKindForStatus(status);
    const ApiError error = isBuild ? errorFromBuild(failure) : errorFromTransfer(failure);
    QTEST(toString(error.kind) + u' ' + error.reason, "expected");
    QCOMPARE(error.httpStatus, status);
}

void TestStreamError::lines_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    QTest::newRow("20.10") << u"dockerfile parse error line 2: unknown instruction: FRAM"_s << 2;
    QTest::newRow("BuildKit") << u"failed to solve: dockerfile parse error on line 12: unknown instruction: FRAM"_s
                              << 12;
    QTest::newRow("source") << u"failed\nDockerfile:7\n--------------------\n"_s << 7;
    QTest::newRow("none") << u"exit code: 7"_s << 0;
    QTest::newRow("no line of this world") << u"parse error line 99999999999: x"_s << 0;
}

void TestStreamError::lines()
{
    QFETCH(QString, message);
    QTEST(dockerfileLineOf(message), "line");
}

void TestStreamError::choices_data()
{
    QTest::addColumn<int>("wish");
    QTest::addColumn<BuildNeeds>("needs");
    QTest::addColumn<Ping>("ping");
    QTest::addColumn<bool>("hasBuildx");
    QTest::addColumn<int>("builder");
    QTest::addColumn<int>("reason");
    using Wish = BuilderWish;
    using Reason = BuilderChoice::Reason;
    bool hasBuildx = false;
    const auto row = [&hasBuildx](const char *name, Wish wish, const BuildNeeds &needs, const Ping &ping,
                                  Builder builder, Reason reason) {
        QTest::addRow("%s%s", name, hasBuildx ? ", buildx" : "")
            << int(wish) << needs << ping << hasBuildx << int(builder) << int(reason);
    };
    const Ping old{.osType = u"linux"_s, .server = u"Docker/20.10.24 (linux)"_s};
    const Ping young{.osType = u"linux"_s, .builderVersion = u"2"_s, .server = u"Docker/28.3.0 (linux)"_s};
    const Ping windows{.osType = u"windows"_s, .builderVersion = u"1"_s, .server = u"Docker/28.3.0 (windows)"_s};
    const Ping podman{.osType = u"linux"_s, .server = u"Libpod/4.3.1 (linux)"_s};
    const BuildNeeds nothing;
    const BuildNeeds mounts{.needsBuildKit = true};
    const BuildNeeds session{.needsSession = true};
    const BuildNeeds both{.needsBuildKit = true, .needsSession = true};
    const BuildNeeds images{.takesImages = true};
    row("20.10", Wish::Automatic, nothing, old, Builder::Classic, Reason::EngineSaysNothing);
    row("20.10, cache mounts", Wish::Automatic, mounts, old, Builder::BuildKit, Reason::NeedsBuildKit);
    row("20.10, cache mounts, private base", Wish::Automatic, both, old, Builder::Classic, Reason::NeedsSession);
    row("20.10, wished", Wish::BuildKit, nothing, old, Builder::BuildKit, Reason::Wished);
    row("28", Wish::Automatic, nothing, young, Builder::BuildKit, Reason::EngineRecommends);
    row("28, private base", Wish::Automatic, session, young, Builder::Classic, Reason::NeedsSession);
    row("28, cache mounts", Wish::Automatic, mounts, young, Builder::BuildKit, Reason::NeedsBuildKit);
    row("28, files of an image", Wish::Automatic, images, young, Builder::BuildKit, Reason::EngineRecommends);
    row("28, classic wished", Wish::Classic, mounts, young, Builder::Classic, Reason::Wished);
    row("28, wished, private base", Wish::BuildKit, session, young, Builder::Classic, Reason::NeedsSession);
    row("28, buildx wished", Wish::Buildx, nothing, young, Builder::BuildKit, Reason::NotInstalled);
    row("28, buildx wished, private base", Wish::Buildx, session, young, Builder::Classic, Reason::NeedsSession);
    row("Windows", Wish::BuildKit, nothing, windows, Builder::Classic, Reason::NotOffered);
    row("Podman", Wish::BuildKit, mounts, podman, Builder::Classic, Reason::NotOffered);
    row("without a name", Wish::BuildKit, nothing, {}, Builder::BuildKit, Reason::Wished);
    hasBuildx = true;
    row("20.10", Wish::Automatic, nothing, old, Builder::Classic, Reason::EngineSaysNothing);
    row("20.10, cache mounts", Wish::Automatic, mounts, old, Builder::Buildx, Reason::NeedsBuildKit);
    row("20.10, frontend", Wish::Automatic, session, old, Builder::Buildx, Reason::NeedsSession);
    row("20.10, cache mounts, private base", Wish::Automatic, both, old, Builder::Buildx, Reason::NeedsSession);
    row("20.10, files of an image", Wish::Automatic, images, old, Builder::Classic, Reason::EngineSaysNothing);
    row("28", Wish::Automatic, nothing, young, Builder::BuildKit, Reason::EngineRecommends);
    row("28, cache mounts", Wish::Automatic, mounts, young, Builder::Buildx, Reason::NeedsBuildKit);
    row("28, files of an image", Wish::Automatic, images, young, Builder::Buildx, Reason::NeedsSession);
    row("28, classic wished", Wish::Classic, both, young, Builder::Classic, Reason::Wished);
    row("28, BuildKit wished, cache mounts", Wish::BuildKit, mounts, young, Builder::BuildKit, Reason::Wished);
    row("28, BuildKit wished, private base", Wish::BuildKit, session, young, Builder::Buildx, Reason::NeedsSession);
    row("28, buildx wished", Wish::Buildx, nothing, young, Builder::Buildx, Reason::Wished);
    row("Windows", Wish::Buildx, both, windows, Builder::Classic, Reason::NotOffered);
    row("Podman", Wish::Buildx, both, podman, Builder::Classic, Reason::NotOffered);
}

void TestStreamError::choices()
{
    QFETCH(int, wish);
    QFETCH(BuildNeeds, needs);
    QFETCH(Ping, ping);
    QFETCH(bool, hasBuildx);
    const BuilderChoice choice = chooseBuilder(BuilderWish(wish), needs, ping, hasBuildx);
    QTEST(int(choice.builder), "builder");
    QTEST(int(choice.reason), "reason");
}

void TestStreamError::enginesOffer_data()
{
    using Kind = EngineVersion::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isBuildKit");
    QTest::newRow("Docker") << int(Kind::Docker) << true;
    QTest::newRow("Podman") << int(Kind::Podman) << false;
    QTest::newRow("another") << int(Kind::Other) << false;
}

//! What a session knows of its engine is enough to choose by.
void TestStreamError::enginesOffer()
{
    QFETCH(int, kind);
    const DaemonStatus status{.kind = EngineVersion::Kind(kind), .version = u"20.10.24"_s, .os = u"linux"_s};
    const BuilderChoice choice = chooseBuilder(BuilderWish::Automatic, {.needsBuildKit = true}, pingOf(status));
    QTEST(choice.builder == Builder::BuildKit, "isBuildKit");
}

void TestStreamError::queries_data()
{
    QTest::addColumn<BuildOptions>("options");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing said") << BuildOptions{} << u"rm=1&forcerm=1"_s;
    QTest::newRow("all") << BuildOptions{.builder = Builder::BuildKit,
                                         .tags = {u"h:5000/a:1"_s, u"b:2"_s},
                                         .dockerfile = u"sub/My Dockerfile"_s,
                                         .buildArgs = {{u"A"_s, u"1&2=3+4 %41\"#"_s}},
                                         .labels = {{u"l"_s, u"ü"_s}},
                                         .target = u"one"_s,
                                         .platform = u"linux/arm64"_s,
                                         .usesCache = false,
                                         .pulls = true,
                                         .removes = false,
                                         .removesAlways = false,
                                         .cacheFrom = {u"c:1"_s},
                                         .extraHosts = {u"a:1.2.3.4"_s, u"b:::1"_s},
                                         .networkMode = u"none"_s,
                                         .shmSizeBytes = 64,
                                         .memoryBytes = 128,
                                         .memorySwapBytes = -1,
                                         .cpuShares = 2,
                                         .cpuPeriodUs = 3,
                                         .cpuQuotaUs = 4,
                                         .cpuSetCpus = u"0-3"_s,
                                         .buildId = u"x"_s}
                         << u"t=h%3A5000%2Fa%3A1&t=b%3A2&dockerfile=sub%2FMy%20Dockerfile"
                            "&buildargs=%7B%22A%22%3A%221%262%3D3%2B4%20%2541%5C%22%23%22%7D"
                            "&labels=%7B%22l%22%3A%22%C3%BC%22%7D&target=one&platform=linux%2Farm64&nocache=1&pull=1"
                            "&rm=0&cachefrom=%5B%22c%3A1%22%5D&extrahosts=a%3A1.2.3.4&extrahosts=b%3A%3A%3A1"
                            "&networkmode=none&shmsize=64&memory=128&memswap=-1&cpushares=2&cpuperiod=3&cpuquota=4"
                            "&cpusetcpus=0-3&version=2&buildid=x"_s;
}

void TestStreamError::queries()
{
    QFETCH(BuildOptions, options);
    QTEST(buildQuery(options).toString(QUrl::FullyEncoded), "expected");
}

void TestStreamError::logins_data()
{
    QTest::addColumn<EngineLogin>("login");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << EngineLogin{} << QByteArray("{}");
    QTest::newRow("password") << EngineLogin{u"me"_s, u"pä\"ss?~?>>"_s, false, u"h:5000"_s}
                              << QByteArray("{\"password\":\"p\xc3\xa4\\\"ss?~?>>\",\"serveraddress\":\"h:5000\","
                                            "\"username\":\"me\"}");
    QTest::newRow("identity token") << EngineLogin{u"me"_s, u"t"_s, true, u"h"_s}
                                    << QByteArray(R"({"identitytoken":"t","serveraddress":"h"})");
    QTest::newRow("Docker Hub") << EngineLogin{u"me"_s, u"p"_s, false, u"docker.io"_s}
                                << QByteArray("{\"password\":\"p\",\"serveraddress\":\"https://index.docker.io/v1/\","
                                              "\"username\":\"me\"}");
}

void TestStreamError::logins()
{
    QFETCH(EngineLogin, login);
    const QByteArray header = registryAuth(login);
    QVERIFY(!header.contains('+') && !header.contains('/'));
    QTEST(QByteArray::fromBase64(header, QByteArray::Base64UrlEncoding), "expected");
    QCOMPARE(header.size() % 4, 0); // padded, as Go wants it
}

void TestStreamError::registryConfigs()
{
    const QByteArray header = registryConfig({{u"docker.io"_s, {u"me"_s, u"p"_s}}, {u"h:1"_s, {u"you"_s, u"q"_s}}});
    const QByteArray expected = "{\"h:1\":{\"password\":\"q\",\"username\":\"you\"},"
                                "\"https://index.docker.io/v1/\":{\"password\":\"p\",\"username\":\"me\"}}";
    QCOMPARE(QByteArray::fromBase64(header, QByteArray::Base64UrlEncoding), expected);
}

QTEST_GUILESS_MAIN(TestStreamError)
#include "tst_streamerror.moc"
