// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/eventstream.h"
#include "backends/docker/logstream.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";
const QByteArray Two = "{\"Type\":\"container\",\"Action\":\"start\",\"time\":1}\n"
                       "{\"Type\":\"image\",\"Action\":\"tag\",\"time\":2}\n";
const QByteArray Frames = QByteArray("\1\0\0\0\0\0\0\4out\n", 12) + QByteArray("\2\0\0\0\0\0\0\4err\n", 12);

struct Daemon
{
    Daemon()
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
    {
    }

    FaultServer server;
    HttpClient http;
};

//! What a stream says, in order, as words.
struct Events
{
    explicit Events(HttpClient &http, const EventStream::Settings &settings = {})
        : stream(std::make_unique<EventStream>(http, settings))
    {
        QObject::connect(stream.get(), &EventStream::started, stream.get(), [this] { said << u"started"_s; });
        QObject::connect(stream.get(), &EventStream::received, stream.get(), [this](const Event &event) {
            said << event.typeName + u' ' + event.action;
            if (onReceived)
                onReceived();
        });
        QObject::connect(stream.get(), &EventStream::finished, stream.get(),
                         [this](const std::optional<ApiError> &error) {
                             said << (error ? toString(error->kind) + u' ' + error->reason : u"well"_s);
                             isOver = true;
                         });
        stream->start();
    }

    std::unique_ptr<EventStream> stream;
    QStringList said;
    bool isOver = false;
    std::function<void()> onReceived;
};

struct Logs
{
    Logs(HttpClient &http, const LogStream::Settings &settings)
        : stream(std::make_unique<LogStream>(http, settings))
    {
        QObject::connect(stream.get(), &LogStream::received, stream.get(),
                         [this](LogSource source, QByteArrayView bytes) {
                             (source == LogSource::Stderr ? err : out) += bytes;
                             if (onReceived)
                                 onReceived();
                         });
        QObject::connect(stream.get(), &LogStream::finished, stream.get(),
                         [this](const std::optional<ApiError> &error) {
                             end = error ? toString(error->kind) + u' ' + error->reason : u"well"_s;
                         });
        stream->start();
    }

    std::unique_ptr<LogStream> stream;
    QByteArray out;
    QByteArray err;
    QString end;
    std::function<void()> onReceived;
};

} // namespace

class TestEngineStreams : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void events_data();
    void events();
    void asksForEvents_data();
    void asksForEvents();
    void eventsCutAnywhere();
    void eventsEndInSlot_data();
    void eventsEndInSlot();
    void logs_data();
    void logs();
    void logsCutAnywhere();
    void asksForLogs_data();
    void asksForLogs();
    void logsOfNoName();
    void logsEndInSlot_data();
    void logsEndInSlot();
};

void TestEngineStreams::events_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QStringList>("expected");
    const QStringList both{u"started"_s, u"container start"_s, u"image tag"_s};
    QTest::newRow("two and an end") << Script().head(200, Json).chunk(Two).lastChunk() << both + QStringList(u"well"_s);
    QTest::newRow("byte by byte")
        << Script().head(200, Json).trickle("4b\r\n" + Two.left(0x4b) + "\r\n", 0ms).chunk(Two.mid(0x4b)).lastChunk()
        << both + QStringList(u"well"_s);
    QTest::newRow("the engine dies") << Script().head(200, Json).chunk(Two).close()
                                     << both + QStringList(u"Network ConnectionClosed"_s);
    QTest::newRow("no JSON") << Script().head(200, Json).chunk(Two + "<html>\n").hang()
                             << both + QStringList(u"Malformed BadJson"_s);
    QTest::newRow("a line without an end") << Script().head(200, Json).chunk(QByteArray((1 << 20) + 1, 'x')).hang()
                                           << QStringList{u"started"_s, u"Malformed LineTooLong"_s};
    QTest::newRow("nothing") << Script().head(200, Json).lastChunk() << QStringList{u"started"_s, u"well"_s};
    QTest::newRow("refused") << Script::answer(400, Json, R"({"message":"client version too new"})")
                             << QStringList{u"Invalid "_s};
}

void TestEngineStreams::events()
{
    QFETCH(Script, script);
    Daemon daemon;
    daemon.server.setScripts({script});
    Events events(daemon.http);
    QTRY_VERIFY(events.isOver);
    QTEST(events.said, "expected");
}

