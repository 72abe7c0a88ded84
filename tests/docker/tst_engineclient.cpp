// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/engineclient.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";

//! What a call ended with, whatever it asked for.
struct Outcome
{
    int calls = 0;
    std::optional<ApiError> error;

    template <class T>
    EngineClient::Done<T> done()
    {
        return [this](const Result<T> &result) {
            ++calls;
            if (!result)
                error = result.error();
        };
    }
};

//! One call of an EngineClient.
using Call = std::function<RequestHandle(EngineClient &client, const QObject *context, Outcome &outcome)>;

struct Daemon
{
    Daemon()
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
        , client(http)
    {
        client.setAnswerTimeout(5s);
    }

    FaultServer server;
    HttpClient http;
    EngineClient client;
};

} // namespace

Q_DECLARE_METATYPE(Call)

class TestEngineClient : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void asks_data();
    void asks();
    void badNames_data();
    void badNames();
    void errors_data();
    void errors();
    void already_data();
    void already();
    void ping();
    void version();
    void longOnesHoldUpNobody();
    void cancels();
    void contextGoesFirst();
};

void TestEngineClient::asks_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("expected"); // method and target

    const auto row = [](const char *name, const QByteArray &answer, const QByteArray &expected, const Call &call) {
        QTest::newRow(name) << call << answer << expected;
    };
    const QString id = u"7b04"_s;
    const QString image = u"registry.example:5000/team/img:1.0"_s;
    row("ping", "OK", "GET /_ping",
        [](EngineClient &client, const QObject *c, Outcome &o) { return client.ping(c, o.done<Ping>()); });
    row("version", "{}", "GET /version",
        [](EngineClient &client, const QObject *c, Outcome &o) { return client.version(c, o.done<EngineVersion>()); });
    row("info", "{}", "GET /v1.43/info",
        [](EngineClient &client, const QObject *c, Outcome &o) { return client.info(c, o.done<EngineInfo>()); });
    row("disk usage", "{}", "GET /v1.43/system/df",
        [](EngineClient &client, const QObject *c, Outcome &o) { return client.diskUsage(c, o.done<DiskUsage>()); });
    row("build cache", "{}", "GET /v1.43/system/df?type=build-cache",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.listBuildCache(c, o.done<std::vector<BuildCacheEntry>>());
        });
    row("build cache of an engine that counts all", "{}", "GET /v1.41/system/df",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            client.setApiVersion({1, 41});
            return client.listBuildCache(c, o.done<std::vector<BuildCacheEntry>>());
        });
    row("prune of the build cache", "{}", "POST /v1.43/build/prune?filters=%7B%22until%22:[%221500ms%22]%7D",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.pruneBuildCache(1'500ms, c, o.done<BuildCacheRemoval>());
        });
    row("containers that run", "[]", "GET /v1.43/containers/json",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.listContainers(false, c, o.done<std::vector<Container>>());
        });
    row("all containers", "[]", "GET /v1.43/containers/json?all=1",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.listContainers(true, c, o.done<std::vector<Container>>());
        });
    row("container", "{}", "GET /v1.43/containers/7b04/json", [id](EngineClient &client, const QObject *c, Outcome &o) {
        return client.inspectContainer(id, c, o.done<ContainerDetails>());
    });
    row("create", "{}", "POST /v1.43/containers/create?name=run-1",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.createContainer(u"run-1"_s, {.image = u"a"_s}, c, o.done<CreatedContainer>());
        });
    row("create without a name", "{}", "POST /v1.43/containers/create",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.createContainer({}, {.image = u"a"_s}, c, o.done<CreatedContainer>());
        });
    row("start", "", "POST /v1.43/containers/7b04/start", [id](EngineClient &client, const QObject *c, Outcome &o) {
        return client.startContainer(id, c, o.done<void>());
    });
    row("wait", "{}", "POST /v1.43/containers/7b04/wait", [id](EngineClient &client, const QObject *c, Outcome &o) {
        return client.waitContainer(id, 5s, c, o.done<ContainerExit>());
    });
    row("stop", "", "POST /v1.43/containers/7b04/stop?t=3", [id](EngineClient &client, const QObject *c, Outcome &o) {
        return client.stopContainer(id, 3s, c, o.done<void>());
    });
    row("remove", "", "DELETE /v1.43/containers/7b04", [id](EngineClient &client, const QObject *c, Outcome &o) {
        return client.removeContainer(id, false, false, c, o.done<void>());
    });
    row("remove with all", "", "DELETE /v1.43/containers/7b04?force=1&v=1",
        [id](EngineClient &client, const QObject *c, Outcome &o) {
            return client.removeContainer(id, true, true, c, o.done<void>());
        });
    row("images", "[]", "GET /v1.43/images/json?shared-size=1", [](EngineClient &client, const QObject *c, Outcome &o) {
        return client.listImages(c, o.done<std::vector<Image>>());
    });
    row("images of an engine that shares nothing", "[]", "GET /v1.41/images/json",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            client.setApiVersion({1, 41});
            return client.listImages(c, o.done<std::vector<Image>>());
        });
    row("image", "{}", "GET /v1.43/images/registry.example:5000/team/img:1.0/json",
        [image](EngineClient &client, const QObject *c, Outcome &o) {
            return client.inspectImage(image, c, o.done<ImageDetails>());
        });
    row("image by digest", "{}", "GET /v1.43/images/a@sha256:00/json",
        [](EngineClient &client, const QObject *c, Outcome &o) {
            return client.inspectImage(u"a@sha256:00"_s, c, o.done<ImageDetails>());
        });
    row("history", "[]", "GET /v1.43/images/registry.example:5000/team/img:1.0/history",
        [image](EngineClient &client, const QObject *c, Outcome &o) {
            return client.imageHistory(image, c, o.done<std::vector<ImageLayer>>());
        });
    row("tag", "", "POST /v1.43/images/registry.example:5000/team/img:1.0/tag?repo=other/img&tag=2%2B1",
        [image](EngineClient &client, const QObject *c, Outcome &o) {
            return client.tagImage(image, u"other/img"_s, u"2+1"_s, c, o.done<void>());
        });
    row("remove image", "[]", "DELETE /v1.43/images/registry.example:5000/team/img:1.0",
        [image](EngineClient &client, const QObject *c, Outcome &o) {
            return client.removeImage(image, false, c, o.done<ImageRemoval>());
        });
    row("volumes", "{}", "GET /v1.43/volumes", [](EngineClient &client, const QObject *c, Outcome &o) {
        return client.listVolumes(c, o.done<std::vector<Volume>>());
    });
}

