// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/jsonlines.h"
#include "backends/docker/transferprogress.h"
#include "tests/docker/recordings.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

using State = LayerProgress::State;

namespace {

const QString Digest = u"sha256:32788f6851a973837fed5644b37f6ee97ace5457955d44b4c9335bb611dd145e"_s;

ProgressLine lineOf(const QByteArray &json)
{
    const Result<ProgressLine> line = decodeProgressLine(json);
    if (!line)
        qFatal("no line: %s", json.constData());
    return *line;
}

//! A line about the layer "0123456789ab".
ProgressLine about(const QByteArray &status, qint64 current = 0, qint64 total = 0,
                   const QByteArray &id = "0123456789ab")
{
    const QByteArray detail =
        total > 0 ? "{\"current\":" + QByteArray::number(current) + ",\"total\":" + QByteArray::number(total) + "}"
                  : QByteArray("{}");
    return lineOf("{\"status\":\"" + status + "\",\"progressDetail\":" + detail + ",\"id\":\"" + id + "\"}");
}

QString told(const TransferProgress &progress)
{
    QStringList lines;
    for (const LayerProgress &layer : progress.layers()) {
        lines << u"%1 %2 %3/%4 %5-%6 %7"_s.arg(layer.id)
                     .arg(int(layer.state))
                     .arg(layer.currentBytes)
                     .arg(layer.totalBytes)
                     .arg(layer.startedMs)
                     .arg(layer.endedMs)
                     .arg(layer.status);
    }
    return lines.join(u'\n') + progress.digest() + progress.tag() + QString::number(progress.manifestBytes());
}

} // namespace

class TestTransferProgress : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void words_data();
    void words();
    void whole_data();
    void whole();
    void push();
    void pull();
    void cutAnywhere();
    void retry();
    void unavailable();
    void rate_data();
    void rate();
    void totals();
    void fails();
    void bounds();
    void lines_data();
    void lines();
    void badLines_data();
    void badLines();
    void digests_data();
    void digests();
};

void TestTransferProgress::words_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("hasEnded");
    const auto row = [](const char *status, State state, bool hasEnded) {
        QTest::newRow(status) << QByteArray(status) << int(state) << hasEnded;
    };
    row("Preparing", State::Preparing, false);
    row("Waiting", State::Waiting, false);
    row("Layer already exists", State::AlreadyExists, true);
    row("Pushing", State::Pushing, false);
    row("Pushed", State::Done, true);
    row("Mounted from team/base", State::Mounted, true);
    row("Unavailable", State::Unavailable, true);
    row("Skipped foreign layer", State::AlreadyExists, true);
    row("Pulling fs layer", State::Waiting, false);
    row("Downloading", State::Downloading, false);
    row("Verifying Checksum", State::Verifying, false);
    row("Download complete", State::Verifying, false);
    row("Extracting", State::Extracting, false);
    row("Pull complete", State::Done, true);
    row("Already exists", State::AlreadyExists, true);
    row("Retrying in 10 seconds", State::Retrying, false);
    row("Retrying in 1 second", State::Retrying, false);
}

