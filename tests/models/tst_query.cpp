// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/query.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

using Kind = QueryField::Kind;

const QueryFields Fields{
    {u"product"_s},       {u"state"_s}, {u"label"_s}, {u"free"_s, Kind::Number}, {u"memory"_s, Kind::Number},
    {u"age"_s, Kind::Age}};

//! An H100 node of two hours.
class Row final : public QueryRow
{
public:
    QString words() const override
    {
        return Query::words({u"bed-a"_s, u"gpu-h100-04"_s, u"H100 80 GB"_s, u"Taint team=llm:NoSchedule"_s});
    }
    QString text(std::size_t field) const override
    {
        return QStringList{u"H100 80 GB\nNVIDIA-H100-80GB-HBM3"_s, u"Taint team=llm:NoSchedule"_s,
                           u"zone=eu-1\nteam=llm\nempty="_s}
            .value(int(field));
    }
    std::optional<double> number(std::size_t field) const override
    {
        switch (field) {
        case 3:
            return 4;
        case 5:
            return 7'200;
        default:
            return {}; // memory is not known
        }
    }
};

QString written(const std::vector<Query::Problem> &problems)
{
    QStringList lines;
    for (const Query::Problem &problem : problems)
        lines += problem.term + u" | "_s + problem.reason;
    return lines.join(u'\n');
}

} // namespace

class TestQuery : public QObject
{
    Q_OBJECT
private slots:
    void matches_data()
    {
        QTest::addColumn<bool>("matches");
        const auto yes = [](const char *text) { QTest::newRow(text) << true; };
        const auto no = [](const char *text) { QTest::newRow(text) << false; };
        yes("");
        yes("   ");
        yes("h100");
        yes("H100 BED-A");
        no("h100 bed-b");
        yes("!bed-b");
        no("!bed-a");
        yes("!");
        yes("\"H100 80\"");
        no("\"80 H100\"");
        yes("!\"80 H100\"");
        yes("gpu-h100-0[1-4]");
        no("gpu-h100-0[1-3]");
        yes("^gpu-");
        yes("/h100-0[4]/");
        yes("/04/"); // as other tools write an expression
        no("/05/");
        no("\"/04/\"");
        no("^h100-04");
        yes("a100|h100");
        yes("*h100-04"); // no regular expression, but a glob
        no("*h200*");
        no("\"gpu-h100-0[1-4]\"");
        yes("product:h100");
        yes("product:nvidia-");
        yes("product:a100,h100");
        no("product:a100,l4");
        yes("!product:a100,l4");
        yes("product:\"80 GB\"");
        no("product:bed-a");
        yes("product=\"H100 80 GB\"");
        yes("product=\"L4\",\"H100 80 GB\"");
        no("product=\"L4,H100 80 GB\"");
        yes("PRODUCT=nvidia-h100-80gb-hbm3");
        no("product=H100");
        yes("product!=H100");
        no("!product!=H100");
        yes("product=H100.*");
        no("product=100.*");
        yes("label:team=llm");
        yes("label=zone=eu-1");
        no("label=zone=eu");
        yes("label:^team");
        yes("state:taint product:h100 free>0");
        yes("\"team=llm:NoSchedule\"");
        yes("free>3");
        no("free>4");
        yes("free>=4");
        yes("free<5");
        no("free<4");
        yes("free<=4");
        yes("free=4");
        yes("free:4");
        no("free!=4");
        yes("!free>4");
        yes("free>3900m");
        yes("free<1Ki");
        no("memory>1Gi"); // not known: nothing holds for it
        no("memory<1Gi");
        no("!memory<1Gi");
        yes("age=2h");
        yes("age>90m");
        yes("age>7199s");
        no("age>1d");
        yes("age<0.5w");
        // Not finished yet: the table does not blink.
        yes("product:");
        yes("free>");
        yes("!state:");
        yes("product:\"");
        // Problems hold for every row.
        yes("prodct:a100");
        yes("free>many");
        yes("h(100");
        no("h(100 bed-b");
    }
    void matches()
    {
        const Query query(QString::fromLatin1(QTest::currentDataTag()), Fields);
        QTEST(query.matches(Row()), "matches");
    }

    void problems_data()
    {
        QTest::addColumn<QString>("problems");
        QTest::newRow("h100 free>0 age<2h") << QString();
        QTest::newRow("Prodct:a100")
            << u"Prodct:a100 | There is no field \"prodct\", only product, state, label, free, "
               "memory, age. In quotes it is searched for as text."_s;
        QTest::newRow("free>many") << u"free>many | Expected a number: 8, 500m or 100Gi."_s;
        QTest::newRow("age<2") << u"age<2 | Expected an age: 90s, 30m, 2h, 3d or 1w."_s;
        QTest::newRow("product>3") << u"product>3 | \"product\" is no number: ask with : or =."_s;
        QTest::newRow("!h(100") << u"!h(100 | Not a regular expression: missing closing parenthesis. In quotes it is "
                                   "searched for as it stands."_s;
        QTest::newRow("product:[") << u"product:[ | Not a regular expression: missing terminating ] for character "
                                      "class. In quotes it is searched for as it stands."_s;
    }
    void problems()
    {
        const Query query(QString::fromLatin1(QTest::currentDataTag()), Fields);
        QTEST(written(query.problems()), "problems");
    }

    void severalTables()
    {
        const QString text = u"free>0 reason:x nothing:y"_s;
        const Query nodes(text, Fields);
        const Query waiting(text, {{u"reason"_s}});
        QCOMPARE(nodes.problems().size(), 2U);
        const QString problems = problemsText({&nodes, &waiting});
        QVERIFY2(problems.startsWith("nothing:y: There is no field"_L1), qPrintable(problems));
        QVERIFY(!problems.contains(u'\n'));
        QCOMPARE(passedOverText(waiting), u"not filtered by free>0, nothing:y"_s);
        QCOMPARE(passedOverText(Query(u"reason:x"_s, {{u"reason"_s}})), QString());
    }

    void asksForAge()
    {
        QVERIFY(Query(u"age>1h"_s, Fields).asksForAge());
        QVERIFY(!Query(u"free>1 age"_s, Fields).asksForAge());
    }

    //! An expression that would try more ways than there are atoms ends, and matches nothing.
    void expressionsAreBounded()
    {
        class Long final : public QueryRow
        {
        public:
            QString words() const override { return QString(60, u'a') + u'!'; }
            QString text(std::size_t) const override { return {}; }
            std::optional<double> number(std::size_t) const override { return {}; }
        };
        QVERIFY(!Query(u"^(a+)+(a+)+(a+)+$"_s, {}).matches(Long()));
        QVERIFY(Query(u"^(a+)+!$"_s, {}).matches(Long()));
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
