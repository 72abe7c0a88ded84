// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/imagetransfer.h"
#include "tests/docker/recordings.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Direction = ImageTransfer::Direction;
using State = LayerProgress::State;

namespace {

const QByteArray Json = "application/json";
const QByteArray Secret = "correct horse battery";
const QByteArray TwoLayers = "{\"status\":\"Preparing\",\"progressDetail\":{},\"id\":\"aaaaaaaaaaaa\"}\r\n"
                             "{\"status\":\"Preparing\",\"progressDetail\":{},\"id\":\"bbbbbbbbbbbb\"}\r\n"
                             "{\"status\":\"Pushed\",\"progressDetail\":{},\"id\":\"aaaaaaaaaaaa\"}\r\n";

ImageTransfer::Settings settings(Direction direction)
{
    return {.direction = direction,
            .repository = u"h:1/a/b"_s,
            .tag = u"1.0"_s,
            .login = {u"me"_s, QString::fromLatin1(Secret), false, u"h:1"_s}};
}

struct Fixture
{
    explicit Fixture(const Script &script, const ImageTransfer::Settings &settings = ::settings(Direction::Push))
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
        , transfer(std::make_unique<ImageTransfer>(http, settings))
    {
        server.setScripts({script});
        ImageTransfer *const self = transfer.get();
        QObject::connect(self, &ImageTransfer::layersChanged, self, [this] {
            if (onChanged)
                onChanged();
        });
        QObject::connect(self, &ImageTransfer::logged, self, [this](const QByteArray &text) { log += text; });
        QObject::connect(self, &ImageTransfer::finished, self, [this](const Result<TransferResult> &result) {
            ++ends;
            end = result ? u"%1 %2 %3%4"_s.arg(result->digest.left(11), result->tag)
                               .arg(result->sizeBytes)
                               .arg(result->isUpToDate ? u" up to date"_s : QString())
                         : u"%1 %2 %3"_s.arg(toString(result.error().kind))
                               .arg(result.error().httpStatus)
                               .arg(result.error().reason);
            message = result ? QString() : result.error().message;
        });
        self->start();
    }

    QList<int> states() const
    {
        QList<int> all;
        for (const LayerProgress &layer : transfer->progress().layers())
            all << int(layer.state);
        return all;
    }

    FaultServer server;
    HttpClient http;
    std::unique_ptr<ImageTransfer> transfer;
    QByteArray log;
    QString end;
    QString message;
    int ends = 0;
    std::function<void()> onChanged;
};

Script streaming(const QByteArray &bytes)
{
    return Script().head(200, Json).chunk(bytes);
}

QByteArray error(const QByteArray &message)
{
    return "{\"errorDetail\":{\"message\":\"" + message + "\"},\"error\":\"" + message + "\"}\r\n";
}

} // namespace

class TestImageTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void ends_data();
    void ends();
    void asks_data();
    void asks();
    void badNames_data();
    void badNames();
    void halfOfTheLayers();
    void cutAnywhere();
    void cancelled();
    void endsInSlot_data();
    void endsInSlot();
};

