// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/imagebuild.h"
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

namespace {

const QByteArray Json = "application/json";
const QByteArray Secret = "correct horse battery";

class Tar : public BodySource
{
public:
    ReadResult read(char *to, qsizetype size) override
    {
        const qsizetype part = std::min(size, m_left);
        memset(to, 't', size_t(part));
        m_left -= part;
        return part > 0 ? ReadResult{.state = State::Bytes, .size = part} : ReadResult{};
    }
    qint64 size() const override { return 10'240; } // the test's server reads no chunks

private:
    qsizetype m_left = 10'240;
};

ImageBuild::Settings settings(Builder builder = Builder::Classic)
{
    return {
        .options = {.builder = builder, .tags = {u"a:1"_s}, .buildId = u"id-1"_s},
        .context = std::make_shared<Tar>(),
        .logins = {{u"h:1"_s, {u"me"_s, QString::fromLatin1(Secret), false, u"h:1"_s}}},
        .instructions = {
            {u"FROM scratch AS one"_s, 1}, {u"COPY busybox /bin/busybox"_s, 2}, {u"RUN x"_s, 4}, {u"LABEL a=b"_s, 5}}};
}

//! A daemon, a build there, and what it says, in order, as words.
struct Fixture
{
    explicit Fixture(const std::vector<Script> &scripts, const ImageBuild::Settings &settings = ::settings())
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
        , build(std::make_unique<ImageBuild>(http, settings))
    {
        server.setScripts(scripts);
        ImageBuild *const self = build.get();
        QObject::connect(self, &ImageBuild::started, self, [this] { said << u"started"_s; });
        QObject::connect(self, &ImageBuild::stepsChanged, self, [this] { hear(u"steps"_s); });
        QObject::connect(self, &ImageBuild::transferChanged, self, [this] { hear(u"transfer"_s); });
        QObject::connect(self, &ImageBuild::logged, self, [this](const QByteArray &text) {
            log += text;
            hear(u"log"_s);
        });
        QObject::connect(self, &ImageBuild::finished, self, [this](const Result<BuiltImage> &result) {
            ++ends;
            end = result ? result->id.left(15)
                         : u"%1 %2 %3"_s.arg(toString(result.error().kind))
                               .arg(result.error().httpStatus)
                               .arg(result.error().reason);
            message = result ? QString() : result.error().message;
        });
        self->start();
    }

    void hear(const QString &word)
    {
        if (said.isEmpty() || said.last() != word)
            said << word;
        if (onHeard)
            onHeard(word);
    }

    FaultServer server;
    HttpClient http;
    std::unique_ptr<ImageBuild> build;
    QStringList said;
    QByteArray log;
    QString end;
    QString message;
    int ends = 0;
    std::function<void(const QString &)> onHeard;
};

Script streaming(const QByteArray &bytes)
{
    return Script().head(200, Json).chunk(bytes);
}

BuildStep::State stateOf(const Fixture &fixture, const QString &id)
{
    const BuildStep *step = fixture.build->progress().steps().find(id);
    return step ? step->state : BuildStep::State::Waiting;
}

} // namespace

class TestImageBuild : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void ends_data();
    void ends();
    void asks();
    void cutAnywhere_data();
    void cutAnywhere();
    void failsAtLine();
    void badDockerfile();
    void cancelled_data();
    void cancelled();
    void cancelledBeforeAnswer();
    void buildIds();
    void endsInSlot_data();
    void endsInSlot();
    void secrets();
};

