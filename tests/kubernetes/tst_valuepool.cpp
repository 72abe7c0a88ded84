// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/listwatch/valuepool.h"

#include <QRegularExpression>
#include <QTest>

#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using namespace fairlead::kubernetes;

class TestValuePool : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void text_data();
    void text();
    void sharesMemory();
    void forgetsWhatNobodyUses();
    void keepsWhatIsUsed();
    void equalListsShareMemory();
    void equalAmountsShareMemory();
    void forgetsLists();
};

void TestValuePool::text_data()
{
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("ascii") << QByteArray("nvidia.com/gpu") << u"nvidia.com/gpu"_s;
    QTest::newRow("two bytes") << QByteArray("\xc3\xa9") << u"\u00e9"_s;
    QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x9a\xa2") << QString::fromUtf8("\xf0\x9f\x9a\xa2");
    QTest::newRow("invalid") << QByteArray("a\xff"
                                           "b")
                             << u"a\ufffdb"_s;
    QTest::newRow("cut off") << QByteArray("a\xc3") << u"a\ufffd"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") << QString(u""_s);
    QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QString(u"a\0b"_s);
}

void TestValuePool::text()
{
    QFETCH(QByteArray, utf8);
    QFETCH(QString, text);
    ValuePool pool;
    for (int i = 0; i < 2; ++i)
        QCOMPARE(pool.intern(std::string_view(utf8.data(), std::size_t(utf8.size()))), text);
}

void TestValuePool::sharesMemory()
{
    ValuePool pool;
    const QString one = pool.intern("team");
    const QString two = pool.intern(std::string("te") + "am");
    const QString other = pool.intern("teams");
    QCOMPARE(one.constData(), two.constData());
    QVERIFY(one.constData() != other.constData());
    QCOMPARE(pool.size(), 2u);
}

//! Names that come and go, as those of Pods do, must not add up.
void TestValuePool::forgetsWhatNobodyUses()
{
    ValuePool pool;
    const QString kept = pool.intern("kept");
    for (int i = 0; i < 100'000; ++i)
        pool.intern("passing-" + std::to_string(i));
    QVERIFY(pool.size() <= 4'097);
    QCOMPARE(pool.intern("kept").constData(), kept.constData());
}

void TestValuePool::keepsWhatIsUsed()
{
    ValuePool pool;
    std::vector<QString> alive;
    for (int i = 0; i < 20'000; ++i)
        alive.push_back(pool.intern("node-" + std::to_string(i)));
    for (int i = 0; i < 20'000; ++i)
        QCOMPARE(pool.intern("node-" + std::to_string(i)).constData(), alive[std::size_t(i)].constData());
    QCOMPARE(pool.size(), 20'000u);
}

void TestValuePool::equalListsShareMemory()
{
    ValuePool pool;
    const auto list = [](int gpus) {
        return ResourceList{{u"cpu"_s, Quantity::fromUnits(8)}, {u"nvidia.com/gpu"_s, Quantity::fromUnits(gpus)}};
    };
    const ResourceList one = pool.intern(list(1));
    const ResourceList same = pool.intern(list(1));
    const ResourceList other = pool.intern(list(2));
    QCOMPARE(&*one.begin(), &*same.begin());
    QVERIFY(&*one.begin() != &*other.begin());
    QVERIFY(other == list(2));
    ResourceList changed = same;
    changed.add(list(1));
    QVERIFY(one == list(1)); // sharing is not seen
    QVERIFY(pool.intern(ResourceList()).isEmpty());
}

//! A list of either form finds the same.
void TestValuePool::equalAmountsShareMemory()
{
    ValuePool pool;
    const auto amounts = [&pool](int gpus) {
        Amounts result;
        result.set(pool.resourceNames().named("cpu"), Quantity::fromUnits(8));
        result.set(pool.resourceNames().named("nvidia.com/gpu"), Quantity::fromUnits(gpus));
        return result;
    };
    const ResourceList one = pool.intern(amounts(1));
    QVERIFY((one == ResourceList{{u"cpu"_s, Quantity::fromUnits(8)}, {u"nvidia.com/gpu"_s, Quantity::fromUnits(1)}}));
    QCOMPARE(&*pool.intern(amounts(1)).begin(), &*one.begin());
    QCOMPARE(&*pool.intern(ResourceList(amounts(1).toList())).begin(), &*one.begin());
    QVERIFY(pool.intern(amounts(2)) == amounts(2).toList());
    QVERIFY(pool.intern(Amounts()).isEmpty());
}

//! Lists that nobody has any more make room; those that somebody has stay.
void TestValuePool::forgetsLists()
{
    ValuePool pool;
    const auto list = [](int i) { return ResourceList{{u"memory"_s, Quantity::fromUnits(i)}}; };
    std::vector<ResourceList> alive;
    for (int i = 1; i <= 40'000; ++i) {
        const ResourceList added = pool.intern(list(i));
        QVERIFY(added == list(i));
        if (i % 4 == 0)
            alive.push_back(added);
    }
    for (const ResourceList &each : alive)
        QCOMPARE(&*pool.intern(ResourceList{*each.begin()}).begin(), &*each.begin());
}

QTEST_GUILESS_MAIN(TestValuePool)
#include "tst_valuepool.moc"
