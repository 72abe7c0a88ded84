// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include "backends/kubernetes/listwatch/reflector.h"
#include "backends/kubernetes/listwatch/store.h"
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::FaultServer;
using tests::Script;
using tests::SeenRequest;

using Scripts = std::vector<Script>;
Q_DECLARE_METATYPE(Scripts)

namespace {

const QByteArray protobufType = "application/vnd.kubernetes.protobuf";

//! Nodes written as "name" or "name=gpus", all of one version.
QList<QJsonObject> nodes(const QStringList &names, const QString &version)
{
    QList<QJsonObject> result;
    for (const QString &name : names) {
        const QStringList words = name.split(u'=');
        result << tests::node(words[0], version, words.value(1, u"8"_s));
    }
    return result;
}

QByteArray frame(const QByteArray &type, const QJsonObject &node)
{
    return tests::protobufFrame(type, tests::protobuf(tests::Kind::Node, node));
}

QByteArray errorFrame(int code, const QString &reason)
{
    return tests::protobufFrame("ERROR", tests::protobufStatus(tests::status(code, reason, u"says the server"_s)));
}

Script watch()
{
    return Script().head(200, protobufType + ";stream=watch");
}

//! The first part of a WatchList; what follows is the test's.
Script watchList(const QStringList &names, const QString &version = u"10"_s)
{
    Script script = watch();
    for (const QJsonObject &node : nodes(names, version))
        script.chunk(frame("ADDED", node));
    return script.chunk(frame("BOOKMARK", tests::bookmark(version, true)));
}

Script jsonWatchList(const QStringList &names, const QString &version = u"10"_s)
{
    Script script = Script().head(200, "application/json");
    for (const QJsonObject &node : nodes(names, version))
        script.chunk(tests::jsonLine("ADDED", node));
    return script.chunk(tests::jsonLine("BOOKMARK", tests::bookmark(version, true)));
}

QByteArray page(const QStringList &names, const QByteArray &version, const QByteArray &token = {})
{
    QList<QByteArray> messages;
    for (const QJsonObject &node : nodes(names, QString::fromLatin1(version)))
        messages << tests::protobuf(tests::Kind::Node, node);
    return tests::protobufList(messages, version, token);
}

Script pageAnswer(const QStringList &names, const QByteArray &version, const QByteArray &token = {})
{
    return Script::answer(200, protobufType, page(names, version, token));
}

Script refusal(int code, const QString &reason, const tests::Headers &headers = {})
{
    const QByteArray body = tests::enveloped(tests::protobufStatus(tests::status(code, reason, u"says the server"_s)));
    return Script::answer(code, protobufType, body, headers);
}

const Script html = Script::answer(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Sign in</title>");

//! "watchlist", "list", "list TOKEN", "watch VERSION", and "json" where nothing else is taken.
QString written(const SeenRequest &request)
{
    QString text = u"list "_s + request.query(u"continue"_s);
    if (request.query(u"watch"_s) == u"1"_s) {
        text = request.query(u"sendInitialEvents"_s) == u"true"_s ? u"watchlist"_s
                                                                  : u"watch "_s + request.query(u"resourceVersion"_s);
    }
    return (text.trimmed() + (request.value("Accept") == "application/json" ? u" json"_s : QString()));
}

//! A Reflector with all it needs, and a record of what it did.
struct Setup
{
    explicit Setup(FaultServer &server, const QString &path = u"/api/v1/nodes"_s)
        : ownClient(std::make_unique<transport::HttpClient>(transport::Endpoint{.server = server.url()},
                                                            std::make_unique<tests::TestCredentials>(credentials),
                                                            "fairlead-test"))
        , reflector(*ownClient, store, path)
    {
        observe();
    }
    Setup(transport::HttpClient &client, const QString &path)
        : reflector(client, store, path)
    {
        observe();
    }

    void observe()
    {
        QObject::connect(&reflector, &Reflector::stateChanged, &reflector, [this] {
            hasBeenLive = hasBeenLive || reflector.freshness() == Freshness::Live;
            states << state();
        });
    }
    QString state() const
    {
        static const QStringList words{u"connecting"_s, u"live"_s, u"stale"_s};
        const QString word = words[int(reflector.freshness())];
        return reflector.error() ? word + u' ' + toString(reflector.error()->kind) : word;
    }
    //! Waits are not what is tested here, only that there are any.
    void skipWait()
    {
        if (reflector.remainingWait() == 0ms)
            return;
        ++waits;
        reflector.retryNow();
    }
    QStringList objects() const
    {
        QStringList names;
        for (const NodePtr &node : store.objects()) {
            const auto gpus = node->capacity.value(u"nvidia.com/gpu").value();
            names << (gpus == 8 ? node->name : node->name + u'=' + QString::number(gpus));
        }
        names.sort();
        return names;
    }

    tests::TestCredentials::State credentials;
    std::unique_ptr<transport::HttpClient> ownClient;
    ValuePool pool;
    int changes = 0;
    bool hasBeenLive = false;
    bool wasEmptied = false;
    std::function<void()> onChange;
    Store<Node> store{pool, [this](const NodePtr &, const NodePtr &) {
                          ++changes;
                          wasEmptied = wasEmptied || (hasBeenLive && store.objects().isEmpty());
                          if (onChange)
                              onChange();
                      }};
    QStringList states;
    int waits = 0;
    Reflector reflector;
};

QStringList requests(const FaultServer &server)
{
    QStringList result;
    for (const SeenRequest &request : server.requests())
        result << written(request);
    return result;
}

} // namespace

class TestReflector : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void follows_data();
    void follows();
    void asksAsTheApiWantsIt();
    void continueTokenArrivesWhole();
    void asksForSmallerPages();
    void polls();
    void retryAfterIsObeyed();
    void noAnswer();
    void connectionRefused();
    void reconnects();
    void freshCredentials();
    void stopsWhileDataFlows();
    void stopsInsideACallback_data();
    void stopsInsideACallback();
    void stoppedStaysStopped();
    void errorsStayWithTheirReflector();
};