void TestImageBuild::ends_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("part");
    const QByteArray good = recording(u"build-classic.jsonl"_s);
    const QByteArray half = good.left(good.indexOf("{\"aux\""));
    const auto row = [](const char *name, const Script &script, const QString &end, const QString &part = {}) {
        QTest::newRow(name) << script << end << part;
    };
    row("well", streaming(good).lastChunk(), u"sha256:f34e211e"_s);
    row("byte by byte",
        Script().head(200, Json).trickle("a\r\n" + good.left(10) + "\r\n", 0ms).chunk(good.mid(10)).lastChunk(),
        u"sha256:f34e211e"_s);
    row("slow",
        streaming(good.left(99)).pause(50ms).chunk(good.mid(99, 99)).pause(50ms).chunk(good.mid(198)).lastChunk(),
        u"sha256:f34e211e"_s);
    row("last line without an end", streaming(good.trimmed()).lastChunk(), u"sha256:f34e211e"_s);
    row("BuildKit's", streaming(recording(u"build-buildkit-cached.jsonl"_s)).lastChunk(), u"sha256:52ba76ef"_s);
    row("a step fails", streaming(recording(u"build-failed.jsonl"_s)).lastChunk(), u"Invalid 0 BuildFailed"_s,
        u"code: 7"_s);
    row("fails, then the engine dies", streaming(recording(u"build-failed.jsonl"_s)).close(),
        u"Invalid 0 BuildFailed"_s, u"code: 7"_s);
    row("disk full", streaming(half + "{\"error\":\"write /x: no space left on device\"}\n").lastChunk(),
        u"Server 0 DiskFull"_s, u"write /x"_s);
    row("registry refuses", streaming(half + "{\"error\":\"unauthorized: authentication required\"}\n").lastChunk(),
        u"Unauthorized 0 "_s);
    row("the engine dies", streaming(half).close(), u"Network 200 ConnectionClosed"_s);
    row("the engine is killed", streaming(half).reset(), u"Network 200 ConnectionClosed"_s);
    row("ends within a line", streaming(half + "{\"str").lastChunk(), u"Malformed 0 CutLine"_s);
    row("without an image", streaming(half).lastChunk(), u"Malformed 0 NoImageId"_s);
    row("nothing", Script().head(200, Json).lastChunk(), u"Malformed 0 NoImageId"_s);
    row("no JSON", streaming(half + "<html>\n").hang(), u"Malformed 0 BadJson"_s);
    row("500", Script::answer(500, Json, R"({"message":"Error processing tar file: no space left on device"})"),
        u"Server 500 DiskFull"_s, u"Error processing"_s);
    row("413 of a proxy", Script::answer(413, "text/html", "<html>"), u"Invalid 413 TooLarge"_s);
    row("429", Script::answer(429, Json, R"({"message":"slow down"})"), u"TooManyRequests 429 "_s, u"slow down"_s);
    row("403", Script::answer(403, Json, R"({"message":"authorization denied by plugin"})"), u"Forbidden 403 "_s);
}

void TestImageBuild::ends()
{
    QFETCH(Script, script);
    Fixture fixture({script});
    QVERIFY(fixture.said.isEmpty()); // nothing before start() has returned
    QTRY_COMPARE(fixture.ends, 1);
    QTEST(fixture.end, "end");
    QFETCH(QString, part);
    QVERIFY2(fixture.message.contains(part), qPrintable(fixture.message));
    for (const BuildStep &step : fixture.build->progress().steps().all())
        QVERIFY(step.state != BuildStep::State::Running);
}

