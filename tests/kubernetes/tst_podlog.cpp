// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/podlog.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;
using tests::FaultServer;
using tests::Script;

using Scripts = std::vector<Script>;
Q_DECLARE_METATYPE(Scripts)
Q_DECLARE_METATYPE(PodLog::Settings)

namespace {

constexpr int Patience = 60'000;

//! As a node writes it, one line for each second.
QByteArray line(int second, const QByteArray &text)
{
    return "2026-01-01T00:00:" + QByteArray::number(second).rightJustified(2, '0') + ".5Z " + text + '\n';
}

Script log()
{
    return Script().head(200, "text/plain");
}

} // namespace

//! The log of a container, also over connections that are lost.
class TestPodLog : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void reads_data()
    {
        QTest::addColumn<Scripts>("scripts");
        QTest::addColumn<bool>("follows");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error"); // kind; empty: none
        QTest::addColumn<int>("requests");
        const QByteArray one = line(1, "one");
        const QByteArray two = line(2, "two");
        const QByteArray three = line(3, "three");
        const auto row = [](const char *name, const Scripts &scripts, bool follows, const QByteArray &text,
                            const QString &error = {}, int requests = 1) {
            QTest::newRow(name) << scripts << follows << text << error << requests;
        };
        row("whole", {log().chunk(one + two).lastChunk()}, false, "one\ntwo\n");
        row("nothing", {log().lastChunk()}, true, "");
        row("in pieces",
            {log().chunk(one.first(7)).chunk(one.sliced(7) + two.first(20)).chunk(two.sliced(20)).lastChunk()}, true,
            "one\ntwo\n");
        row("a last line without its end", {log().chunk(one + two.chopped(1)).lastChunk()}, true, "one\ntwo\n");
        row("an empty line", {log().chunk(line(1, "") + two).lastChunk()}, true, "\ntwo\n");
        row("lost, and on from there", {log().chunk(one + two).reset(), log().chunk(two + three).lastChunk()}, true,
            "one\ntwo\nthree\n", {}, 2);
        row("lost in a line", {log().chunk(one + two.first(10)).reset(), log().chunk(one + two).lastChunk()}, true,
            "one\ntwo\n", {}, 2);
        row("two of one time, one of them told",
            {log().chunk(one + line(1, "other")).reset(),
             log().chunk(one + line(1, "other") + line(1, "third")).lastChunk()},
            true, "one\nother\nthird\n", {}, 2);
        row("lost, not followed", {log().chunk(one).reset()}, false, "one\n", u"Network"_s);
        row("no such pod",
            {Script::answer(404, "application/json", R"({"kind":"Status","reason":"NotFound","code":404})")}, true, "",
            u"NotFound"_s);
        row("not started",
            {Script::answer(400, "application/json", R"({"kind":"Status","reason":"BadRequest","code":400})")}, true,
            "", u"Invalid"_s);
    }
    void reads()
    {
        QFETCH(const Scripts, scripts);
        QFETCH(const bool, follows);
        FaultServer server;
        server.setScripts(scripts);
        tests::TestCredentials::State credentials;
        transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                                   "fairlead-test");
        PodLog log(http, {.namespaceName = u"ns"_s, .pod = u"p"_s, .container = u"main"_s, .follows = follows});
        QByteArray text;
        connect(&log, &PodLog::received, this, [&text](const QByteArray &lines) { text += lines; });
        std::optional<ApiError> error;
        QSignalSpy finished(&log, &PodLog::finished);
        connect(&log, &PodLog::finished, this, [&error](const std::optional<ApiError> &why) { error = why; });
        log.start();
        QVERIFY(finished.wait(Patience));
        QTEST(text, "text");
        QTEST(error ? toString(error->kind) : QString(), "error");
        QTEST(int(server.requests().size()), "requests");
        const tests::SeenRequest first = server.requests().front();
        QCOMPARE(first.path(), QByteArray("/api/v1/namespaces/ns/pods/p/log"));
        QCOMPARE(first.query(u"container"_s), u"main"_s);
        QCOMPARE(first.query(u"follow"_s), follows ? u"true"_s : QString());
        if (server.requests().size() > 1) {
            const QString since = server.requests().back().query(u"sinceTime"_s);
            QVERIFY2(since.startsWith(u"2026-01-01T00:00:0"_s), qPrintable(since));
        }
    }

    void asks()
    {
        FaultServer server;
        server.setScripts({log().chunk(line(1, "one")).lastChunk()});
        tests::TestCredentials::State credentials;
        transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                                   "fairlead-test");
        PodLog log(http, {.namespaceName = u"ns"_s,
                          .pod = u"p"_s,
                          .container = u"main"_s,
                          .isPrevious = true,
                          .tailLines = 7,
                          .showsTimes = true});
        QByteArray text;
        connect(&log, &PodLog::received, this, [&text](const QByteArray &lines) { text += lines; });
        QSignalSpy finished(&log, &PodLog::finished);
        log.start();
        QVERIFY(finished.wait(Patience));
        QCOMPARE(text, line(1, "one"));
        QCOMPARE(server.requests().front().query(u"previous"_s), u"true"_s);
        QCOMPARE(server.requests().front().query(u"tailLines"_s), u"7"_s);
    }

    //! Nothing is held but a line.
    void cutsLongLines()
    {
        FaultServer server;
        server.setScripts(
            {log().chunk(line(1, QByteArray(3 * PodLog::LongestLine, 'x'))).chunk(line(2, "two")).lastChunk()});
        tests::TestCredentials::State credentials;
        transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                                   "fairlead-test");
        PodLog log(http, {.namespaceName = u"ns"_s, .pod = u"p"_s, .container = u"main"_s});
        QByteArray text;
        connect(&log, &PodLog::received, this, [&text](const QByteArray &lines) { text += lines; });
        QSignalSpy finished(&log, &PodLog::finished);
        log.start();
        QVERIFY(finished.wait(Patience));
        QVERIFY(text.size() <= PodLog::LongestLine + 10);
        QVERIFY(text.endsWith("x\ntwo\n"));
    }
};

QTEST_GUILESS_MAIN(TestPodLog)
#include "tst_podlog.moc"