void TestImageTransfer::ends_data()
{
    QTest::addColumn<bool>("isPush");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("part");
    const QByteArray good = recording(u"push.jsonl"_s);
    const QByteArray pull = "{\"status\":\"Pulling from a/b\",\"id\":\"1.0\"}\r\n"
                            "{\"status\":\"Digest: sha256:" +
                            QByteArray(64, 'c') + "\"}\r\n";
    const auto row = [](const char *name, bool isPush, const Script &script, const QString &end,
                        const QString &part = {}) { QTest::newRow(name) << isPush << script << end << part; };
    row("push", true, streaming(good).lastChunk(), u"sha256:3278 1.0 528"_s);
    row("push, byte by byte", true,
        Script().head(200, Json).trickle("a\r\n" + good.left(10) + "\r\n", 0ms).chunk(good.mid(10)).lastChunk(),
        u"sha256:3278 1.0 528"_s);
    row("push, slow", true, streaming(good.left(99)).pause(50ms).chunk(good.mid(99)).pause(50ms).lastChunk(),
        u"sha256:3278 1.0 528"_s);
    row("pull", false, streaming(pull).lastChunk(), u"sha256:cccc 1.0 -1"_s);
    row("pull of what is there", false,
        streaming(pull + "{\"status\":\"Status: Image is up to date for a:1\"}\r\n").lastChunk(),
        u"sha256:cccc 1.0 -1 up to date"_s);
    row("wrong password", true, streaming(TwoLayers + error("unauthorized: authentication required")).lastChunk(),
        u"Unauthorized 0 "_s, u"unauthorized: authentication required"_s);
    row("may not push", true,
        streaming(TwoLayers + error("denied: requested access to the resource is denied")).lastChunk(),
        u"Forbidden 0 "_s);
    row("too many", true, streaming(error("toomanyrequests: slow down")).lastChunk(), u"TooManyRequests 0 "_s);
    row("too many, of a proxy", true, Script::answer(429, Json, R"({"message":"slow down"})", {{"Retry-After", "7"}}),
        u"TooManyRequests 429 "_s);
    row("too large", true,
        streaming(TwoLayers + error("received unexpected HTTP status: 413 Request Entity Too Large")).lastChunk(),
        u"Invalid 0 TooLarge"_s);
    row("disk full", false, streaming(pull + error("write /var/lib/docker/x: no space left on device")).lastChunk(),
        u"Server 0 DiskFull"_s);
    row("500 in the stream", true,
        streaming(TwoLayers + error("received unexpected HTTP status: 500 Internal Server Error")).lastChunk(),
        u"Server 0 "_s, u"500 Internal"_s);
    row("an error, then the engine dies", true, streaming(error("unauthorized: x")).close(), u"Unauthorized 0 "_s);
    row("a registry's refusal as 500", false,
        Script::answer(500, Json, R"({"message":"unauthorized: authentication required"})"), u"Unauthorized 500 "_s);
    row("no such image", false,
        Script::answer(404, Json, R"({"message":"manifest for a:1 not found: manifest unknown"})"), u"NotFound 404 "_s);
    row("the engine dies", true, streaming(TwoLayers).close(), u"Network 200 ConnectionClosed"_s);
    row("ends within a line", true, streaming(TwoLayers + "{\"st").lastChunk(), u"Malformed 0 CutLine"_s);
    row("a push without a digest", true, streaming(TwoLayers).lastChunk(), u"Malformed 0 NoDigest"_s);
    row("a pull without a digest", false,
        streaming("{\"status\":\"Pull complete\",\"id\":\"aaaaaaaaaaaa\"}\n").lastChunk(), u" 1.0 -1"_s);
    row("no JSON", true, streaming(TwoLayers + "<html>\n").hang(), u"Malformed 0 BadJson"_s);
}

void TestImageTransfer::ends()
{
    QFETCH(bool, isPush);
    QFETCH(Script, script);
    Fixture fixture(script, settings(isPush ? Direction::Push : Direction::Pull));
    QTRY_COMPARE(fixture.ends, 1);
    QTEST(fixture.end, "end");
    QFETCH(QString, part);
    QVERIFY2(fixture.message.contains(part), qPrintable(fixture.message));
    QVERIFY(!fixture.message.contains(QString::fromLatin1(Secret)));
    QVERIFY(!fixture.log.contains(Secret));
    for (const LayerProgress &layer : fixture.transfer->progress().layers())
        QVERIFY(layer.hasEnded());
}

void TestImageTransfer::asks_data()
{
    QTest::addColumn<bool>("isPush");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QByteArray>("target");
    const QString digest = u"sha256:"_s + QString(64, u'a');
    QTest::newRow("push") << true << u"1.0"_s << QString() << QByteArray("/v1.41/images/h:1/a/b/push?tag=1.0");
    QTest::newRow("pull") << false << u"1.0"_s << QString()
                          << QByteArray("/v1.41/images/create?fromImage=h:1/a/b&tag=1.0");
    QTest::newRow("pull of a platform by digest")
        << false << digest << u"linux/arm64"_s
        << "/v1.41/images/create?fromImage=h:1/a/b&tag=" + digest.toLatin1() + "&platform=linux/arm64";
}

