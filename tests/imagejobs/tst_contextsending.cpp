// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/contextsending.h"
#include "backends/imagejobs/transfertext.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

using State = docker::BuildStep::State;

class TestContextSending : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void bytes_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("expected");
        const auto row = [](qint64 bytes, const QString &expected) {
            QTest::addRow("%lld", bytes) << bytes << expected;
        };
        row(0, u"0 B"_s);
        row(-1, u"0 B"_s);
        row(999, u"999 B"_s);
        row(1'000, u"1 kB"_s);
        row(1'549, u"1.5 kB"_s);
        row(99'940, u"99.9 kB"_s);
        row(99'960, u"100 kB"_s);
        row(999'400, u"999 kB"_s);
        row(999'500, u"1 MB"_s);
        row(312'000'000, u"312 MB"_s);
        row(1'200'000'000, u"1.2 GB"_s);
        row(2LL << 50, u"2252 TB"_s);
    }
    void bytes()
    {
        QFETCH(qint64, bytes);
        QTEST(bytesText(bytes), "expected");
    }

    void isSent()
    {
        ContextSending sending(1'200'000'000, 1'000);
        QCOMPARE(sending.jobProgress(), (JobProgress{u"sending the context"_s, {}}));
        QVERIFY(sending.step().state == State::Running);
        QCOMPARE(sending.step().totalBytes, 1'200'000'000);
        sending.update(20'000'000, false, 1'200); // too short for a rate
        QCOMPARE(sending.jobProgress().detail, u"sending the context: 20 MB of 1.2 GB"_s);
        sending.update(300'000'000, false, 4'000);
        QCOMPARE(sending.progress(), (ContextProgress{300'000'000, 1'200'000'000, 1e8, false}));
        QCOMPARE(sending.jobProgress(), (JobProgress{u"sending the context: 300 MB of 1.2 GB, 100 MB/s"_s, 0.25}));
        QVERIFY(!sending.isOver());
        sending.update(1'200'000'000, true, 13'000);
        QVERIFY(sending.isOver());
        QCOMPARE(sending.progress(), (ContextProgress{1'200'000'000, 1'200'000'000, 0, true}));
        QCOMPARE(sending.jobProgress(), (JobProgress{u"waiting for the builder"_s, {}}));
        QCOMPARE(sending.outcome(), u"Context sent: 1.2 GB in 12.0 s, 100 MB/s"_s);
        QVERIFY(sending.step().state == State::Done);
        QCOMPARE(sending.step().endedMs, 13'000);
        sending.end(false, 14'000); // nothing changes that any more
        QVERIFY(sending.step().state == State::Done);
    }

    void isSentAtOnce()
    {
        ContextSending sending(0, 1'000);
        QCOMPARE(sending.jobProgress(), (JobProgress{u"sending the context"_s, {}}));
        sending.update(0, true, 1'010);
        QCOMPARE(sending.outcome(), u"Context sent: 0 B in 0.0 s"_s);
        QVERIFY(sending.progress().isSent);
    }

    void standsStill()
    {
        ContextSending sending(100, 0);
        sending.update(50, false, 1'000);
        QVERIFY(sending.progress().bytesPerSecond > 0);
        sending.update(50, false, 60'000);
        QCOMPARE(sending.jobProgress(), (JobProgress{u"sending the context: 50 B of 100 B"_s, 0.5}));
    }

    //! After a 401 the archive is made anew.
    void beginsAnew()
    {
        ContextSending sending(100, 0);
        sending.update(90, false, 1'000);
        sending.update(10, false, 2'000);
        QCOMPARE(sending.progress(), (ContextProgress{10, 100, 0, false}));
    }

    void isGivenUp()
    {
        ContextSending sending(100, 0);
        sending.update(90, false, 1'000);
        sending.end(false, 2'000);
        QVERIFY(sending.isOver());
        QVERIFY(sending.step().state == State::Cancelled);
        QVERIFY(!sending.progress().isSent);
        ContextSending early(100, 0); // the builder did not need the end of the archive
        early.end(true, 2'000);
        QVERIFY(early.progress().isSent);
    }

    void stepsAndContext()
    {
        ContextSending sending(100, 0);
        QVERIFY(!buildProgress({}));
        QVERIFY(!buildProgress({sending.step()}));
        QCOMPARE(*buildProgress({sending.step(), {.id = u"1/2"_s, .number = 1, .total = 2, .state = State::Done}}),
                 (JobProgress{u"step 2 of 2"_s, 0.5}));
    }
};

QTEST_GUILESS_MAIN(TestContextSending)
#include "tst_contextsending.moc"
