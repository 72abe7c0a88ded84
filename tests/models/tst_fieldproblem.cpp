// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/forms/fieldproblem.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

using Shown = FieldProblems::Shown;

//! Of a form with fields of a resource, one of them with a field of its own.
FieldProblems problems()
{
    FieldProblems problems;
    for (const QString &key : {u"name"_s, u"python"_s, u"resources"_s, u"resources.memory"_s})
        problems.addField(key);
    return problems;
}

} // namespace

class TestFieldProblem : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void standsBesideItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("key"); //!< empty: beside none
        QTest::newRow("itself") << u"name"_s << u"name"_s;
        QTest::newRow("an item") << u"python[1]"_s << u"python"_s;
        QTest::newRow("a part") << u"resources.cpu"_s << u"resources"_s;
        QTest::newRow("a part of a part") << u"resources.cpu.limit"_s << u"resources"_s;
        QTest::newRow("a part with a field of its own") << u"resources.memory"_s << u"resources.memory"_s;
        QTest::newRow("a part of that") << u"resources.memory.limit"_s << u"resources.memory"_s;
        QTest::newRow("begins alike") << u"names"_s << QString();
        QTest::newRow("nowhere") << u"x"_s << QString();
    }
    void standsBesideItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, key);
        FieldProblems all = problems();
        all.set({{field, u"wrong"_s}});
        for (const QString &each : {u"name"_s, u"python"_s, u"resources"_s, u"resources.memory"_s})
            QCOMPARE(all.shown(each).text, each == key ? u"wrong"_s : QString());
        QCOMPARE(all.firstError(), key.isEmpty() ? field : key);
    }

    void severalAreLines()
    {
        FieldProblems all = problems();
        all.set({{u"python[0]"_s, u"a\x1b[31m"_s, Severity::Warning}, {u"python[1]"_s, u"b"_s}, {u"name"_s, u"c"_s}});
        QCOMPARE(all.shown(u"python"_s), (Shown{u"a\ufffd[31m\nb"_s, Severity::Error}));
        QCOMPARE(all.errorCount(), 2);
        QCOMPARE(all.firstError(), u"python"_s);
        all.set({{u"name"_s, u"c"_s, Severity::Warning}});
        QCOMPARE(all.shown(u"python"_s), Shown());
        QCOMPARE(all.shown(u"name"_s).severity, Severity::Warning);
        QCOMPARE(all.errorCount(), 0);
        QCOMPARE(all.firstError(), QString());
    }

    //! In a new object what was touched, else everything; everything once somebody wants to save.
    void showsWhatWasTouched()
    {
        FieldProblems all = problems();
        const std::vector<FieldProblem> wrong{{u"name"_s, u"a"_s}, {u"python"_s, u"b"_s}};
        all.begin(false);
        all.set(wrong);
        QCOMPARE(all.shown(u"name"_s).text, QString());
        QCOMPARE(all.errorCount(), 2); // they count
        all.touch(u"python"_s);
        QCOMPARE(all.shown(u"python"_s).text, u"b"_s);
        QCOMPARE(all.shown(u"name"_s).text, QString());
        all.showAll();
        QCOMPARE(all.shown(u"name"_s).text, u"a"_s);
        all.begin(false);                                                   // the next one
        for (const Severity severity : {Severity::Ok, Severity::Warning}) { // no reproach, but to be known
            all.set({{u"python"_s, u"found"_s, severity}});
            QCOMPARE(all.shown(u"python"_s).text, u"found"_s);
        }
        all.set(wrong);
        QCOMPARE(all.shown(u"python"_s).text, QString());
        all.begin(true);
        all.set(wrong);
        QCOMPARE(all.shown(u"name"_s).text, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(TestFieldProblem)
#include "tst_fieldproblem.moc"