void TestTransferProgress::words()
{
    QFETCH(QByteArray, status);
    TransferProgress progress;
    QCOMPARE(progress.apply(about(status), 1'000), QString());
    QCOMPARE(progress.layers().size(), 1u);
    const LayerProgress &layer = progress.layers().front();
    QCOMPARE(layer.id, u"0123456789ab"_s);
    QTEST(int(layer.state), "state");
    QTEST(layer.hasEnded(), "hasEnded");
    QCOMPARE(layer.status, QString::fromLatin1(status));
    QCOMPARE(layer.endedMs, layer.hasEnded() ? 1'000 : 0);
    QCOMPARE(layer.mountedFrom, layer.state == State::Mounted ? u"team/base"_s : QString());
    QCOMPARE(layer.totalBytes, -1);
}

void TestTransferProgress::whole_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("digest");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<qint64>("size");
    const QByteArray digest = Digest.toLatin1();
    QTest::newRow("target of a push") << QByteArray(R"({"status":"The push refers to repository [h:1/a]"})")
                                      << u"The push refers to repository [h:1/a]"_s << QString() << QString()
                                      << qint64(-1);
    QTest::newRow("end of a push") << "{\"status\":\"1.0: digest: " + digest + " size: 528\"}"
                                   << u"1.0: digest: %1 size: 528"_s.arg(Digest) << Digest << u"1.0"_s << qint64(528);
    QTest::newRow("the same for programs")
        << "{\"progressDetail\":{},\"aux\":{\"Tag\":\"1.0\",\"Digest\":\"" + digest + "\",\"Size\":528}}" << QString()
        << Digest << u"1.0"_s << qint64(528);
    QTest::newRow("a tag is no layer") << QByteArray(R"({"status":"Pulling from a/b","id":"1.0"})")
                                       << u"1.0: Pulling from a/b"_s << QString() << QString() << qint64(-1);
    QTest::newRow("end of a pull") << "{\"status\":\"Digest: " + digest + "\"}" << u"Digest: "_s + Digest << Digest
                                   << QString() << qint64(-1);
    QTest::newRow("a digest that is none") << QByteArray(R"({"status":"Digest: sha256:12"})") << u"Digest: sha256:12"_s
                                           << QString() << QString() << qint64(-1);
    QTest::newRow("another that is none") << QByteArray(R"({"status":"1: digest: sha256:zz size: 1"})")
                                          << u"1: digest: sha256:zz size: 1"_s << QString() << QString() << qint64(-1);
    QTest::newRow("one platform of several")
        << QByteArray(R"({"progressDetail":{},"aux":{"manifestPushedInsteadOfIndex":true,"selectedManifest":{"digest":)"
                      R"("sha256:1","platform":{"os":"linux","architecture":"arm","variant":"v7"}}}})")
        << u"Of this image the daemon has linux/arm/v7 alone: that was pushed, and not the index of all platforms"_s
        << QString() << QString() << qint64(-1);
    QTest::newRow("no size") << QByteArray(R"({"status":"1: digest: "})") << u"1: digest: "_s << QString() << QString()
                             << qint64(-1);
    QTest::newRow("size before") << QByteArray(R"({"status":" size: 1: digest: "})") << u" size: 1: digest: "_s
                                 << QString() << QString() << qint64(-1);
}

void TestTransferProgress::whole()
{
    QFETCH(QByteArray, line);
    TransferProgress progress;
    QTEST(progress.apply(lineOf(line), 1), "log");
    QVERIFY(progress.layers().empty());
    QTEST(progress.digest(), "digest");
    QTEST(progress.tag(), "tag");
    QTEST(qint64(progress.manifestBytes()), "size");
}

void TestTransferProgress::push()
{
    TransferProgress progress;
    JsonLines lines;
    std::int64_t now = 0;
    QVERIFY(lines.feed(recording(u"push.jsonl"_s), [&](QByteArrayView line) {
        progress.apply(lineOf(line.toByteArray()), now += 1'000);
        return true;
    }));
    QCOMPARE(progress.layers().size(), 1u);
    const LayerProgress &layer = progress.layers().front();
    QCOMPARE(layer.id, u"9b84161ed95a"_s);
    QCOMPARE(int(layer.state), int(State::Done));
    QCOMPARE(layer.currentBytes, 1'984'000); // more than it promised
    QCOMPARE(layer.totalBytes, 1'984'000);
    QCOMPARE(layer.startedMs, 3'000);
    QCOMPARE(layer.endedMs, 6'000);
    QCOMPARE(layer.bytesPerSecond, 0.);
    QCOMPARE(progress.digest(), Digest);
    QCOMPARE(progress.manifestBytes(), 528);
    QCOMPARE(
        progress.totals(),
        (TransferProgress::Totals{
            .layers = 1, .endedLayers = 1, .currentBytes = 1'984'000, .totalBytes = 1'984'000, .isTotalKnown = true}));
}

void TestTransferProgress::pull()
{
    TransferProgress progress;
    progress.apply(about("Pulling fs layer"), 1);
    QCOMPARE(progress.totals().isTotalKnown, false);
    progress.apply(about("Downloading", 100, 1'000), 2);
    progress.apply(about("Download complete"), 3);
    QCOMPARE(progress.layers().front().currentBytes, 1'000);
    progress.apply(about("Extracting", 10, 1'000), 4);
    QCOMPARE(progress.layers().front().currentBytes, 10); // of what it does now
    QCOMPARE(progress.totals().currentBytes, 1'000);      // of what came
    progress.apply(lineOf(R"({"status":"Extracting","progressDetail":{"current":3,"units":"s"},"id":"0123456789ab"})"),
                   5);
    QCOMPARE(progress.layers().front().currentBytes, 10); // seconds are no bytes
    progress.apply(about("Pull complete"), 6);
    QCOMPARE(progress.layers().front().currentBytes, 1'000);
    QVERIFY(!progress.isUpToDate());
    progress.apply(lineOf(R"({"status":"Status: Image is up to date for a:1"})"), 7);
    QVERIFY(progress.isUpToDate());
}

void TestTransferProgress::cutAnywhere()
{
    const QByteArray bytes = recording(u"push.jsonl"_s);
    const auto run = [&](qsizetype cut) {
        TransferProgress progress;
        JsonLines lines;
        inTwoPieces(bytes, cut, [&](QByteArrayView piece) {
            std::ignore = lines.feed(piece, [&](QByteArrayView line) {
                progress.apply(lineOf(line.toByteArray()), 5);
                return true;
            });
        });
        return told(progress);
    };
    const QString whole = run(bytes.size());
    for (qsizetype cut = 0; cut < bytes.size(); ++cut)
        QCOMPARE(run(cut), whole);
}

void TestTransferProgress::retry()
{
    TransferProgress progress;
    progress.apply(about("Pushing", 900, 1'000), 1'000);
    progress.apply(about("Pushing", 950, 1'000), 2'000);
    QCOMPARE(progress.layers().front().bytesPerSecond, 50.);
    progress.apply(about("Retrying in 5 seconds"), 3'000);
    QCOMPARE(progress.layers().front().currentBytes, 0);
    QCOMPARE(progress.layers().front().bytesPerSecond, 0.);
    progress.apply(about("Pushing", 10, 1'000), 4'000);
    progress.apply(about("Pushing", 110, 1'000), 5'000);
    QCOMPARE(progress.layers().front().bytesPerSecond, 100.);
}

//! As containerd's store tells it of layers of the platform that it has, too, before they begin.
void TestTransferProgress::unavailable()
{
    TransferProgress progress;
    progress.apply(about("Unavailable", 0, 0, "aaaaaaaaaaaa"), 1);
    progress.apply(about("Unavailable", 0, 0, "bbbbbbbbbbbb"), 1);
    progress.apply(about("Pushing", 500, 1'000, "bbbbbbbbbbbb"), 2);
    QCOMPARE(progress.layers()[1].endedMs, 0);
    QCOMPARE(progress.totals(),
             (TransferProgress::Totals{
                 .layers = 2, .endedLayers = 1, .currentBytes = 500, .totalBytes = 1'000, .isTotalKnown = true}));
    progress.fail(7);
    QCOMPARE(int(progress.layers()[0].state), int(State::Unavailable));
    QCOMPARE(int(progress.layers()[1].state), int(State::Failed));
}

void TestTransferProgress::rate_data()
{
    QTest::addColumn<QList<QPair<int, int>>>("samples"); // milliseconds, bytes
    QTest::addColumn<int>("at");
    QTest::addColumn<double>("expected");
    using Samples = QList<QPair<int, int>>;
    QTest::newRow("nothing") << Samples{} << 0 << 0.;
    QTest::newRow("one") << Samples{{0, 100}} << 100 << 0.;
    QTest::newRow("too early to say") << Samples{{0, 0}, {200, 100}} << 200 << 0.;
    QTest::newRow("two") << Samples{{0, 0}, {1'000, 500}} << 1'000 << 500.;
    QTest::newRow("stands still") << Samples{{0, 0}, {1'000, 500}} << 2'000 << 250.;
    QTest::newRow("has stood still") << Samples{{0, 0}, {1'000, 500}} << 6'001 << 0.;
    QTest::newRow("the last seconds") << Samples{{0, 0}, {1'000, 100}, {5'500, 1'000}, {6'000, 2'000}} << 6'000 << 380.;
    QTest::newRow("many at once") << Samples{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {500, 1'000}} << 500 << 2'000.;
    QTest::newRow("begins anew") << Samples{{0, 5'000}, {1'000, 100}, {2'000, 200}} << 2'000 << 100.;
    QTest::newRow("clock set back") << Samples{{9'000, 100}, {1'000, 200}, {2'000, 300}} << 2'000 << 100.;
}

void TestTransferProgress::rate()
{
    using Samples = QList<QPair<int, int>>;
    QFETCH(Samples, samples);
    QFETCH(int, at);
    TransferRate rate;
    for (const auto &[ms, bytes] : samples)
        rate.add(bytes, ms);
    QTEST(rate.bytesPerSecond(at), "expected");
}

void TestTransferProgress::totals()
{
    TransferProgress progress;
    progress.apply(about("Preparing", 0, 0, "aaaaaaaaaaaa"), 0);
    progress.apply(about("Layer already exists", 0, 0, "bbbbbbbbbbbb"), 0);
    progress.apply(about("Mounted from x", 0, 0, "cccccccccccc"), 0);
    progress.apply(about("Pushing", 0, 1'000, "dddddddddddd"), 0);
    progress.apply(about("Pushing", 500, 1'000, "dddddddddddd"), 1'000);
    QCOMPARE(progress.totals(),
             (TransferProgress::Totals{
                 .layers = 4, .endedLayers = 2, .currentBytes = 500, .totalBytes = 1'000, .bytesPerSecond = 500}));
    progress.apply(about("Pushing", 0, 4'000, "aaaaaaaaaaaa"), 1'000);
    QCOMPARE(progress.totals().remainingMs, 9'000);
    progress.updateRates(20'000);
    QCOMPARE(progress.totals().bytesPerSecond, 0.);
    QCOMPARE(progress.totals().remainingMs, -1);
    QCOMPARE(TransferProgress().totals(), TransferProgress::Totals());
}

void TestTransferProgress::fails()
{
    TransferProgress progress;
    progress.apply(about("Pushed", 0, 0, "aaaaaaaaaaaa"), 1);
    progress.apply(about("Pushing", 1, 2, "bbbbbbbbbbbb"), 1);
    progress.fail(7);
    QCOMPARE(int(progress.layers()[0].state), int(State::Done));
    QCOMPARE(progress.layers()[0].endedMs, 1);
    QCOMPARE(int(progress.layers()[1].state), int(State::Failed));
    QCOMPARE(progress.layers()[1].endedMs, 7);
}

void TestTransferProgress::bounds()
{
    TransferProgress progress;
    for (int i = 0; i < 1'500; ++i)
        progress.apply(about("Waiting", 0, 0, QByteArray::number(i).rightJustified(12, '0')), 1);
    QCOMPARE(progress.layers().size(), 1'000u);
    progress.apply(about("Pushing", 1, 2, "000000000999"), 1);
    QCOMPARE(int(progress.layers().back().state), int(State::Pushing));
    progress.apply(about("Pushing", std::numeric_limits<qint64>::max(), 2, "000000000999"), 1'000);
    progress.apply(about("Pushing", std::numeric_limits<qint64>::max(), 2, "000000000998"), 1'000);
    QVERIFY(progress.totals().totalBytes > 0);
}

void TestTransferProgress::lines_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("code");
    QTest::newRow("both") << QByteArray(R"({"errorDetail":{"code":7,"message":"a"},"error":"b"})") << u"a"_s << 7;
    QTest::newRow("of old") << QByteArray(R"({"error":"b"})") << u"b"_s << 0;
    QTest::newRow("without words") << QByteArray(R"({"errorDetail":{}})") << u""_s << 0;
}

void TestTransferProgress::lines()
{
    QFETCH(QByteArray, json);
    const ProgressLine line = lineOf(json);
    QVERIFY(line.failure);
    QTEST(line.failure->message, "message");
    QTEST(int(line.failure->code), "code");
}

void TestTransferProgress::badLines_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("half a line") << QByteArray(R"({"status":"Push)");
    QTest::newRow("HTML") << QByteArray("<html>");
}

void TestTransferProgress::badLines()
{
    QFETCH(QByteArray, json);
    const Result<ProgressLine> line = decodeProgressLine(json);
    QVERIFY(!line);
    QCOMPARE(line.error().reason, u"BadJson"_s);
}

void TestTransferProgress::digests_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("sha256") << Digest << true;
    QTest::newRow("sha512") << u"sha512:"_s + QString(128, u'a') << true;
    QTest::newRow("too short") << Digest.chopped(1) << false;
    QTest::newRow("too long") << Digest + u'0' << false;
    QTest::newRow("no algorithm") << Digest.mid(6) << false;
    QTest::newRow("capitals") << Digest.toUpper() << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("a colon") << u":"_s << false;
    QTest::newRow("no colon") << QString(64, u'a') << false;
}

void TestTransferProgress::digests()
{
    QFETCH(QString, text);
    QTEST(isDigest(text), "expected");
}

QTEST_GUILESS_MAIN(TestTransferProgress)
#include "tst_transferprogress.moc"
