// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/listwatch/stringpool.h"

#include <QRegularExpression>
#include <QTest>

#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using fairlead::kubernetes::StringPool;

class TestStringPool : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void text_data();
    void text();
    void sharesMemory();
    void forgetsWhatNobodyUses();
    void keepsWhatIsUsed();
};

void TestStringPool::text_data()
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
    QTest::newRow("zero byte") << QByteArray("a\0b", 3) << QString(u"a\0b"_s);
}

void TestStringPool::text()
{
    QFETCH(QByteArray, utf8);
    QFETCH(QString, text);
    StringPool pool;
    for (int i = 0; i < 2; ++i)
        QCOMPARE(pool.intern(std::string_view(utf8.data(), std::size_t(utf8.size()))), text);
}

void TestStringPool::sharesMemory()
{
    StringPool pool;
    const QString one = pool.intern("team");
    const QString two = pool.intern(std::string("te") + "am");
    const QString other = pool.intern("teams");
    QCOMPARE(one.constData(), two.constData());
    QVERIFY(one.constData() != other.constData());
    QCOMPARE(pool.size(), 2u);
}

//! Names that come and go, as those of Pods do, must not add up.
void TestStringPool::forgetsWhatNobodyUses()
{
    StringPool pool;
    const QString kept = pool.intern("kept");
    for (int i = 0; i < 100'000; ++i)
        pool.intern("passing-" + std::to_string(i));
    QVERIFY(pool.size() <= 4'097);
    QCOMPARE(pool.intern("kept").constData(), kept.constData());
}

void TestStringPool::keepsWhatIsUsed()
{
    StringPool pool;
    std::vector<QString> alive;
    for (int i = 0; i < 20'000; ++i)
        alive.push_back(pool.intern("node-" + std::to_string(i)));
    for (int i = 0; i < 20'000; ++i)
        QCOMPARE(pool.intern("node-" + std::to_string(i)).constData(), alive[std::size_t(i)].constData());
    QCOMPARE(pool.size(), 20'000u);
}

QTEST_GUILESS_MAIN(TestStringPool)
#include "tst_stringpool.moc"
