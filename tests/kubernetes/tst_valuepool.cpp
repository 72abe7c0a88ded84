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
    void listsOfBytesAreMadeOnce();
    void amountsOfBytesAreMadeOnce();
    void listsThatFailedAreMadeAgain();
    void forgetsListsOfBytes();
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

void TestValuePool::listsOfBytesAreMadeOnce()
{
    ValuePool pool;
    int made = 0;
    const auto make = [&made] {
        ++made;
        return ResourceList{{u"cpu"_s, Quantity::fromUnits(made)}};
    };
    const ResourceList first = pool.listOf(ValuePool::BytesOf::Pod, "one", make);
    QVERIFY(pool.listOf(ValuePool::BytesOf::Pod, std::string("on") + 'e', make) == first);
    QCOMPARE(made, 1);
    QVERIFY(pool.listOf(ValuePool::BytesOf::Pod, "two", make) != first);
    QVERIFY(pool.listOf(ValuePool::BytesOf::Pod, "one", make) == first);
    QCOMPARE(made, 2);
    QVERIFY(pool.listOf(ValuePool::BytesOf::Container, "one", make) != first); // the same bytes say something else
    QCOMPARE(made, 3);
}

void TestValuePool::amountsOfBytesAreMadeOnce()
{
    ValuePool pool;
    int made = 0;
    const auto make = [&made] { return ResourceList::Entry(u"cpu"_s, Quantity::fromUnits(++made)); };
    QCOMPARE(pool.amountOf("one", make).second, Quantity::fromUnits(1));
    QCOMPARE(pool.amountOf(std::string("on") + 'e', make).second, Quantity::fromUnits(1));
    for (int i = 0; i < 40'000; ++i) // more than it keeps
        QCOMPARE(pool.amountOf(std::to_string(i), make).second, Quantity::fromUnits(i + 2));
}

void TestValuePool::listsThatFailedAreMadeAgain()
{
    ValuePool pool;
    QVERIFY_THROWS_EXCEPTION(int, pool.listOf(ValuePool::BytesOf::Pod, "bad", []() -> ResourceList { throw 1; }));
    const ResourceList list{{u"cpu"_s, Quantity::fromUnits(1)}};
    QVERIFY(pool.listOf(ValuePool::BytesOf::Pod, "bad", [&] { return list; }) == list);
}

//! Pods that each say something else must not add up.
void TestValuePool::forgetsListsOfBytes()
{
    ValuePool pool;
    int made = 0;
    const auto make = [&made] {
        ++made;
        return ResourceList{{u"memory"_s, Quantity::fromUnits(made)}};
    };
    const ResourceList kept = pool.listOf(ValuePool::BytesOf::Pod, "0", make);
    for (int i = 0; i < 40'000; ++i)
        pool.listOf(ValuePool::BytesOf::Pod, std::to_string(i), make);
    const int before = made;
    pool.listOf(ValuePool::BytesOf::Pod, "0", make);
    QCOMPARE(made, before + 1);
    QVERIFY((kept == ResourceList{{u"memory"_s, Quantity::fromUnits(1)}}));
}

QTEST_GUILESS_MAIN(TestValuePool)
#include "tst_valuepool.moc"