void TestEngineStreams::asksForEvents_data()
{
    QTest::addColumn<qint64>("sinceNano");
    QTest::addColumn<QStringList>("types");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("since");
    QTest::addColumn<QString>("filters");
    QTest::newRow("all to come") << qint64(0) << QStringList() << QByteArray("/v1.44/events") << QString() << QString();
    QTest::newRow("from then on") << qint64(1'795'349'247'000'731'590) << QStringList{u"image"_s}
                                  << QByteArray("/v1.44/events") << u"1795349247.000731590"_s
                                  << u"{\"type\":[\"image\"]}"_s;
}

void TestEngineStreams::asksForEvents()
{
    QFETCH(qint64, sinceNano);
    QFETCH(QStringList, types);
    Daemon daemon;
    daemon.server.setScripts({Script().head(200, Json).lastChunk()});
    Events events(daemon.http, {.apiVersion = {1, 44}, .sinceNano = sinceNano, .types = types});
    QTRY_VERIFY(events.isOver);
    const SeenRequest &seen = daemon.server.requests().first();
    QTEST(seen.path(), "path");
    QTEST(seen.query(u"since"_s), "since");
    QTEST(seen.query(u"filters"_s), "filters");
}

//! The stream ends within a line, at every byte: whole lines are told, half ones never.
void TestEngineStreams::eventsCutAnywhere()
{
    for (qsizetype size = 0; size < Two.size(); ++size) {
        Daemon daemon;
        Script script;
        script.head(200, Json);
        if (size > 0)
            script.chunk(Two.left(size));
        daemon.server.setScripts({script.close()});
        Events events(daemon.http);
        QTRY_VERIFY(events.isOver);
        QStringList expected{u"started"_s};
        if (size > Two.indexOf('\n'))
            expected << u"container start"_s;
        QCOMPARE(events.said, expected + QStringList(u"Network ConnectionClosed"_s));
    }
}

void TestEngineStreams::eventsEndInSlot_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::newRow("stopped") << false;
    QTest::newRow("deleted") << true;
}

void TestEngineStreams::eventsEndInSlot()
{
    QFETCH(bool, isDeleted);
    Daemon daemon;
    daemon.server.setScripts({Script().head(200, Json).chunk(Two).lastChunk()});
    Events events(daemon.http);
    bool hasEnded = false;
    events.onReceived = [&] {
        hasEnded = true;
        if (isDeleted)
            events.stream.reset();
        else
            events.stream->stop();
    };
    QTRY_VERIFY(hasEnded);
    QTRY_COMPARE(daemon.server.openConnections(), 0);
    QCOMPARE(events.said, (QStringList{u"started"_s, u"container start"_s}));
}

void TestEngineStreams::logs_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<bool>("isTty");
    QTest::addColumn<int>("minor");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::addColumn<QString>("end");

    const QByteArray none;
    const QByteArray raw = "application/vnd.docker.raw-stream";
    const QByteArray multiplexed = "application/vnd.docker.multiplexed-stream";
    const auto row = [](const char *name, const Script &script, bool isTty, int minor, const QByteArray &out,
                        const QByteArray &err,
                        const QString &end) { QTest::newRow(name) << script << isTty << minor << out << err << end; };
    row("frames", Script().head(200, "").chunk(Frames).lastChunk(), false, 41, "out\n", "err\n", u"well"_s);
    row("frames in two chunks", Script().head(200, "").chunk(Frames.left(5)).chunk(Frames.mid(5)).lastChunk(), false,
        41, "out\n", "err\n", u"well"_s);
    row("terminal", Script().head(200, "").chunk("a\r\nb").lastChunk(), true, 41, "a\r\nb", none, u"well"_s);
    row("the engine says frames", Script().head(200, multiplexed).chunk(Frames).lastChunk(), true, 43, "out\n", "err\n",
        u"well"_s);
    row("the engine says terminal", Script().head(200, raw).chunk("a\r\n").lastChunk(), false, 43, "a\r\n", none,
        u"well"_s);
    row("what old engines say of all", Script().head(200, raw).chunk(Frames).lastChunk(), false, 41, "out\n", "err\n",
        u"well"_s);
    row("no frames", Script().head(200, "").chunk("hello, world").lastChunk(), false, 41, none, none,
        u"Malformed BadFrame"_s);
    row("ends within a frame", Script().head(200, "").chunk(Frames.chopped(2)).lastChunk(), false, 41, "out\n", "er",
        u"Malformed CutFrame"_s);
    row("the engine dies", Script().head(200, "").chunk(Frames).close(), false, 41, "out\n", "err\n",
        u"Network ConnectionClosed"_s);
    row("no such container", Script::answer(404, Json, R"({"message":"No such container: a"})"), false, 41, none, none,
        u"NotFound "_s);
    row("nothing", Script().head(200, "").lastChunk(), false, 41, none, none, u"well"_s);
}