void TestEngineClient::asks()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, answer);
    Daemon daemon;
    daemon.server.setScripts({Script::answer(200, Json, answer)});
    daemon.client.setApiVersion({1, 43});
    Outcome outcome;
    call(daemon.client, this, outcome);
    QCOMPARE(outcome.calls, 0);
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY2(!outcome.error, qPrintable(outcome.error.value_or(ApiError()).message));
    const SeenRequest &seen = daemon.server.requests().first();
    QTEST(seen.method + ' ' + seen.target, "expected");
    QCOMPARE(seen.value("Content-Type"), seen.body.isEmpty() ? QByteArray() : Json);
}

void TestEngineClient::badNames_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u""_s, u".."_s, u"../../info"_s, u"a/../b"_s, u"/a"_s, u"a/"_s, u"a//b"_s, u"a?b"_s,
                                u"a b"_s, u"a%2fb"_s, u"a\nb"_s, u"\u00e4"_s, QString(1'001, u'a')})
        QTest::addRow("%lld characters, %s", qlonglong(name.size()),
                      name.left(20).toUtf8().toPercentEncoding().constData())
            << name;
}

void TestEngineClient::badNames()
{
    QFETCH(QString, name);
    Daemon daemon;
    Outcome outcome;
    daemon.client.inspectContainer(name, this, outcome.done<ContainerDetails>());
    daemon.client.startContainer(name, this, outcome.done<void>());
    daemon.client.waitContainer(name, 1s, this, outcome.done<ContainerExit>());
    daemon.client.stopContainer(name, 1s, this, outcome.done<void>());
    daemon.client.removeContainer(name, true, true, this, outcome.done<void>());
    daemon.client.inspectImage(name, this, outcome.done<ImageDetails>());
    daemon.client.imageHistory(name, this, outcome.done<std::vector<ImageLayer>>());
    daemon.client.tagImage(name, u"a"_s, u"b"_s, this, outcome.done<void>());
    daemon.client.removeImage(name, true, this, outcome.done<ImageRemoval>());
    QCOMPARE(outcome.calls, 0);
    QTRY_COMPARE(outcome.calls, 9);
    QCOMPARE(outcome.error->reason, u"BadName"_s);
    QVERIFY(daemon.server.requests().isEmpty());
}

void TestEngineClient::errors_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const Script &script, const QString &expected, const QString &message = {}) {
        QTest::newRow(name) << script << expected << message;
    };
    row("no such image", Script::answer(404, Json, R"({"message":"No such image: a:1"})"), u"NotFound  404"_s,
        u"No such image: a:1"_s);
    row("conflict", Script::answer(409, Json, R"({"message":"in use"})"), u"Conflict  409"_s, u"in use"_s);
    row("the status decides", Script::answer(500, Json, R"({"message":"not found"})"), u"Server  500"_s,
        u"not found"_s);
    row("podman", Script::answer(404, Json, R"({"cause":"x","message":"no image","response":404})"), u"NotFound  404"_s,
        u"no image"_s);
    row("without a message", Script::answer(403, Json, "{}"), u"Forbidden  403"_s);
    row("text", Script::answer(400, "text/plain", "Client sent an HTTP request to an HTTPS server.\n"),
        u"Invalid TlsExpected 400"_s, u"Client sent an HTTP request to an HTTPS server."_s);
    row("page of a proxy", Script::answer(200, "text/html", "<html>"), u"Malformed HtmlAnswer 200"_s);
    row("no JSON", Script::answer(200, Json, "{\"Id\":"), u"Malformed BadJson 200"_s);
    row("a list", Script::answer(200, Json, "[]"), u"Malformed BadJson 200"_s, u"not an object"_s);
    row("redirect", Script::answer(301, Json, "", {{"Location", "/"}}), u"Malformed Redirect 301"_s);
    row("304 is no answer to a question", Script().send("HTTP/1.1 304 Not Modified\r\n\r\n"),
        u"Malformed Redirect 304"_s);
    row("cut", Script().head(200, Json).chunk("{").close(), u"Network ConnectionClosed 200"_s, u"Connection closed"_s);
}

