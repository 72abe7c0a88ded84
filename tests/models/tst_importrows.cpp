// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/importrows.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using configimport::ImportRow;
using namespace Qt::StringLiterals;
using What = ImportRow::What;

namespace {

const std::vector<ImportRow> Rows{
    {What::Taken, u"name"_s, u"runtimeConfigs[a].name"_s, u"a"_s, {}, 10, 3},
    {What::Changed, u"memLimitMB"_s, u"limits.memory"_s, u"1Mi"_s, u"1 MB, which are MiB"_s, 2, 1},
    {What::NotTaken, u"isFinal"_s, {}, u"true"_s, u"no config overrides another one here"_s, 12, 1},
    {What::Secret, u"pass\u202eword\n"_s, {}, {}, u"a secret"_s, 13, 1},
};

QStringList column(const ImportRows &rows, ImportRows::Column column)
{
    QStringList texts;
    for (int i = 0; i < rows.rowCount(); ++i)
        texts += rows.index(i, column).data().toString();
    return texts;
}

} // namespace

class TestImportRows : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsAndFilters()
    {
        ImportRows rows;
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setRows(Rows);
        QCOMPARE(column(rows, ImportRows::WhatColumn),
                 (QStringList{u"Taken"_s, u"Changed"_s, u"Not taken"_s, u"Secret"_s}));
        QCOMPARE(column(rows, ImportRows::LineColumn), (QStringList{u"10"_s, u"2"_s, u"12"_s, u"13"_s}));
        QCOMPARE(column(rows, ImportRows::FromColumn).last(), u"pass\ufffdword "_s);
        QCOMPARE(rows.index(3, ImportRows::WhatColumn).data(ImportRows::SeverityRole).value<Severity>(),
                 Severity::Warning);
        rows.setWhich(ImportRows::Which::Changed);
        QCOMPARE(column(rows, ImportRows::FromColumn), QStringList{u"memLimitMB"_s});
        rows.setWhich(ImportRows::Which::NotTaken);
        QCOMPARE(column(rows, ImportRows::WhatColumn), (QStringList{u"Not taken"_s, u"Secret"_s}));
        rows.setRows({Rows[3]});
        QCOMPARE(rows.rowCount(), 1);
        rows.setWhich(ImportRows::Which::All);
        rows.setRows(Rows);
        QCOMPARE(rows.count(ImportRows::Which::All), 4);
        QCOMPARE(rows.count(ImportRows::Which::Changed), 1);
        QCOMPARE(rows.count(ImportRows::Which::NotTaken), 2);
        rows.sort(ImportRows::LineColumn);
        QCOMPARE(column(rows, ImportRows::LineColumn), (QStringList{u"2"_s, u"10"_s, u"12"_s, u"13"_s}));
        rows.setFilterText(u"memory"_s);
        QCOMPARE(rows.rowCount(), 1);
        rows.setRows({});
        QCOMPARE(rows.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestImportRows)
#include "tst_importrows.moc"