void TestEngineStreams::logs()
{
    QFETCH(Script, script);
    QFETCH(bool, isTty);
    QFETCH(int, minor);
    Daemon daemon;
    daemon.server.setScripts({script});
    Logs logs(daemon.http, {.apiVersion = {1, minor}, .container = u"a"_s, .isTty = isTty});
    QTRY_VERIFY(!logs.end.isEmpty());
    QTEST(logs.end, "end");
    QTEST(logs.out, "out");
    QTEST(logs.err, "err");
}

void TestEngineStreams::logsCutAnywhere()
{
    for (qsizetype size = 1; size < Frames.size(); ++size) {
        Daemon daemon;
        daemon.server.setScripts({Script().head(200, "").chunk(Frames.left(size)).lastChunk()});
        Logs logs(daemon.http, {.container = u"a"_s});
        QTRY_VERIFY(!logs.end.isEmpty());
        QCOMPARE(logs.end, size == 12 ? u"well"_s : u"Malformed CutFrame"_s);
        QCOMPARE(logs.out + logs.err, QByteArray("out\nerr\n")
                                          .left(std::min<qsizetype>(std::max<qsizetype>(size - 8, 0), 4) +
                                                std::max<qsizetype>(size - 20, 0)));
    }
}

void TestEngineStreams::asksForLogs_data()
{
    QTest::addColumn<LogStream::Settings>("settings");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("follow") << LogStream::Settings{.container = u"a"_s}
                            << QByteArray("/v1.41/containers/a/logs?stdout=1&stderr=1&follow=1");
    QTest::newRow("the last of them") << LogStream::Settings{.apiVersion = {1, 44},
                                                             .container = u"a"_s,
                                                             .follows = false,
                                                             .hasTimestamps = true,
                                                             .tailLines = 0,
                                                             .since = 5}
                                      << QByteArray(
                                             "/v1.44/containers/a/logs?stdout=1&stderr=1&timestamps=1&tail=0&since=5");
}

void TestEngineStreams::asksForLogs()
{
    QFETCH(LogStream::Settings, settings);
    Daemon daemon;
    daemon.server.setScripts({Script().head(200, "").lastChunk()});
    Logs logs(daemon.http, settings);
    QTRY_VERIFY(!logs.end.isEmpty());
    QTEST(daemon.server.requests().first().target, "expected");
}

void TestEngineStreams::logsOfNoName()
{
    Daemon daemon;
    Logs logs(daemon.http, {.container = u"../../info"_s});
    QVERIFY(logs.end.isEmpty());
    QTRY_COMPARE(logs.end, u"Invalid BadName"_s);
    QVERIFY(daemon.server.requests().isEmpty());
}

void TestEngineStreams::logsEndInSlot_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::addColumn<bool>("isTty");
    QTest::newRow("stopped, frames") << false << false;
    QTest::newRow("stopped, terminal") << false << true;
    QTest::newRow("deleted, frames") << true << false;
    QTest::newRow("deleted, terminal") << true << true;
}

void TestEngineStreams::logsEndInSlot()
{
    QFETCH(bool, isDeleted);
    QFETCH(bool, isTty);
    Daemon daemon;
    daemon.server.setScripts({Script().head(200, "").chunk(Frames).lastChunk()});
    Logs logs(daemon.http, {.container = u"a"_s, .isTty = isTty});
    int calls = 0;
    logs.onReceived = [&] {
        ++calls;
        if (isDeleted)
            logs.stream.reset();
        else
            logs.stream->stop();
    };
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(daemon.server.openConnections(), 0);
    QCOMPARE(calls, 1);
    QCOMPARE(logs.end, QString());
}

QTEST_GUILESS_MAIN(TestEngineStreams)
#include "tst_enginestreams.moc"
