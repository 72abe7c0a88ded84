// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/sandbox/faultscript.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using What = Fault::What;

class TestFaultScript : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void holdsInItsTime();
    void hitsCountedRequests();
    void hitsOnlyWhatItNames();
    void addsUp();
    void beginsForOpenStreams();
};

void TestFaultScript::holdsInItsTime()
{
    FaultPlan plan({.faults = {{.what = What::RefuseConnections, .from = 10s, .lasts = 5s}}, .repeatsEvery = 60s});
    QVERIFY(!plan.refusesConnections(9'999ms));
    QVERIFY(plan.refusesConnections(10s));
    QVERIFY(plan.refusesConnections(14'999ms));
    QVERIFY(!plan.refusesConnections(15s));
    QVERIFY(plan.refusesConnections(72s)); // again
    FaultPlan once({.faults = {{.what = What::RefuseConnections, .from = 10s, .lasts = 5s}}});
    QVERIFY(!once.refusesConnections(72s));
}

void TestFaultScript::hitsCountedRequests()
{
    FaultPlan plan({.faults = {{.what = What::TooManyRequests, .skip = 1, .times = 2, .retryAfter = 7s}}});
    const auto isRefused = [&plan] { return plan.effectOn("/version", false, 0s).refusal.has_value(); };
    QVERIFY(!isRefused());
    QVERIFY(isRefused());
    QVERIFY(isRefused());
    QVERIFY(!isRefused());
}

void TestFaultScript::hitsOnlyWhatItNames()
{
    FaultPlan plan({.faults = {{.what = What::Cut, .path = "/api/v1/pods", .watches = true, .items = 3}}});
    QCOMPARE(plan.effectOn("/api/v1/pods", true, 0s).cutAfter, std::optional(3));
    QCOMPARE(plan.effectOn("/api/v1/pods", false, 0s).cutAfter, std::optional<int>());
    QCOMPARE(plan.effectOn("/api/v1/nodes", true, 0s).cutAfter, std::optional<int>());
}

void TestFaultScript::addsUp()
{
    FaultPlan plan({.faults = {{.what = What::Delay, .delay = 200ms},
                               {.what = What::Delay, .delay = 300ms},
                               {.what = What::NoWatchList},
                               {.what = What::NoProtobuf},
                               {.what = What::Forbidden},
                               {.what = What::Unauthorized}}});
    const FaultEffect effect = plan.effectOn("/api/v1/pods", true, 0s);
    QCOMPARE(effect.delay, 500ms);
    QVERIFY(!effect.hasWatchList);
    QVERIFY(!effect.hasProtobuf);
    QVERIFY(effect.hasBookmarks);
    QCOMPARE(effect.refusal->what, What::Forbidden); // the first that refuses
}

void TestFaultScript::beginsForOpenStreams()
{
    FaultPlan plan({.faults = {{.what = What::Cut, .from = 10s, .lasts = 1s},
                               {.what = What::Gone, .from = 20s, .lasts = 1s},
                               {.what = What::Delay, .from = 10s, .lasts = 1s, .delay = 1s},
                               {.what = What::Cut, .items = 3}}, // by request, not by time
                    .repeatsEvery = 30s});
    QCOMPARE(plan.begun(9s).size(), std::size_t(0));
    QCOMPARE(plan.begun(10s).size(), std::size_t(1));
    QCOMPARE(plan.begun(11s).size(), std::size_t(0));
    QCOMPARE(plan.begun(25s).size(), std::size_t(1));
    QCOMPARE(plan.begun(35s).size(), std::size_t(0)); // at 5 s of the second time
    QCOMPARE(plan.begun(41s).size(), std::size_t(1));
    QCOMPARE(plan.begun(101s).size(), std::size_t(2)); // after more than a whole round
}

QTEST_GUILESS_MAIN(TestFaultScript)
#include "tst_faultscript.moc"
