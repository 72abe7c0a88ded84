// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/lifecycle/runlogs.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::runs;
using namespace Qt::StringLiterals;
using tests::FaultServer;
using tests::Script;

using Scripts = std::vector<Script>;
Q_DECLARE_METATYPE(Scripts)
Q_DECLARE_METATYPE(Script)

namespace {

constexpr int Patience = 60'000;

QByteArray line(int second, const QByteArray &text)
{
    return "2026-01-01T00:00:" + QByteArray::number(second).rightJustified(2, '0') + ".5Z " + text + '\n';
}

Script logOf(const QByteArray &lines)
{
    const Script head = Script().head(200, "text/plain");
    return lines.isEmpty() ? Script(head).lastChunk() : Script(head).chunk(lines).lastChunk();
}

Script refusal(int code, const QByteArray &reason)
{
    return Script::answer(code, "application/json",
                          R"({"kind":"Status","message":"no","reason":")" + reason + R"(","code":)" +
                              QByteArray::number(code) + '}');
}

RunStatus running(int restarts = 0, int pods = 1)
{
    RunStatus status;
    for (int i = 0; i < pods; ++i) {
        RunPod pod;
        pod.progress.pod = u"p%1"_s.arg(i);
        pod.containers = {
            {.name = u"main"_s, .state = RunContainer::State::Running, .restarts = restarts, .started = 1}};
        status.pods.push_back(pod);
    }
    return status;
}

RunStatus ended()
{
    RunStatus status = running();
    status.pods.front().containers.front().state = RunContainer::State::Ended;
    return status;
}

} // namespace

//! When the log of a container is whole: a stream that ends does not say so.
class TestRunLogs : public QObject
{
    Q_OBJECT

    FaultServer m_server;
    tests::TestCredentials::State m_credentials;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<RunLogs> m_logs;
    QByteArray m_text;
    QStringList m_failures;

    void follow(const Scripts &scripts, bool follows = true)
    {
        m_server.setScripts(scripts);
        begin(follows);
    }
    void begin(bool follows)
    {
        m_text.clear();
        m_failures.clear();
        m_firstRequest = m_server.requests().size();
        m_http = std::make_unique<transport::HttpClient>(transport::Endpoint{.server = m_server.url()},
                                                         std::make_unique<tests::TestCredentials>(m_credentials),
                                                         "fairlead-test");
        m_logs = std::make_unique<RunLogs>(*m_http, u"ns"_s, follows);
        connect(m_logs.get(), &RunLogs::received, this,
                [this](const QString &, const QString &, const QByteArray &lines) { m_text += lines; });
        connect(m_logs.get(), &RunLogs::failed, this,
                [this](const QString &pod, const QString &container, const ApiError &error) {
                    m_failures += u"%1/%2 %3"_s.arg(pod, container, toString(error.kind));
                });
    }
    qsizetype m_firstRequest = 0;
    QList<tests::SeenRequest> requests() const { return m_server.requests().sliced(m_firstRequest); }

private slots:
    void cleanup()
    {
        m_logs.reset();
        m_http.reset();
    }

    //! The container runs all the time, and has ended when its last line is there.
    void readsOn_data()
    {
        QTest::addColumn<Scripts>("scripts");
        QTest::newRow("a node ends the log of what it is about to start") << Scripts{logOf({}), logOf(line(1, "one"))};
        QTest::newRow("a node that does not know yet that it started")
            << Scripts{refusal(400, "BadRequest"), logOf(line(1, "one"))};
        QTest::newRow("a node that knows nothing more, twice") << Scripts{logOf({}), logOf({}), logOf(line(1, "one"))};
    }
    void readsOn()
    {
        QFETCH(const Scripts, scripts);
        follow(scripts);
        QSignalSpy caughtUp(m_logs.get(), &RunLogs::caughtUp);
        m_logs->read(running());
        QTRY_COMPARE_WITH_TIMEOUT(m_text, QByteArray("one\n"), Patience);
        QVERIFY(!m_logs->isThrough() && caughtUp.isEmpty());
        m_logs->read(ended());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QCOMPARE(m_text, QByteArray("one\n"));
        QCOMPARE(m_failures, QStringList());
        QCOMPARE(caughtUp.size(), 1);
    }

    //! What came between the end of the stream and that of the container is read as well, and nothing twice.
    void readsTheRest()
    {
        follow({logOf(line(1, "one")), logOf(line(1, "one") + line(2, "two"))});
        m_logs->read(running());
        QTRY_COMPARE_WITH_TIMEOUT(m_text, QByteArray("one\n"), Patience);
        m_logs->read(ended());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QCOMPARE(m_text, QByteArray("one\ntwo\n"));
        QVERIFY(!requests().back().query(u"sinceTime"_s).isEmpty());
    }

    void endIsKnownBefore()
    {
        follow({logOf(line(1, "one"))});
        m_logs->read(ended());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QCOMPARE(m_text, QByteArray("one\n"));
        QCOMPARE(requests().size(), 1);
        m_logs->read(ended()); // told once more
        QVERIFY(m_logs->isThrough());
        QCOMPARE(requests().size(), 1);
    }

    //! Of an instance that was restarted meanwhile, the rest is the previous log.
    void readsTheRestOfAnInstance()
    {
        m_server.setHandler([](const tests::SeenRequest &request) {
            if (request.query(u"previous"_s) == u"true"_s)
                return logOf(line(2, "its end"));
            return logOf(request.query(u"sinceTime"_s).isEmpty() ? line(1, "begins") : QByteArray());
        });
        begin(true);
        m_logs->read(running());
        QTRY_COMPARE_WITH_TIMEOUT(m_text, QByteArray("begins\n"), Patience);
        m_logs->read(running(1));
        QTRY_VERIFY_WITH_TIMEOUT(m_text.contains("its end\n") && m_text.count("begins\n") == 2, Patience);
        QVERIFY(!m_logs->isThrough());
    }

    //! A pod that is gone has no log any more.
    void ends_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QStringList>("failures");
        QTest::newRow("the pod is gone") << refusal(404, "NotFound") << QStringList();
        QTest::newRow("forbidden") << refusal(403, "Forbidden") << QStringList{u"p0/main Forbidden"_s};
    }
    void ends()
    {
        QFETCH(const Script, answer);
        follow({answer});
        m_logs->read(running());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QTEST(m_failures, "failures");
    }

    void oneLook()
    {
        follow({logOf(line(1, "one"))}, false);
        m_logs->read(running());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QCOMPARE(m_text, QByteArray("one\n"));
        QCOMPARE(requests().size(), 1);
    }

    //! Each gets its turn, and it is not through before.
    void morePodsThanStreams()
    {
        constexpr int Pods = int(RunLogs::MostStreams) + 20;
        follow({logOf(line(1, "one"))}, false);
        m_logs->read(running(0, Pods));
        QVERIFY(!m_logs->isThrough());
        QTRY_VERIFY_WITH_TIMEOUT(m_logs->isThrough(), Patience);
        QCOMPARE(m_text.count("one\n"), Pods);
        QCOMPARE(m_failures, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRunLogs)
#include "tst_runlogs.moc"