void TestImageBuild::asks()
{
    Fixture fixture({streaming(recording(u"build-classic.jsonl"_s)).lastChunk()});
    QTRY_COMPARE(fixture.ends, 1);
    const SeenRequest &seen = fixture.server.requests().first();
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, QByteArray("/v1.41/build?t=a%3A1&rm=1&forcerm=1"));
    QCOMPARE(seen.value("Content-Type"), QByteArray("application/x-tar"));
    QCOMPARE(seen.body, QByteArray(10'240, 't'));
    QVERIFY(QByteArray::fromBase64(seen.value("X-Registry-Config"), QByteArray::Base64UrlEncoding).contains(Secret));
    QCOMPARE(fixture.said, (QStringList{u"started"_s, u"log"_s, u"steps"_s}));
    QVERIFY(fixture.log.startsWith("Step 1/4 : FROM scratch\n"));
}

void TestImageBuild::cutAnywhere_data()
{
    QTest::addColumn<bool>("isClean");
    QTest::newRow("connection lost") << false;
    QTest::newRow("answer ends") << true;
}

void TestImageBuild::cutAnywhere()
{
    QFETCH(bool, isClean);
    const QByteArray bytes = "{\"stream\":\"Step 1/2 : FROM scratch\"}\r\n{\"stream\":\" ---\\u003e \\n\"}\r\n"
                             "{\"stream\":\"Step 2/2 : LABEL a=b\"}\r\n";
    for (qsizetype size = 1; size < bytes.size(); ++size) {
        Script script = streaming(bytes.left(size));
        Fixture fixture({isClean ? script.lastChunk() : script.close()});
        QTRY_COMPARE(fixture.ends, 1);
        const char last = bytes[size - 1];
        const bool isWhole = last == '\n' || last == '\r' || last == '}';
        const QString clean = isWhole ? u"Malformed 0 NoImageId"_s : u"Malformed 0 CutLine"_s;
        QCOMPARE(fixture.end, isClean ? clean : u"Network 200 ConnectionClosed"_s);
        if (size > bytes.indexOf("\r\n{\"stream\":\"Step 2") + 1)
            QCOMPARE(int(stateOf(fixture, u"1/2"_s)), int(BuildStep::State::Done));
    }
}

void TestImageBuild::failsAtLine()
{
    Fixture fixture({streaming(recording(u"build-failed.jsonl"_s)).lastChunk()});
    QTRY_COMPARE(fixture.ends, 1);
    QCOMPARE(fixture.build->failedLine(), 4);
    QCOMPARE(int(stateOf(fixture, u"3/4"_s)), int(BuildStep::State::Failed));
    QVERIFY(fixture.log.endsWith("code: 7\n"));
}

void TestImageBuild::badDockerfile()
{
    Fixture fixture(
        {Script::answer(400, Json, R"({"message":"dockerfile parse error line 2: unknown instruction: FRAM"})")});
    QTRY_COMPARE(fixture.ends, 1);
    QCOMPARE(fixture.end, u"Invalid 400 BadDockerfile"_s);
    QCOMPARE(fixture.build->failedLine(), 2);
}

void TestImageBuild::cancelled_data()
{
    QTest::addColumn<int>("builder");
    QTest::addColumn<Script>("answer");
    QTest::newRow("classic") << int(Builder::Classic) << Script().hang();
    QTest::newRow("BuildKit") << int(Builder::BuildKit) << Script::answer(200, Json, "").close();
    QTest::newRow("BuildKit says no") << int(Builder::BuildKit) << Script::answer(500, Json, "{}").close();
    QTest::newRow("BuildKit hangs up") << int(Builder::BuildKit) << Script().close();
}

void TestImageBuild::cancelled()
{
    QFETCH(int, builder);
    QFETCH(Script, answer);
    const QByteArray begin = "{\"stream\":\"Step 1/4 : FROM scratch AS one\"}\n";
    Fixture fixture({streaming(begin).hang(), answer}, settings(Builder(builder)));
    QTRY_COMPARE(fixture.said.value(2), u"steps"_s);
    fixture.build->cancel();
    fixture.build->cancel(); // once is enough
    QTRY_COMPARE(fixture.ends, 1);
    QCOMPARE(fixture.end, u"Cancelled 0 "_s);
    QCOMPARE(int(stateOf(fixture, u"1/4"_s)), int(BuildStep::State::Cancelled));
    QTRY_COMPARE(fixture.server.openConnections(), 0); // which is what stops the engine
    if (Builder(builder) == Builder::BuildKit) {
        QCOMPARE(fixture.server.requests().last().target, QByteArray("/v1.41/build/cancel?id=id-1"));
        QVERIFY(fixture.server.requests().first().target.endsWith("&version=2&buildid=id-1"));
    } else {
        QCOMPARE(fixture.server.requests().size(), 1);
    }
    QCOMPARE(fixture.ends, 1);
}

void TestImageBuild::cancelledBeforeAnswer()
{
    Fixture fixture({Script().hang()});
    fixture.build->cancel();
    QCOMPARE(fixture.end, u"Cancelled 0 "_s);
    QTRY_COMPARE(fixture.server.openConnections(), 0);
    QCOMPARE(fixture.ends, 1);
}

//! Two builds of the same settings are not cancelled together.
void TestImageBuild::buildIds()
{
    ImageBuild::Settings settings = ::settings(Builder::BuildKit);
    settings.options.buildId.clear();
    QStringList ids;
    for (int i = 0; i < 2; ++i) {
        settings.context = std::make_shared<Tar>();
        Fixture fixture({Script().head(200, Json).lastChunk()}, settings);
        QTRY_COMPARE(fixture.ends, 1);
        ids << fixture.server.requests().first().query(u"buildid"_s);
    }
    QVERIFY(!ids[0].isEmpty());
    QVERIFY(ids[0] != ids[1]);
}

void TestImageBuild::endsInSlot_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isDeleted");
    for (const QString &word : {u"log"_s, u"steps"_s, u"transfer"_s}) {
        QTest::addRow("cancelled in %s", qPrintable(word)) << word << false;
        QTest::addRow("deleted in %s", qPrintable(word)) << word << true;
    }
}

void TestImageBuild::endsInSlot()
{
    QFETCH(QString, word);
    QFETCH(bool, isDeleted);
    Fixture fixture({streaming(recording(u"build-pull.jsonl"_s)).lastChunk()});
    int calls = 0;
    fixture.onHeard = [&](const QString &heard) {
        if (heard != word)
            return;
        ++calls;
        if (isDeleted)
            fixture.build.reset();
        else
            fixture.build->cancel();
    };
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(fixture.server.openConnections(), 0);
    QCOMPARE(calls, 1);
    QCOMPARE(fixture.end, isDeleted ? QString() : u"Cancelled 0 "_s);
}

//! What we are at a registry is in no word that comes back.
void TestImageBuild::secrets()
{
    Fixture fixture({Script::answer(500, Json, R"({"message":"unauthorized"})")});
    QTRY_COMPARE(fixture.ends, 1);
    QVERIFY(!fixture.message.contains(QString::fromLatin1(Secret)));
    QVERIFY(!fixture.log.contains(Secret));
    QVERIFY(!fixture.server.requests().first().target.contains("horse"));
}

QTEST_GUILESS_MAIN(TestImageBuild)
#include "tst_imagebuild.moc"
