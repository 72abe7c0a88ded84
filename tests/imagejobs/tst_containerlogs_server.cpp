// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/daemonactions.h"
#include "tests/docker/bedengine.h"
#include "tests/support/peakmemory.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! What is freed is used again at once, or peaks are those of the sanitizer.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}

//! Logs of containers on their way from the thread of the daemons, with those of FAIRLEAD_BED_DOCKER (a socket) and
//! FAIRLEAD_BED_DOCKER_TLS.

namespace {

constexpr int Patience = 120'000;
constexpr qsizetype Limit = 4 << 20;
constexpr int Lines = 60'000;

settings::Daemon bedDaemon(bool isTls)
{
    if (!isTls)
        return {.id = u"bed"_s, .name = u"bed"_s, .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")};
    return {.id = u"bed"_s,
            .name = u"bed"_s,
            .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
            .tlsVerify = true,
            .certPath = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS")};
}

//! The daemons in a thread of their own, as the window has them.
class Daemons
{
public:
    explicit Daemons(const settings::Daemon &daemon)
    {
        fleet->moveToThread(&m_thread);
        m_thread.start();
        bool isLive = false;
        QObject context;
        QObject::connect(
            fleet, &DaemonFleet::statusChanged, &context,
            [&](const QString &, const DaemonStatus &status) { isLive = status.state == DaemonState::Live; });
        QMetaObject::invokeMethod(fleet, [this, daemon] {
            fleet->setDaemons({daemon});
            fleet->open(daemon.id);
        });
        m_isLive = QTest::qWaitFor([&] { return isLive; }, Patience);
    }
    ~Daemons()
    {
        fleet->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }

    bool isLive() const { return m_isLive; }
    void follow(const QString &container, const std::shared_ptr<LogQueue> &queue) const
    {
        QMetaObject::invokeMethod(
            actions, [this, container, queue] { actions->followLogs(u"key"_s, u"bed"_s, container, queue); });
    }

    DaemonFleet *fleet = new DaemonFleet({}, {}, "fairlead-test");
    DaemonActions *actions = new DaemonActions(*fleet, fleet);

private:
    QThread m_thread;
    bool m_isLive = false;
};

} // namespace

class TestContainerLogsServer : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_BED_DOCKER"),
                 "the test bed is not running: ./dev test starts it");
    }
    void cleanup() { m_engine.close(); }

    void whoeverIsBusyLosesNothing_data()
    {
        QTest::addColumn<bool>("isTls");
        QTest::newRow("socket") << false;
        QTest::newRow("TLS") << true;
    }
    //! A container writes 60 MB as fast as it can while nobody takes a line: no more of it comes than fits the queue.
    void whoeverIsBusyLosesNothing()
    {
        QFETCH(bool, isTls);
        const settings::Daemon daemon = bedDaemon(isTls);
        QCOMPARE(m_engine.open(daemonChoice(daemon, {})), QString());
        const Daemons daemons(daemon);
        QVERIFY(daemons.isLive());
        const QString id =
            m_engine.run({u"sh"_s, u"-c"_s,
                          u"x=$(/bin/busybox printf '%0990d' 7); /bin/busybox yes $x | /bin/busybox head -n "
                          "%1 | /bin/busybox cat -n"_s.arg(Lines)});
        QVERIFY2(id.size() == 64, qPrintable(id));
        const auto queue = std::make_shared<LogQueue>(LogQueue::Overflow::Waits, Limit);
        QSignalSpy ends(daemons.actions, &DaemonActions::logsEnded);
        const qint64 before = peakMemory();
        daemons.follow(id, queue);
        const auto exit =
            m_engine.ask<ContainerExit>([&](auto *c, auto done) { m_engine.client->waitContainer(id, 100s, c, done); });
        QVERIFY(exit);
        QTRY_VERIFY_WITH_TIMEOUT(queue->bytes() > Limit, Patience);
        const qsizetype full = queue->bytes();
        for (int i = 0; i < 50; ++i) // others of the same daemon go on
            QVERIFY(m_engine.ask<ContainerDetails>(
                [&](auto *c, auto done) { m_engine.client->inspectContainer(id, c, done); }));
        QCOMPARE(queue->bytes(), full);
        QVERIFY2(full < Limit + (256 << 10), QByteArray::number(full).constData());
        QCOMPARE(ends.size(), 0);
        takeAll(*queue, ends);
        const qint64 grown = peakMemory() - before;
        QVERIFY2(grown < 24 << 20, QByteArray::number(grown).constData());
    }

    void knowsWhenLinesWereWritten_data()
    {
        QTest::addColumn<bool>("isTty");
        QTest::newRow("two outputs") << false;
        QTest::newRow("terminal") << true;
    }
    void knowsWhenLinesWereWritten()
    {
        QFETCH(bool, isTty);
        const settings::Daemon daemon = bedDaemon(false);
        QCOMPARE(m_engine.open(daemonChoice(daemon, {})), QString());
        const Daemons daemons(daemon);
        QVERIFY(daemons.isLive());
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const QString id = m_engine.create(
            {.command = {u"sh"_s, u"-c"_s,
                         u"echo one; echo; /bin/busybox printf '%040000d\\n' 7; echo '2026-11-22T14:02:11.123Z two'; "
                         "echo three >&2; /bin/busybox printf end"_s},
             .isTty = isTty});
        QVERIFY(m_engine.start(id));
        const auto exit =
            m_engine.ask<ContainerExit>([&](auto *c, auto done) { m_engine.client->waitContainer(id, 100s, c, done); });
        QVERIFY(exit);
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        const auto queue = std::make_shared<LogQueue>(LogQueue::Overflow::Waits);
        QSignalSpy ends(daemons.actions, &DaemonActions::logsEnded);
        daemons.follow(id, queue);
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, Patience);
        QVERIFY(!ends[0][1].value<std::optional<ApiError>>());
        QByteArray out;
        QByteArray err;
        while (const auto piece = queue->take()) {
            QVERIFY2(piece->time >= before && piece->time <= after,
                     QByteArray::number(qlonglong(piece->time)).constData());
            (piece->source == LogQueue::Source::Error ? err : out) += piece->utf8;
        }
        QByteArray expected = "one\n\n" + QByteArray(39'999, '0') + "7\n2026-11-22T14:02:11.123Z two\n";
        if (isTty)
            (expected += "three\n").replace('\n', "\r\n");
        QCOMPARE(out, expected + "end");
        QCOMPARE(err, isTty ? ""_ba : "three\n"_ba);
    }

