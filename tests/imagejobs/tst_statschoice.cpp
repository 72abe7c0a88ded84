// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/statschoice.h"

#include <QTest>

using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

const ContainerRef A1{u"a"_s, u"1"_s};
const ContainerRef A2{u"a"_s, u"2"_s};
const ContainerRef A3{u"a"_s, u"3"_s};
const ContainerRef B1{u"b"_s, u"1"_s};

} // namespace

class TestStatsChoice : public QObject
{
    Q_OBJECT
private slots:
    void seenAndRunning()
    {
        StatsChoice choice(8);
        QCOMPARE(choice.wanted(), QList<ContainerRef>());
        choice.setRunning(u"a"_s, {u"1"_s, u"2"_s});
        QCOMPARE(choice.wanted(), QList<ContainerRef>()); // nobody looks
        choice.setSeen({A3, A2, B1});
        QCOMPARE(choice.wanted(), QList<ContainerRef>{A2}); // the others stand, or are of a daemon that is not live
        choice.setRunning(u"b"_s, {u"1"_s});
        QCOMPARE(choice.wanted(), (QList<ContainerRef>{A2, B1}));
        choice.setRunning(u"a"_s, {u"3"_s});
        QCOMPARE(choice.wanted(), (QList<ContainerRef>{A3, B1}));
        choice.forgetDaemon(u"a"_s);
        QCOMPARE(choice.wanted(), QList<ContainerRef>{B1});
        choice.setSeen({});
        QCOMPARE(choice.wanted(), QList<ContainerRef>());
    }

    void theFirstOfMany()
    {
        StatsChoice choice(2);
        choice.setRunning(u"a"_s, {u"1"_s, u"2"_s, u"3"_s});
        choice.setSeen({A3, A1, A2});
        QCOMPARE(choice.wanted(), (QList<ContainerRef>{A3, A1}));
        choice.streamEnded(A3); // another one has room
        QCOMPARE(choice.wanted(), (QList<ContainerRef>{A1, A2}));
    }

    //! What ended by itself is not begun again before something has changed.
    void endedByItself_data()
    {
        QTest::addColumn<std::function<void(StatsChoice &)>>("change");
        QTest::addColumn<bool>("isWanted");
        using Change = std::function<void(StatsChoice &)>;
        const QSet<QString> both{u"1"_s, u"2"_s};
        QTest::newRow("nothing") << Change([](StatsChoice &) {}) << false;
        QTest::newRow("seen all the time") << Change([](StatsChoice &choice) { choice.setSeen({A2, A1}); }) << false;
        QTest::newRow("out of sight once") << Change([](StatsChoice &choice) {
            choice.setSeen({A2});
            choice.setSeen({A1, A2});
        }) << true;
        QTest::newRow("another list") << Change([both](StatsChoice &choice) { choice.setRunning(u"a"_s, both); })
                                      << false;
        QTest::newRow("stopped once") << Change([both](StatsChoice &choice) {
            choice.setRunning(u"a"_s, {u"2"_s});
            choice.setRunning(u"a"_s, both);
        }) << true;
        QTest::newRow("connected anew") << Change([both](StatsChoice &choice) {
            choice.forgetDaemon(u"a"_s);
            choice.setRunning(u"a"_s, both);
        }) << true;
        QTest::newRow("another daemon anew") << Change([](StatsChoice &choice) {
            choice.forgetDaemon(u"b"_s);
            choice.setRunning(u"b"_s, {u"1"_s});
        }) << false;
    }
    void endedByItself()
    {
        QFETCH(std::function<void(StatsChoice &)>, change);
        QFETCH(bool, isWanted);
        StatsChoice choice(8);
        choice.setRunning(u"a"_s, {u"1"_s, u"2"_s});
        choice.setSeen({A1, A2});
        choice.streamEnded(A1);
        QCOMPARE(choice.wanted(), QList<ContainerRef>{A2});
        change(choice);
        QCOMPARE(choice.wanted().contains(A1), isWanted);
        QVERIFY(choice.wanted().contains(A2));
    }
};

QTEST_GUILESS_MAIN(TestStatsChoice)
#include "tst_statschoice.moc"