//! What the server does with one request after the other, and what becomes of it.
void TestReflector::follows_data()
{
    QTest::addColumn<Scripts>("scripts");
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<QStringList>("objects");
    QTest::addColumn<QStringList>("states");
    QTest::addColumn<bool>("waits");

    const QStringList ab{u"a"_s, u"b"_s};
    const QStringList justLive{u"live"_s};
    const QStringList lostAndFound{u"live"_s, u"stale Network"_s, u"live"_s};
    const QJsonObject c = tests::node(u"c"_s, u"12"_s);
    const QByteArray half = frame("ADDED", c).chopped(5);
    const auto row = [](const char *name, const Scripts &scripts, const QStringList &asked, const QStringList &objects,
                        const QStringList &states,
                        bool waits) { QTest::newRow(name) << scripts << asked << objects << states << waits; };

    row("WatchList", {watchList(ab).hang()}, {u"watchlist"_s}, ab, justLive, false);
    row("WatchList of nothing", {watchList({}).hang()}, {u"watchlist"_s}, {}, justLive, false);
    row("WatchList in JSON", {jsonWatchList(ab).hang()}, {u"watchlist"_s}, ab, justLive, false);
    row("WatchList byte by byte",
        {Script()
             .head(200, protobufType, {{"Connection", "close"}})
             .trickle(frame("ADDED", c) + frame("BOOKMARK", tests::bookmark(u"12"_s, true)), 0ms)
             .hang()},
        {u"watchlist"_s}, {u"c"_s}, justLive, false);
    row("changes",
        {watchList(ab)
             .chunk(frame("MODIFIED", tests::node(u"a"_s, u"11"_s, u"7"_s)) +
                    frame("DELETED", tests::node(u"b"_s, u"12"_s)) + frame("ADDED", c))
             .hang()},
        {u"watchlist"_s}, {u"a=7"_s, u"c"_s}, justLive, false);

    row("killed within a frame",
        {watchList(ab).chunk(half).pause(200ms).reset(), watch().chunk(frame("ADDED", c)).hang()},
        {u"watchlist"_s, u"watch 10"_s}, {u"a"_s, u"b"_s, u"c"_s}, lostAndFound, true);
    row("closed within a frame", {watchList(ab).chunk(half).close(), watch().chunk(frame("ADDED", c)).hang()},
        {u"watchlist"_s, u"watch 10"_s}, {u"a"_s, u"b"_s, u"c"_s}, lostAndFound, true);
    row("ended within a frame", {watchList(ab).chunk(half).lastChunk(), watch().chunk(frame("ADDED", c)).hang()},
        {u"watchlist"_s, u"watch 10"_s}, {u"a"_s, u"b"_s, u"c"_s}, justLive, true);
    row("killed while loading", {watch().chunk(frame("ADDED", c)).reset(), watchList(ab).hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, {u"connecting Network"_s, u"live"_s}, true);
    row("ended while loading", {watch().chunk(frame("ADDED", c)).lastChunk(), watchList(ab).hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, {u"connecting Network"_s, u"live"_s}, true);
    row("bookmark moves the next watch",
        {watchList(ab).chunk(frame("BOOKMARK", tests::bookmark(u"50"_s))).lastChunk(), watch().hang()},
        {u"watchlist"_s, u"watch 50"_s}, ab, justLive, true);
    row("event moves the next watch", {watchList(ab).chunk(frame("ADDED", c)).close(), watch().hang()},
        {u"watchlist"_s, u"watch 12"_s}, {u"a"_s, u"b"_s, u"c"_s}, lostAndFound, true);

    row("410 as an event, b deleted meanwhile",
        {watchList(ab).chunk(errorFrame(410, u"Expired"_s)).hang(), watchList({u"a"_s, u"d"_s}, u"90"_s).hang()},
        {u"watchlist"_s, u"watchlist"_s}, {u"a"_s, u"d"_s}, justLive, false);
    row("410 as a status, b deleted meanwhile",
        {watchList(ab).close(), refusal(410, u"Expired"_s), watchList({u"a"_s}, u"90"_s).hang()},
        {u"watchlist"_s, u"watch 10"_s, u"watchlist"_s}, {u"a"_s}, lostAndFound, true);
    row("410 again and again",
        {watchList(ab).close(), refusal(410, u"Expired"_s), refusal(410, u"Expired"_s), watchList(ab, u"90"_s).hang()},
        {u"watchlist"_s, u"watch 10"_s, u"watchlist"_s, u"watchlist"_s}, ab,
        {u"live"_s, u"stale Network"_s, u"stale Gone"_s, u"live"_s}, true);
    row("nothing after an error event counts",
        {watchList(ab).chunk(errorFrame(410, u"Expired"_s) + frame("DELETED", tests::node(u"a"_s, u"11"_s))).hang(),
         watch().hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, justLive, false);
    row("500 as an event", {watchList(ab).chunk(errorFrame(500, u"InternalError"_s)).hang(), watch().hang()},
        {u"watchlist"_s, u"watch 10"_s}, ab, {u"live"_s, u"stale Server"_s, u"live"_s}, true);

    row("500, then good", {refusal(500, u"InternalError"_s), watchList(ab).hang()}, {u"watchlist"_s, u"watchlist"_s},
        ab, {u"connecting Server"_s, u"live"_s}, true);
    row("401", {refusal(401, u"Unauthorized"_s), watchList(ab).hang()}, {u"watchlist"_s, u"watchlist"_s}, ab,
        {u"connecting Unauthorized"_s, u"live"_s}, true);
    row("403", {refusal(403, u"Forbidden"_s), refusal(403, u"Forbidden"_s), watchList(ab).hang()},
        {u"watchlist"_s, u"list"_s, u"watchlist"_s}, ab, {u"connecting Forbidden"_s, u"live"_s}, true);
    row("403 for watching only", {refusal(403, u"Forbidden"_s), pageAnswer(ab, "10"), refusal(403, u"Forbidden"_s)},
        {u"watchlist"_s, u"list"_s, u"watch 10"_s}, ab, justLive, false);
    row("429", {refusal(429, u"TooManyRequests"_s), watchList(ab).hang()}, {u"watchlist"_s, u"watchlist"_s}, ab,
        {u"connecting TooManyRequests"_s, u"live"_s}, true);
    row("redirect", {Script::answer(302, "text/html", "", {{"Location", "/login"}}), watchList(ab).hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, {u"connecting Malformed"_s, u"live"_s}, true);
    row("404 of a gateway", {watchList(ab).close(), Script::answer(404, "text/plain", "no route"), watch().hang()},
        {u"watchlist"_s, u"watch 10"_s, u"watch 10"_s}, ab,
        {u"live"_s, u"stale Network"_s, u"stale NotFound"_s, u"live"_s}, true);
    row("HTML with 200", {html, watchList(ab).hang()}, {u"watchlist"_s, u"watchlist"_s}, ab,
        {u"connecting Malformed"_s, u"live"_s}, true);
    row("HTML with 200 instead of a watch", {watchList(ab).close(), html, watch().hang()},
        {u"watchlist"_s, u"watch 10"_s, u"watch 10"_s}, ab,
        {u"live"_s, u"stale Network"_s, u"stale Malformed"_s, u"live"_s}, true);
    row("wrong content type", {Script::answer(200, "text/plain", "ok"), watchList(ab).hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, {u"connecting Malformed"_s, u"live"_s}, true);
    row("no content type", {Script().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), watchList(ab).hang()},
        {u"watchlist"_s, u"watchlist"_s}, ab, {u"connecting Malformed"_s, u"live"_s}, true);

    row("no Protobuf", {refusal(406, u"NotAcceptable"_s), jsonWatchList(ab).hang()},
        {u"watchlist"_s, u"watchlist json"_s}, ab, justLive, false);
    row("unreadable Protobuf while loading",
        {watch().chunk(tests::lengthPrefixed("nonsense")).hang(), jsonWatchList(ab).hang()},
        {u"watchlist"_s, u"watchlist json"_s}, ab, {u"connecting Malformed"_s, u"live"_s}, true);
    row("unreadable Protobuf while watching",
        {watchList(ab).chunk(tests::lengthPrefixed("nonsense")).hang(), jsonWatchList({u"b"_s}).hang()},
        {u"watchlist"_s, u"watchlist json"_s}, {u"b"_s}, {u"live"_s, u"stale Malformed"_s, u"live"_s}, true);
    row("frame of 4 GiB", {watchList(ab).chunk(QByteArray(4, '\xff')).hang(), jsonWatchList(ab).hang()},
        {u"watchlist"_s, u"watchlist json"_s}, ab, {u"live"_s, u"stale Malformed"_s, u"live"_s}, true);
    row("unreadable JSON",
        {jsonWatchList(ab).chunk("{\"type\":\"ADDED\",\"obj\n").hang(), jsonWatchList({u"b"_s}).hang()},
        {u"watchlist"_s, u"watchlist"_s}, {u"b"_s}, {u"live"_s, u"stale Malformed"_s, u"live"_s}, true);
    row("JSON cut off", {jsonWatchList(ab).chunk("{\"type\":\"ADDED\",\"obj").close(), jsonWatchList(ab).hang()},
        {u"watchlist"_s, u"watch 10"_s}, ab, lostAndFound, true);

    const Script noWatchList = refusal(422, u"Invalid"_s);
    row("pages",
        {noWatchList, pageAnswer({u"a"_s}, "10", "t1"), pageAnswer({u"b"_s}, "10", "t2"), pageAnswer({u"c"_s}, "10"),
         watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"list t2"_s, u"watch 10"_s}, {u"a"_s, u"b"_s, u"c"_s}, justLive,
        false);
    row("pages in JSON",
        {noWatchList, Script::answer(200, "application/json", tests::jsonList(nodes({u"a"_s}, u"10"_s), "10", "t1")),
         Script::answer(200, "application/json", tests::jsonList(nodes({u"b"_s}, u"10"_s), "10")),
         Script().head(200, "application/json").chunk(tests::jsonLine("ADDED", c)).hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"watch 10"_s}, {u"a"_s, u"b"_s, u"c"_s}, justLive, false);
    row("continue token expired",
        {noWatchList, pageAnswer({u"a"_s, u"gone"_s}, "10", "t1"), refusal(410, u"Expired"_s),
         pageAnswer({u"a"_s}, "20", "t3"), pageAnswer({u"b"_s}, "20"), watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"list"_s, u"list t3"_s, u"watch 20"_s}, ab, justLive, false);
    row("continue token refused",
        {noWatchList, pageAnswer({u"a"_s, u"gone"_s}, "10", "t1"), refusal(400, u"BadRequest"_s), pageAnswer(ab, "20"),
         watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"list"_s, u"watch 20"_s}, ab, {u"connecting Invalid"_s, u"live"_s},
        true);
    row("page cut off by the network",
        {noWatchList, pageAnswer({u"a"_s}, "10", "t1"),
         Script().head(200, protobufType).chunk(page({u"b"_s}, "10").chopped(10)).close(), pageAnswer({u"b"_s}, "10"),
         watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"list t1"_s, u"watch 10"_s}, ab,
        {u"connecting Network"_s, u"live"_s}, true);
    row("page cut off and well ended",
        {noWatchList, pageAnswer({u"a"_s}, "10", "t1"),
         Script::answer(200, protobufType, page({u"b"_s}, "10").chopped(10)), pageAnswer({u"b"_s}, "10"),
         watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list t1"_s, u"list t1"_s, u"watch 10"_s}, ab,
        {u"connecting Malformed"_s, u"live"_s}, true);
    row("empty body for a page",
        {noWatchList, Script::answer(200, "application/json", ""),
         Script::answer(200, "application/json", tests::jsonList(nodes(ab, u"10"_s), "10")), watch().hang()},
        {u"watchlist"_s, u"list"_s, u"list"_s, u"watch 10"_s}, ab, {u"connecting Malformed"_s, u"live"_s}, true);
    row("pages after an outage, b deleted meanwhile",
        {noWatchList, pageAnswer(ab, "10"), watch().close(), refusal(503, u"Unavailable"_s), refusal(410, u"Expired"_s),
         pageAnswer({u"a"_s}, "30"), watch().hang()},
        {u"watchlist"_s, u"list"_s, u"watch 10"_s, u"watch 10"_s, u"watch 10"_s, u"list"_s, u"watch 30"_s}, {u"a"_s},
        {u"live"_s, u"stale Network"_s, u"stale Server"_s, u"live"_s}, true);
}

void TestReflector::follows()
{
    QFETCH(Scripts, scripts);
    QFETCH(QStringList, asked);
    QFETCH(QStringList, objects);
    QFETCH(QStringList, states);
    QFETCH(bool, waits);
    FaultServer server;
    server.setScripts(scripts);
    Setup setup(server);
    setup.reflector.start();
    const bool isDone = QTest::qWaitFor(
        [&] {
            setup.skipWait();
            return requests(server).size() >= asked.size() && setup.objects() == objects &&
                   setup.states.size() >= states.size();
        },
        10'000);
    QCOMPARE(requests(server), asked);
    QCOMPARE(setup.objects(), objects);
    QCOMPARE(setup.states, states);
    QVERIFY(isDone);
    QCOMPARE(setup.waits > 0, waits);
    QVERIFY(!setup.wasEmptied);
    QCOMPARE(setup.reflector.remainingWait(), 0ms);
}

void TestReflector::asksAsTheApiWantsIt()
{
    FaultServer server;
    server.setScripts({refusal(400, u"BadRequest"_s), pageAnswer({u"a"_s}, "10"), watch().hang()});
    Setup setup(server);
    setup.reflector.setFieldSelector(u"status.phase!=Succeeded,status.phase!=Failed"_s);
    setup.reflector.start();
    QTRY_COMPARE(server.requests().size(), 3);
    for (const SeenRequest &request : server.requests()) {
        QCOMPARE(request.method, "GET");
        QCOMPARE(request.path(), "/api/v1/nodes");
        QCOMPARE(request.query(u"fieldSelector"_s), u"status.phase!=Succeeded,status.phase!=Failed"_s);
        QCOMPARE(request.value("Accept"), "application/vnd.kubernetes.protobuf,application/json");
    }
    const SeenRequest &watchList = server.requests().at(0);
    QCOMPARE(watchList.query(u"resourceVersionMatch"_s), u"NotOlderThan"_s);
    QCOMPARE(watchList.query(u"allowWatchBookmarks"_s), u"true"_s);
    const SeenRequest &list = server.requests().at(1);
    QCOMPARE(list.query(u"limit"_s), u"500"_s);
    QVERIFY(!list.target.contains("watch"));
    const SeenRequest &watch = server.requests().at(2);
    QCOMPARE(watch.query(u"resourceVersion"_s), u"10"_s);
    QCOMPARE(watch.query(u"allowWatchBookmarks"_s), u"true"_s);
    QVERIFY(!watch.target.contains("sendInitialEvents"));
    const int seconds = watch.query(u"timeoutSeconds"_s).toInt();
    QVERIFY(seconds >= 300 && seconds < 600);
}

//! '+' in a query is a space for the server.
void TestReflector::continueTokenArrivesWhole()
{
    FaultServer server;
    const QByteArray token = "eyJ2+/=&a b%41?#";
    server.setScripts(
        {refusal(400, u"BadRequest"_s), pageAnswer({u"a"_s}, "10", token), pageAnswer({u"b"_s}, "10"), watch().hang()});
    Setup setup(server);
    setup.reflector.start();
    QTRY_COMPARE(server.requests().size(), 4);
    QVERIFY2(server.requests().at(2).target.contains("continue=eyJ2%2B%2F%3D%26a%20b%2541%3F%23"),
             server.requests().at(2).target.constData());
}

//! A page in JSON is held whole until it is parsed, so there is a limit.
void TestReflector::asksForSmallerPages()
{
    FaultServer server;
    const QByteArray spaces(256 << 10, ' ');
    const QByteArray chunk = QByteArray::number(spaces.size(), 16) + "\r\n" + spaces + "\r\n";
    server.setScripts({refusal(400, u"BadRequest"_s), pageAnswer({u"a"_s}, "10", "t1"),
                       Script().head(200, "application/json").flood(chunk), pageAnswer({u"b"_s}, "10"),
                       watch().hang()});
    Setup setup(server);
    setup.reflector.start();
    QTRY_COMPARE_WITH_TIMEOUT(setup.state(), u"live"_s, 20'000);
    QTRY_COMPARE(requests(server), (QStringList{u"watchlist"_s, u"list"_s, u"list t1"_s, u"list t1"_s, u"watch 10"_s}));
    QCOMPARE(server.requests().at(2).query(u"limit"_s), u"500"_s);
    QCOMPARE(server.requests().at(3).query(u"limit"_s), u"250"_s);
    QVERIFY2(server.written() < 256 << 20, QByteArray::number(server.written()).constData());
    QCOMPARE(setup.objects(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(setup.states, QStringList{u"live"_s});
}

//! Where watching is forbidden, objects come and go with the next list.
void TestReflector::polls()
{
    FaultServer server;
    server.setScripts({refusal(403, u"Forbidden"_s), pageAnswer({u"a"_s, u"b"_s}, "10"), refusal(403, u"Forbidden"_s),
                       pageAnswer({u"b"_s, u"c"_s}, "20"), pageAnswer({u"c"_s}, "30")});
    Setup setup(server);
    setup.reflector.start();
    QTRY_COMPARE(setup.objects(), (QStringList{u"a"_s, u"b"_s}));
    // Neither does anything while a request is under way.
    QTRY_VERIFY(requests(server).size() >= 4 || (setup.reflector.retryNow(), false));
    QTRY_COMPARE(setup.objects(), (QStringList{u"b"_s, u"c"_s}));
    setup.reflector.reconnect({.kind = ApiError::Kind::Timeout}); // somebody found the server dead; is it?
    QTRY_COMPARE(setup.objects(), QStringList{u"c"_s});
    QCOMPARE(requests(server), (QStringList{u"watchlist"_s, u"list"_s, u"watch 10"_s, u"list"_s, u"list"_s}));
    QCOMPARE(setup.states, QStringList{u"live"_s});
    QCOMPARE(setup.reflector.remainingWait(), 0ms); // nothing has failed
    QVERIFY(!setup.wasEmptied);
}

void TestReflector::retryAfterIsObeyed()
{
    FaultServer server;
    server.setScripts({refusal(429, u"TooManyRequests"_s, {{"Retry-After", "7"}}), watchList({u"a"_s}).hang()});
    Setup setup(server);
    setup.reflector.start();
    QTRY_VERIFY(setup.reflector.error());
    QCOMPARE(toString(setup.reflector.error()->kind), u"TooManyRequests"_s);
    QCOMPARE(setup.reflector.error()->message, u"says the server"_s);
    QVERIFY(setup.reflector.remainingWait() > 5s && setup.reflector.remainingWait() <= 7s);
}

void TestReflector::noAnswer()
{
    FaultServer server;
    server.setScripts({Script().hang(), watchList({u"a"_s}).hang()});
    Setup setup(server);
    setup.reflector.setAnswerTimeout(100ms);
    setup.reflector.start();
    QTRY_COMPARE(setup.state(), u"connecting Timeout"_s);
    setup.skipWait();
    QTRY_COMPARE(setup.state(), u"live"_s);
}

void TestReflector::connectionRefused()
{
    auto server = std::make_unique<FaultServer>();
    const transport::Endpoint endpoint{.server = server->url()};
    server.reset();
    tests::TestCredentials::State credentials;
    transport::HttpClient client(endpoint, std::make_unique<tests::TestCredentials>(credentials), "fairlead-test");
    Setup setup(client, u"/api/v1/nodes"_s);
    setup.reflector.start();
    QTRY_COMPARE(setup.state(), u"connecting Network"_s);
    QVERIFY(setup.reflector.remainingWait() > 0ms && setup.reflector.remainingWait() < 1'100ms);
    QCOMPARE(setup.reflector.error()->reason, u"ConnectionRefused"_s);
}

//! A connection that says nothing is dropped by whoever finds out.
void TestReflector::reconnects()
{
    FaultServer server;
    server.setScripts({watchList({u"a"_s}).hang(), watch().hang()});
    Setup setup(server);
    setup.reflector.start();
    QTRY_COMPARE(setup.state(), u"live"_s);
    setup.reflector.reconnect({.kind = ApiError::Kind::Timeout});
    QCOMPARE(setup.state(), u"stale Timeout"_s);
    QCOMPARE(setup.objects(), QStringList{u"a"_s});
    setup.skipWait();
    QTRY_COMPARE(setup.state(), u"live"_s);
    QCOMPARE(requests(server), (QStringList{u"watchlist"_s, u"watch 10"_s}));
    QTRY_COMPARE(server.openConnections(), 1);
}

void TestReflector::freshCredentials()
{
    FaultServer server;
    server.setHandler([](const SeenRequest &request) {
        return request.value("Authorization") == "Bearer new" ? watchList({u"a"_s}).hang()
                                                              : refusal(401, u"Unauthorized"_s);
    });
    Setup setup(server);
    setup.credentials.all = {{.authorization = "Bearer old"}, {.authorization = "Bearer new"}};
    setup.reflector.start();
    QTRY_COMPARE(setup.state(), u"live"_s);
    QCOMPARE(setup.states, QStringList{u"live"_s});
    QCOMPARE(setup.credentials.invalidations, 1);
}

void TestReflector::stopsWhileDataFlows()
{
    FaultServer server;
    const QByteArray events = frame("MODIFIED", tests::node(u"a"_s, u"11"_s, u"1"_s)) +
                              frame("MODIFIED", tests::node(u"a"_s, u"12"_s, u"2"_s));
    const QByteArray chunk = QByteArray::number(events.size(), 16) + "\r\n" + events + "\r\n";
    server.setScripts({watchList({u"a"_s}).flood(chunk)});
    Setup setup(server);
    setup.reflector.start();
    QTRY_VERIFY(setup.changes > 1'000);
    setup.reflector.stop();
    const int changes = setup.changes;
    const QStringList states = setup.states;
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(setup.changes, changes);
    QCOMPARE(setup.states, states);
    QCOMPARE(server.requests().size(), 1);
}

void TestReflector::stopsInsideACallback_data()
{
    QTest::addColumn<Scripts>("scripts");
    QTest::addColumn<int>("asked");
    const QByteArray many = frame("ADDED", tests::node(u"b"_s, u"2"_s)) + frame("ADDED", tests::node(u"c"_s, u"3"_s));
    QTest::newRow("watch") << Scripts{watchList({}).chunk(many).hang()} << 1;
    QTest::newRow("watch that ends with an error")
        << Scripts{watchList({}).chunk(many + errorFrame(410, u"Expired"_s)).hang()} << 1;
    QTest::newRow("page") << Scripts{refusal(400, u"Invalid"_s), pageAnswer({u"b"_s}, "1", "more")} << 2;
    QTest::newRow("page in JSON") << Scripts{refusal(400, u"Invalid"_s),
                                             Script::answer(200, "application/json",
                                                            tests::jsonList(nodes({u"b"_s}, u"1"_s), "1", "more"))}
                                  << 2;
}

void TestReflector::stopsInsideACallback()
{
    QFETCH(Scripts, scripts);
    QFETCH(int, asked);
    FaultServer server;
    std::size_t next = 0;
    server.setHandler([&](const SeenRequest &request) {
        return request.path() == "/later" ? Script::answer(200, "text/plain", "") : scripts.at(next++);
    });
    Setup setup(server);
    setup.onChange = [&setup] { setup.reflector.stop(); };
    setup.reflector.start();
    QTRY_COMPARE(setup.changes, 1);
    tests::Exchange later;
    QVERIFY(later.run(*setup.ownClient, {.path = u"/later"_s}));
    QCOMPARE(setup.changes, 1);
    QCOMPARE(server.requests().size(), asked + 1);
    QCOMPARE(setup.reflector.remainingWait(), 0ms);
}

void TestReflector::stoppedStaysStopped()
{
    FaultServer server;
    server.setScripts({refusal(500, u"InternalError"_s), watchList({u"a"_s}).hang()});
    Setup setup(server);
    setup.reflector.start();
    QTRY_VERIFY(setup.reflector.remainingWait() > 0ms);
    setup.reflector.stop();
    QCOMPARE(setup.reflector.remainingWait(), 0ms);
    setup.reflector.retryNow();
    setup.reflector.reconnect({.kind = ApiError::Kind::Timeout});
    QCOMPARE(setup.reflector.remainingWait(), 0ms);
    QCOMPARE(server.requests().size(), 1);
    setup.reflector.start();
    QTRY_COMPARE(setup.objects(), QStringList{u"a"_s});
}

void TestReflector::errorsStayWithTheirReflector()
{
    FaultServer server;
    int bad = 0;
    server.setHandler([&bad](const SeenRequest &request) {
        if (request.path() == "/api/v1/nodes")
            return watchList({u"a"_s}).hang();
        switch (++bad % 4) {
        case 0:
            return refusal(403, u"Forbidden"_s);
        case 1:
            return html;
        case 2:
            return Script().head(200, protobufType).chunk("x").reset();
        default:
            return Script().send("nonsense").close();
        }
    });
    Setup good(server);
    Setup other(*good.ownClient, u"/api/v1/pods"_s);
    good.reflector.start();
    other.reflector.start();
    QTRY_VERIFY_WITH_TIMEOUT((other.skipWait(), bad >= 8), 10'000);
    QCOMPARE(good.states, QStringList{u"live"_s});
    QCOMPARE(good.objects(), QStringList{u"a"_s});
    QVERIFY(other.objects().isEmpty());
    QVERIFY(!other.hasBeenLive);
    server.dropAll(true);
    QTRY_VERIFY_WITH_TIMEOUT((good.skipWait(), requests(server).contains(u"watch 10"_s)), 10'000);
}

QTEST_GUILESS_MAIN(TestReflector)
#include "tst_reflector.moc"
