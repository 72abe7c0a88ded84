// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/gpus/facts.h"
#include "models/gpus/figures.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

std::vector<Fact> facts(const QString &keys)
{
    std::vector<Fact> result;
    for (const QChar key : keys)
        result.push_back(Fact{.key = key, .title = QString(key).toUpper()});
    return result;
}

QString titles(const FactsModel &model)
{
    QString result;
    for (int row = 0; row < model.rowCount(); ++row)
        result += model.index(row).data().toString();
    return result;
}

} // namespace

class TestMergedList : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void announcesWhatChanged_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("inserted");
        QTest::addColumn<int>("removed");
        QTest::addColumn<int>("moved");
        QTest::newRow("nothing") << u"abc"_s << u"abc"_s << 0 << 0 << 0;
        QTest::newRow("from nothing") << u""_s << u"ab"_s << 2 << 0 << 0;
        QTest::newRow("to nothing") << u"ab"_s << u""_s << 0 << 2 << 0;
        QTest::newRow("in the middle") << u"ac"_s << u"abc"_s << 1 << 0 << 0;
        QTest::newRow("the first goes") << u"abc"_s << u"bc"_s << 0 << 1 << 0;
        QTest::newRow("the last comes first") << u"abc"_s << u"cab"_s << 0 << 0 << 1;
        QTest::newRow("all others") << u"ab"_s << u"cd"_s << 2 << 2 << 0;
    }
    void announcesWhatChanged()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        FactsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(facts(before));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(facts(after));
        QCOMPARE(titles(model), after.toUpper());
        QTEST(int(inserted.size()), "inserted");
        QTEST(int(removed.size()), "removed");
        QTEST(int(moved.size()), "moved");
        QCOMPARE(changed.size(), 0);
        QCOMPARE(reset.size(), 0);
    }

    void changesInPlace()
    {
        FactsModel model;
        model.setRows(facts(u"abc"_s));
        const QPersistentModelIndex second = model.index(1);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto next = facts(u"xab"_s);
        next[2].title = u"other"_s;
        model.setRows(std::move(next));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(second.row(), 2);
        QCOMPARE(second.data().toString(), u"other"_s);
    }

    void keysMayRepeat()
    {
        FactsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(facts(u"aab"_s));
        QCOMPARE(titles(model), u"AAB"_s);
        model.setRows(facts(u"baaa"_s));
        QCOMPARE(titles(model), u"BAAA"_s);
    }

    void anyChangeKeepsThePromises()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        FactsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int round = 0; round < 500; ++round) {
            QString keys;
            const int count = random.bounded(12);
            for (int i = 0; i < count; ++i)
                keys += QChar(u'a' + random.bounded(16));
            auto rows = facts(keys);
            QString expected;
            for (Fact &fact : rows) {
                fact.title += QString::number(random.bounded(3));
                expected += fact.title;
            }
            const QPersistentModelIndex kept = model.index(random.bounded(std::max(1, model.rowCount())));
            const QString key = kept.isValid() ? model.row(kept).key : QString();
            model.setRows(std::move(rows));
            QCOMPARE(titles(model), expected);
            if (kept.isValid())
                QCOMPARE(model.row(kept).key, key);
        }
    }

    void figuresSayWhatTheyAre()
    {
        FiguresModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCaptions({u"Free"_s, u"Total"_s});
        model.setRows({FigureRow{.key = u"a"_s,
                                 .name = u"H100"_s,
                                 .note = u"2 nodes"_s,
                                 .figures = {{u"3"_s}, {u"8"_s}},
                                 .text = u"One pod can ask for 3 now."_s}});
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(),
                 u"H100. 2 nodes. Free 3, Total 8. One pod can ask for 3 now."_s);
        QCOMPARE(model.copiedTitles() + u'\n' + first.data(FiguresModel::CopyRole).toString(),
                 u"\tFree\tTotal\nH100\t3\t8"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCaptions({u"Free"_s, u"All"_s});
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMergedList)
#include "tst_mergedlist.moc"