private:
    //! Line by line without a gap, from wherever it began.
    static void takeAll(LogQueue &queue, const QSignalSpy &ends)
    {
        QByteArray tail;
        std::int64_t time = 0;
        int next = -1;
        while (next <= Lines) {
            QVERIFY(QTest::qWaitFor([&] { return queue.bytes() > 0 || !ends.isEmpty(); }, Patience));
            const auto piece = queue.take();
            if (!piece && !ends.isEmpty() && queue.bytes() == 0)
                break;
            if (!piece)
                continue;
            QVERIFY(piece->time >= time && piece->leftOut == 0);
            time = piece->time;
            tail += piece->utf8;
            qsizetype from = 0;
            for (qsizetype end = tail.indexOf('\n'); end >= 0; end = tail.indexOf('\n', from)) {
                const QByteArray line = tail.mid(from, end - from).trimmed();
                const int number = line.left(line.indexOf('\t')).toInt();
                QVERIFY2(number > 0 && line.endsWith("007") && (next < 0 || number == next), line.constData());
                next = number + 1;
                from = end + 1;
            }
            tail.remove(0, from);
        }
        QCOMPARE(next, Lines + 1);
        QCOMPARE(tail, QByteArray());
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, Patience);
        QVERIFY(!ends[0][1].value<std::optional<ApiError>>());
    }

    BedEngine m_engine;
};

QTEST_GUILESS_MAIN(TestContainerLogsServer)
#include "tst_containerlogs_server.moc"
