// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/waitingfacts.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

class TestWaitingFacts : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void takesTheMessageApart_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QStringList>("causes"); // nodes|text
        QTest::addColumn<QString>("afterwards");
        const auto row = [](const char *name, const QString &message, const QString &summary, const QStringList &causes,
                            const QString &preemption = {}) {
            QTest::newRow(name) << message << summary << causes << preemption;
        };
        row("one cause", u"0/16 nodes are available: 16 Insufficient nvidia.com/gpu."_s, u"0/16 nodes are available"_s,
            {u"16|Insufficient nvidia.com/gpu"_s});
        row("most nodes first",
            u"0/16 nodes are available: 3 node(s) were unschedulable, 13 Insufficient nvidia.com/gpu."_s,
            u"0/16 nodes are available"_s, {u"13|Insufficient nvidia.com/gpu"_s, u"3|node(s) were unschedulable"_s});
        row("preemption",
            u"0/4 nodes are available: 4 Insufficient nvidia.com/gpu. preemption: 0/4 nodes are available: 4 No "
            u"preemption "
            "victims found for incoming pod."_s,
            u"0/4 nodes are available"_s, {u"4|Insufficient nvidia.com/gpu"_s},
            u"preemption: 0/4 nodes are available: 4 No preemption victims found for incoming pod."_s);
        row("more is said than of preemption",
            u"0/4 nodes are available: 1 taint {a: v1. 2}, 4 Insufficient cpu. no new claims to deallocate, preemption: 4 no."_s,
            u"0/4 nodes are available"_s, {u"4|Insufficient cpu"_s, u"1|taint {a: v1. 2}"_s},
            u"no new claims to deallocate, preemption: 4 no."_s);
        row("a taint with commas", u"0/2 nodes are available: 2 node(s) had untolerated taint {a: b, c, d}."_s,
            u"0/2 nodes are available"_s, {u"2|node(s) had untolerated taint {a: b, c, d}"_s});
        row("a brace that is never closed", u"0/2 nodes are available: 1 taint {a, 1 Insufficient cpu."_s,
            u"0/2 nodes are available"_s, {u"1|taint {a"_s, u"1|Insufficient cpu"_s});
        row("without numbers", u"0/5 nodes are available: persistentvolumeclaim \"x\" not found."_s,
            u"0/5 nodes are available"_s, {u"0|persistentvolumeclaim \"x\" not found"_s});
        row("another scheduler", u"queue research is over its quota"_s, QString(),
            {u"0|queue research is over its quota"_s});
        row("nothing", QString(), QString(), {});
        row("only dots and commas", u" . , , ."_s, QString(), {u"0|."_s});
        row("a number that is none", u"99999999999999999999 Insufficient x"_s, QString(),
            {u"0|99999999999999999999 Insufficient x"_s});
    }
    void takesTheMessageApart()
    {
        QFETCH(QString, message);
        const SchedulerWords words = SchedulerWords::of(message);
        QStringList causes;
        for (const SchedulerWords::Cause &cause : words.causes)
            causes += QString::number(cause.nodes) + u'|' + cause.text;
        QTEST(words.summary, "summary");
        QTEST(causes, "causes");
        QTEST(words.afterwards, "afterwards");
        QCOMPARE(words.moreCauses, std::size_t(0));
    }

    void whatAServerSendsIsBounded()
    {
        QString message = u"0/9 nodes are available: "_s;
        for (int i = 0; i < 100'000; ++i)
            message += u"1 <b>\u202Ecause</b> %1, "_s.arg(i);
        const SchedulerWords words = SchedulerWords::of(message);
        QCOMPARE(words.causes.size(), SchedulerWords::MostCauses);
        QVERIFY(words.moreCauses > 0 && words.moreCauses < 1'000);
        const std::vector<Fact> facts = causeFacts(words);
        QCOMPARE(facts.size(), SchedulerWords::MostCauses + 1);
        QVERIFY(!facts.front().title.contains(QChar(0x202E)));
        QVERIFY(causesText(message).size() <= SchedulerWords::Longest);
    }

    void saysWhatIsKnown()
    {
        const auto facts = causeFacts(SchedulerWords::of(
            u"0/3 nodes are available: 2 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint {team: llm}."_s));
        QCOMPARE(facts.size(), std::size_t(2));
        QCOMPARE(facts[0].title, u"Insufficient nvidia.com/gpu"_s);
        QCOMPARE(facts[0].note, u"2 node(s)"_s);
        QVERIFY(!facts[0].text.isEmpty());
        QCOMPARE(facts[1].text, u"The pod does not tolerate this taint."_s);
    }

    //! The table begins with what differs from row to row; a file has all of it.
    void theTableBeginsWithTheCauses()
    {
        ConsoleModels models;
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live)}, {});
        FakeCluster cluster;
        auto pod = makePod(u"1x"_s, {}, 8);
        pod->waitingReason = u"Unschedulable"_s;
        pod->waitingMessage = u"0/16 nodes are available: 16 Insufficient nvidia.com/gpu. preemption: none."_s;
        cluster.put(kubernetes::PodPtr(pod));
        models.applyDelta(u"a"_s, cluster.takeDelta());
        models.flush();
        const QModelIndex reason = models.waiting.index(0, int(WaitingModel::Column::Reason));
        QCOMPARE(reason.data().toString(), u"16 Insufficient nvidia.com/gpu"_s);
        QCOMPARE(reason.data(Qt::AccessibleTextRole).toString(), pod->waitingMessage);
        QVERIFY(reason.data(Qt::ToolTipRole).toString().contains(u"preemption"_s));

        const QString key = reason.data(WaitingModel::KeyRole).toString();
        QCOMPARE(models.waiting.pod(key)->pod->name, u"1x"_s);
        models.waiting.setFilterText(u"something else"_s);
        QVERIFY(models.waiting.pod(key)); // hidden, and waiting
        cluster.removePod(u"uid-1x"_s);
        models.applyDelta(u"a"_s, cluster.takeDelta());
        QVERIFY(!models.waiting.pod(key));
        QVERIFY(!models.waiting.pod({}));
    }
};

QTEST_GUILESS_MAIN(TestWaitingFacts)
#include "tst_waitingfacts.moc"