void TestEngineClient::errors()
{
    QFETCH(Script, script);
    QFETCH(QString, message);
    Daemon daemon;
    daemon.server.setScripts({script});
    Outcome outcome;
    daemon.client.inspectImage(u"a:1"_s, this, outcome.done<ImageDetails>());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(outcome.error);
    const ApiError &error = *outcome.error;
    QTEST(u"%1 %2 %3"_s.arg(toString(error.kind), error.reason).arg(error.httpStatus), "expected");
    if (!message.isEmpty())
        QCOMPARE(error.message, message);
}

void TestEngineClient::already_data()
{
    QTest::addColumn<bool>("starts");
    QTest::newRow("runs") << true;
    QTest::newRow("has stopped") << false;
}

void TestEngineClient::already()
{
    QFETCH(bool, starts);
    Daemon daemon;
    daemon.server.setScripts({Script().send("HTTP/1.1 304 Not Modified\r\n\r\n")});
    Outcome outcome;
    if (starts)
        daemon.client.startContainer(u"a"_s, this, outcome.done<void>());
    else
        daemon.client.stopContainer(u"a"_s, 1s, this, outcome.done<void>());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(!outcome.error);
}

void TestEngineClient::ping()
{
    Daemon daemon;
    daemon.server.setScripts({Script::answer(200, "text/plain; charset=utf-8", "OK",
                                             {{"Api-Version", "1.41"},
                                              {"Builder-Version", "2"},
                                              {"OSType", "linux"},
                                              {"Server", "Docker/20.10.24 (linux)"}})});
    std::optional<Result<Ping>> answer;
    daemon.client.ping(this, [&](const Result<Ping> &ping) { answer = ping; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->apiVersion, u"1.41"_s);
    QCOMPARE((*answer)->builderVersion, u"2"_s);
    QCOMPARE((*answer)->osType, u"linux"_s);
    QCOMPARE((*answer)->server, u"Docker/20.10.24 (linux)"_s);
}

void TestEngineClient::version()
{
    Daemon daemon;
    daemon.server.setScripts({Script::answer(200, Json, R"({"ApiVersion":"1.45","MinAPIVersion":"1.24"})")});
    std::optional<Result<EngineVersion>> answer;
    daemon.client.version(this, [&](const Result<EngineVersion> &version) { answer = version; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    const auto version = negotiateApiVersion(**answer);
    QVERIFY(version);
    QCOMPARE(version->text(), u"1.45"_s);
}

//! Ten who wait for containers, and one who only asks.
void TestEngineClient::longOnesHoldUpNobody()
{
    Daemon daemon;
    daemon.server.setHandler([](const SeenRequest &request) {
        return request.target.endsWith("/wait") ? Script().hang() : Script::answer(200, Json, "{}");
    });
    Outcome waits;
    std::vector<RequestHandle> handles;
    for (int i = 0; i < 10; ++i)
        handles.push_back(daemon.client.waitContainer(u"a"_s, 60s, this, waits.done<ContainerExit>()));
    QTRY_COMPARE(daemon.server.requests().size(), 10);
    Outcome info;
    daemon.client.info(this, info.done<EngineInfo>());
    QTRY_COMPARE(info.calls, 1);
    QVERIFY(!info.error);
    QCOMPARE(waits.calls, 0);
    for (RequestHandle &handle : handles)
        handle.cancel();
    QCOMPARE(waits.calls, 10);
}

void TestEngineClient::cancels()
{
    Daemon daemon;
    daemon.server.setScripts({Script().hang()});
    Outcome outcome;
    RequestHandle handle = daemon.client.info(this, outcome.done<EngineInfo>());
    QTRY_COMPARE(daemon.server.requests().size(), 1);
    handle.cancel();
    handle.cancel();
    QCOMPARE(outcome.calls, 1);
    QCOMPARE(toString(outcome.error->kind), u"Cancelled"_s);
}

void TestEngineClient::contextGoesFirst()
{
    Daemon daemon;
    daemon.server.setScripts({Script::answer(200, Json, "{}")});
    Outcome outcome;
    auto context = std::make_unique<QObject>();
    daemon.client.info(context.get(), outcome.done<EngineInfo>());
    daemon.client.inspectImage(u".."_s, context.get(), outcome.done<ImageDetails>());
    context.reset();
    Outcome next;
    daemon.client.info(this, next.done<EngineInfo>());
    QTRY_COMPARE(next.calls, 1);
    QCOMPARE(outcome.calls, 0);
}

QTEST_GUILESS_MAIN(TestEngineClient)
#include "tst_engineclient.moc"