void TestImageTransfer::asks()
{
    QFETCH(bool, isPush);
    ImageTransfer::Settings settings = ::settings(isPush ? Direction::Push : Direction::Pull);
    QFETCH(QString, tag);
    settings.tag = tag;
    QFETCH(QString, platform);
    settings.platform = platform;
    Fixture fixture(Script().head(200, Json).lastChunk(), settings);
    QTRY_COMPARE(fixture.ends, 1);
    const SeenRequest &seen = fixture.server.requests().first();
    QCOMPARE(seen.method, QByteArray("POST"));
    QTEST(seen.target, "target");
    const QByteArray login = QByteArray::fromBase64(seen.value("X-Registry-Auth"), QByteArray::Base64UrlEncoding);
    QVERIFY(login.contains("\"password\":\"" + Secret + "\""));
}

void TestImageTransfer::badNames_data()
{
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("platform");
    QTest::newRow("elsewhere") << u"../containers"_s << u"1"_s << QString();
    QTest::newRow("no tag") << u"a"_s << QString() << QString(); // would be all of them
    QTest::newRow("nothing") << QString() << QString() << QString();
    QTest::newRow("a path as tag") << u"a"_s << u"1/2"_s << QString();
    QTest::newRow("platform") << u"a"_s << u"1"_s << u"linux arm"_s;
}

void TestImageTransfer::badNames()
{
    QFETCH(QString, repository);
    QFETCH(QString, tag);
    QFETCH(QString, platform);
    Fixture fixture(Script().hang(), {.repository = repository, .tag = tag, .platform = platform});
    QCOMPARE(fixture.ends, 0);
    QTRY_COMPARE(fixture.end, u"Invalid 0 BadName"_s);
    QVERIFY(fixture.server.requests().isEmpty());
}

//! The registry lets us in no longer.
void TestImageTransfer::halfOfTheLayers()
{
    Fixture fixture(streaming(TwoLayers + error("unauthorized: authentication required")).lastChunk());
    QTRY_COMPARE(fixture.ends, 1);
    QCOMPARE(fixture.states(), (QList<int>{int(State::Done), int(State::Failed)}));
    QCOMPARE(fixture.log, QByteArray("unauthorized: authentication required\n"));
}

void TestImageTransfer::cutAnywhere()
{
    for (qsizetype size = 1; size < TwoLayers.size(); ++size) {
        Fixture fixture(streaming(TwoLayers.left(size)).close());
        QTRY_COMPARE(fixture.ends, 1);
        QCOMPARE(fixture.end, u"Network 200 ConnectionClosed"_s);
        for (const int state : fixture.states())
            QVERIFY(state == int(State::Failed) || state == int(State::Done));
    }
}

void TestImageTransfer::cancelled()
{
    Fixture fixture(streaming(TwoLayers).hang());
    QTRY_COMPARE(fixture.states().size(), 2);
    fixture.transfer->cancel();
    fixture.transfer->cancel();
    QCOMPARE(fixture.end, u"Cancelled 0 "_s);
    QCOMPARE(fixture.states(), (QList<int>{int(State::Done), int(State::Failed)}));
    QTRY_COMPARE(fixture.server.openConnections(), 0);
    QCOMPARE(fixture.ends, 1);
}

void TestImageTransfer::endsInSlot_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::newRow("cancelled") << false;
    QTest::newRow("deleted") << true;
}

void TestImageTransfer::endsInSlot()
{
    QFETCH(bool, isDeleted);
    Fixture fixture(streaming(recording(u"push.jsonl"_s)).lastChunk());
    int calls = 0;
    fixture.onChanged = [&] {
        ++calls;
        if (isDeleted)
            fixture.transfer.reset();
        else
            fixture.transfer->cancel();
    };
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(fixture.server.openConnections(), 0);
    QCOMPARE(calls, 1);
    QCOMPARE(fixture.end, isDeleted ? QString() : u"Cancelled 0 "_s);
}

QTEST_GUILESS_MAIN(TestImageTransfer)
#include "tst_imagetransfer.moc"
