// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/resourcelist.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

//! "cpu=1 memory=2"
ResourceList list(const QString &text)
{
    ResourceList result;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        result.set(word.section(u'=', 0, 0), *Quantity::parse(word.section(u'=', 1).toStdString()));
    return result;
}

QString text(const ResourceList &list)
{
    QStringList words;
    for (const auto &[name, amount] : list)
        words << u"%1=%2"_s.arg(name).arg(amount.value());
    return words.join(u' ');
}

} // namespace

class TestResourceList : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void arithmetic_data();
    void arithmetic();
    void copiesAreTheirOwn();
    void equalListsHaveEqualHashes();
};

void TestResourceList::arithmetic_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("sum");
    QTest::addColumn<QString>("difference");
    QTest::addColumn<QString>("maximum");
    QTest::newRow("nothing") << u""_s << u""_s << u""_s << u""_s << u""_s;
    QTest::newRow("to nothing") << u""_s << u"a=1 b=2"_s << u"a=1 b=2"_s << u"a=-1 b=-2"_s << u"a=1 b=2"_s;
    QTest::newRow("of nothing") << u"a=1 b=2"_s << u""_s << u"a=1 b=2"_s << u"a=1 b=2"_s << u"a=1 b=2"_s;
    QTest::newRow("the same names") << u"a=1 b=2"_s << u"a=3 b=1"_s << u"a=4 b=3"_s << u"a=-2 b=1"_s << u"a=3 b=2"_s;
    QTest::newRow("a name before") << u"b=1"_s << u"a=2"_s << u"a=2 b=1"_s << u"a=-2 b=1"_s << u"a=2 b=1"_s;
    QTest::newRow("a name behind") << u"a=1"_s << u"b=2"_s << u"a=1 b=2"_s << u"a=1 b=-2"_s << u"a=1 b=2"_s;
    QTest::newRow("names between") << u"a=1 d=4"_s << u"b=2 c=3 d=5"_s << u"a=1 b=2 c=3 d=9"_s
                                   << u"a=1 b=-2 c=-3 d=-1"_s << u"a=1 b=2 c=3 d=5"_s;
    QTest::newRow("one name begins another") << u"cpu=1"_s << u"cp=1 cpus=1"_s << u"cp=1 cpu=1 cpus=1"_s
                                             << u"cp=-1 cpu=1 cpus=-1"_s << u"cp=1 cpu=1 cpus=1"_s;
    QTest::newRow("zero stays") << u"a=1"_s << u"a=1 b=0"_s << u"a=2 b=0"_s << u"a=0 b=0"_s << u"a=1 b=0"_s;
}

void TestResourceList::arithmetic()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    const auto result = [&](auto operation) {
        ResourceList copy = list(left);
        (copy.*operation)(list(right));
        return text(copy);
    };
    QTEST(result(&ResourceList::add), "sum");
    QTEST(result(&ResourceList::subtract), "difference");
    QTEST(result(&ResourceList::maximum), "maximum");
}

void TestResourceList::copiesAreTheirOwn()
{
    const ResourceList original = list(u"a=1 b=2"_s);
    ResourceList sum;
    sum.add(original); // nothing to add to: it shares
    ResourceList less = original;
    sum.add(original);
    less.subtract(original);
    less.set(u"c"_s, Quantity::fromUnits(1));
    QCOMPARE(text(original), u"a=1 b=2"_s);
    QCOMPARE(text(sum), u"a=2 b=4"_s);
    QCOMPARE(text(less), u"a=0 b=0 c=1"_s);
}

void TestResourceList::equalListsHaveEqualHashes()
{
    const ResourceList one = list(u"b=2 a=1k"_s);
    const ResourceList other = list(u"a=1000 b=2"_s);
    QVERIFY(one == other);
    QCOMPARE(one.hash(), other.hash());
    QVERIFY(one.hash() != list(u"a=1000 b=3"_s).hash());
}

QTEST_GUILESS_MAIN(TestResourceList)
#include "tst_resourcelist.moc"
