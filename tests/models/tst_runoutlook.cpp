// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configdata.h"
#include "models/runs/consideredtable.h"
#include "models/runs/runoutlook.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(runs::RunForm)

namespace {

RunOutlook outlookOf(const runs::RunForm &form)
{
    return runOutlook({.form = form, .runId = u"r1"_s, .settings = someConfigs(), .facts = someFacts()}, {});
}

QStringList said(const RunOutlook &outlook)
{
    QStringList lines;
    for (const FieldProblem &problem : outlook.problems)
        lines += u"%1: %2"_s.arg(problem.field, problem.message);
    return lines;
}

QStringList rowOf(const ConsideredTable &table, int row)
{
    QStringList cells;
    for (int column = 0; column < table.columnCount(); ++column)
        cells += table.index(row, column).data().toString();
    return cells;
}

} // namespace

//! What a run that somebody is writing would come to, and how its table says so.
class TestRunOutlook : public QObject
{
    Q_OBJECT
private slots:
    void problems_data()
    {
        QTest::addColumn<runs::RunForm>("form");
        QTest::addColumn<QStringList>("problems"); // each a beginning
        const auto row = [](const char *name, const runs::RunForm &form, const QStringList &problems) {
            QTest::newRow(name) << form << problems;
        };
        row("right", {.configId = u"train"_s}, {});
        row("no config", {}, {u"configId: Choose a runtime config"_s});
        row("a config that is gone", {.configId = u"nothing"_s}, {u"configId: Choose a runtime config"_s});
        row("a user who is gone", {.configId = u"train"_s, .user = u"carl"_s}, {u"user: There is no such user"_s});
        row("a project that is gone", {.configId = u"train"_s, .project = u"X"_s},
            {u"project: There is no such project"_s});
        row("GPUs", {.configId = u"train"_s, .gpus = u"H100:x"_s}, {u"gpus: "_s});
        row("two mistakes", {.configId = u"train"_s, .memory = u"lots"_s, .timeLimit = u"soon"_s},
            {u"memory: "_s, u"timeLimit: "_s});
        row("a place that is none", {.configId = u"train"_s, .targets = {u"moon"_s}}, {u"targets: "_s});
    }
    void problems()
    {
        QFETCH(const runs::RunForm, form);
        QFETCH(const QStringList, problems);
        const RunOutlook outlook = outlookOf(form);
        const QStringList told = said(outlook);
        QVERIFY2(told.size() == problems.size(), qPrintable(told.join(u'\n')));
        for (qsizetype i = 0; i < told.size(); ++i)
            QVERIFY2(told[i].startsWith(problems[i]), qPrintable(told[i]));
        QCOMPARE(outlook.isPossible(), problems.isEmpty());
        QCOMPARE(outlook.previews.empty(), !problems.isEmpty());
    }

    //! A plan and its preview for each place, called as the run will be.
    void plans()
    {
        const RunOutlook outlook = outlookOf({.configId = u"train"_s, .name = u"warm up"_s});
        QCOMPARE(outlook.plans.size(), 2U);
        QCOMPARE(outlook.previews.size(), 2U);
        QCOMPARE(outlook.previews[0].target, u"prod-eu"_s);
        QVERIFY2(outlook.previews[0].text.contains(u"name: warm-up-r1"_s), qPrintable(outlook.previews[0].text));
        QCOMPARE(outlook.runId, u"r1"_s);
    }

    //! One node of eight has room, the other is full, and nobody knows of the second context.
    void table()
    {
        ConsideredTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const RunOutlook outlook = outlookOf({.configId = u"train"_s, .gpus = u"H100:4"_s});
        table.setConsidered(outlook.considered, outlook.run.nodes);
        QCOMPARE(table.rowCount(), 2);
        QCOMPARE(rowOf(table, 0).mid(0, 5),
                 (QStringList{u"prod-eu"_s, u"2 of 8 × H100 80GB"_s, u"now · chosen"_s, u"2"_s, u"n1"_s}));
        QCOMPARE(rowOf(table, 1).mid(0, 3), (QStringList{u"prod-us"_s, u"not known"_s, u"not known"_s}));
        QVERIFY(!table.chosenKey().isEmpty());
        const RunOutlook large = outlookOf({.configId = u"train"_s, .gpus = u"H100:16"_s});
        table.setConsidered(large.considered, large.run.nodes);
        QCOMPARE(rowOf(table, 0)[2], u"never"_s);
        QVERIFY2(!rowOf(table, 0)[4].isEmpty(), qPrintable(rowOf(table, 0).join(u'|')));
        table.setConsidered({}, 1);
        QCOMPARE(table.rowCount(), 0);
    }

    //! A run fits as often as its nodes do.
    void timesOfSeveralNodes()
    {
        ConsideredTable table;
        const RunOutlook outlook = outlookOf({.configId = u"train"_s, .gpus = u"H100:2"_s, .nodes = 2});
        table.setConsidered(outlook.considered, outlook.run.nodes);
        QCOMPARE(rowOf(table, 0)[3], u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunOutlook)
#include "tst_runoutlook.moc"
