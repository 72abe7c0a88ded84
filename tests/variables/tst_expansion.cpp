// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/variables/expansion.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::variables;
using namespace Qt::StringLiterals;

namespace {

Variables someVariables()
{
    Variables variables;
    variables.user = u"anna"_s;
    variables.project = u"CHURN"_s;
    variables.set(Origin::User, u"dssUserLogin"_s, u"Anna.B"_s);
    variables.set(Origin::User, u"adminProperty:k8sNS"_s, u"team-a"_s);
    variables.set(Origin::Project, u"projectKey"_s, u"CHURN"_s);
    variables.set(Origin::Instance, u"region"_s, u"eu"_s);
    variables.set(Origin::Instance, u"empty"_s, {});
    variables.set(Origin::Instance, u"json"_s, u"{\"a\": {\"b\": [1, \"two\"]}, \"n\": null}"_s);
    variables.set(Origin::Instance, u"ms"_s, u"1700000000123"_s);
    variables.set(Origin::Instance, u"lines"_s, u"a\nb"_s);
    return variables;
}

} // namespace

class TestExpansion : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void expands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expanded");
        QTest::addColumn<QStringList>("used");
        const auto row = [](const char *name, const char *text, const char *expanded, const QStringList &used = {}) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expanded) << used;
        };
        row("nothing", "", "");
        row("no variable", "dss-ns", "dss-ns");
        row("the seed's namespace", "dss-ns-${dssUserLogin}", "dss-ns-Anna.B", {u"dssUserLogin"_s});
        row("the seed's team", "${adminProperty:k8sNS}", "team-a", {u"adminProperty:k8sNS"_s});
        row("two, one of them twice", "${region}-${projectKey}-${region}", "eu-CHURN-eu",
            {u"region"_s, u"projectKey"_s});
        row("an escape", "$${region}", "${region}");
        row("an escape behind a variable", "${region}$${region}", "eu${region}", {u"region"_s});
        row("other dollars", "$HOME costs 5$", "$HOME costs 5$");
        row("a dollar before an escape", "$$${x", "$${x");
        row("braces", "{a} }", "{a} }");
        row("lower", "${dssUserLogin|tolower}", "anna.b", {u"dssUserLogin"_s});
        row("upper", "${region|toupper}", "EU", {u"region"_s});
        row("a default that is not needed", "${region|default:us}", "eu", {u"region"_s});
        row("a default", "${zone|default:a}", "a", {u"zone"_s});
        row("an empty default", "x${zone|default:}", "x", {u"zone"_s});
        row("a default, then a filter", "${zone|default:A|tolower}", "a", {u"zone"_s});
        row("a filter, then a default", "${zone|tolower|default:A}", "A", {u"zone"_s});
        row("what is empty is set", "x${empty|default:a}", "x", {u"empty"_s});
        row("optional", "x${?zone}y", "xy", {u"zone"_s});
        row("optional and there", "${?region}", "eu", {u"region"_s});
        row("colons and marks in a default", "${zone|default:a:b\\|c\\}d\\\\e}", "a:b|c}d\\e", {u"zone"_s});
        row("as JSON", "${lines|tojson}", "\"a\\nb\"", {u"lines"_s});
        row("from JSON", "${json|fromjson}", "{\"a\":{\"b\":[1,\"two\"]},\"n\":null}", {u"json"_s});
        row("a path", "${json|getornull:a.b[1]}", "two", {u"json"_s});
        row("a path in brackets", "${json|getornull:[a.b[0]]}", "1", {u"json"_s});
        row("a path to an object", "${json|fromjson|getornull:a}", "{\"b\":[1,\"two\"]}", {u"json"_s});
        row("a path to nothing", "x${json|getornull:a.c.d}", "x", {u"json"_s});
        row("a path to null", "x${json|getornull:n}", "x", {u"json"_s});
        row("a date", "${ms|formatdate}", "2023-11-14 22:13:20.123", {u"ms"_s});
        row("a date as one likes", "${ms|formatdate:yyyyMMdd'T'HH}", "20231114T22", {u"ms"_s});
        row("indented", "${lines|indent:2}", "  a\n  b", {u"lines"_s});
    }
    void expands()
    {
        QFETCH(QString, text);
        const auto expansion = expand(text, someVariables());
        QVERIFY2(expansion, qPrintable(expansion ? QString() : expansion.error().message));
        QTEST(expansion->text, "expanded");
        QTEST(expansion->used, "used");
        QTEST(namesIn(text), "used");
    }

    void fails_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QString &text, int at, const QString &variable,
                            const QString &message) { QTest::newRow(name) << text << at << variable << message; };
        row("nobody sets it", u"a-${zone}"_s, 2, u"zone"_s,
            u"nobody sets ${zone}: set it in variables of project CHURN, or in variables of defaults"_s);
        row("no property of the admin", u"${adminProperty:x}"_s, 0, u"adminProperty:x"_s,
            u"nobody sets ${adminProperty:x}: user anna has no x: set it in adminProperties of that user"_s);
        row("no property of the user", u"${userProperty:x}"_s, 0, u"userProperty:x"_s,
            u"nobody sets ${userProperty:x}: user anna has no x: set it in userProperties of that user"_s);
        row("no brace", u"a${zone"_s, 1, {}, u"\"${\" without \"}\""_s);
        row("no brace in a filter", u"${zone|default:a"_s, 0, {}, u"\"${\" without \"}\""_s);
        row("no name", u"${}"_s, 0, {}, u"expected a name behind \"${\": letters, digits and \"_.-:\""_s);
        row("a blank", u"${ region }"_s, 0, {}, u"expected a name behind \"${\": letters, digits and \"_.-:\""_s);
        row("one in another", u"${a${region}}"_s, 0, {},
            u"expected a name behind \"${\": letters, digits and \"_.-:\""_s);
        row("no such filter", u"${region|lower}"_s, 0, u"region"_s,
            u"there is no filter \"lower\"; known are default, tolower, toupper, tojson, fromjson, getornull, "
            "formatdate, indent"_s);
        row("also of nothing", u"${?zone|lower}"_s, 0, u"zone"_s,
            u"there is no filter \"lower\"; known are default, tolower, toupper, tojson, fromjson, getornull, "
            "formatdate, indent"_s);
        row("no argument", u"${region|default}"_s, 0, u"region"_s, u"default wants something behind a colon"_s);
        row("an argument too many", u"${region|tolower:x}"_s, 0, u"region"_s, u"tolower wants nothing behind it"_s);
        row("no number", u"${region|indent:x}"_s, 0, u"region"_s, u"indent wants a number from 0 to 100"_s);
        row("a large number", u"${region|indent:1000000000}"_s, 0, u"region"_s,
            u"indent wants a number from 0 to 100"_s);
        row("no JSON", u"${region|fromjson}"_s, 0, u"region"_s, u"the value is no JSON"_s);
        row("no date", u"${region|formatdate}"_s, 0, u"region"_s,
            u"formatdate: the value is no number of milliseconds"_s);
        row("no format", u"${ms|formatdate:EEE}"_s, 0, u"ms"_s,
            u"formatdate knows y, M, d, H, h, m, s and S; other letters stand in ''"_s);
    }
    void fails()
    {
        QFETCH(QString, text);
        const auto expansion = expand(text, someVariables());
        QVERIFY(!expansion);
        QTEST(int(expansion.error().at), "at");
        QTEST(expansion.error().variable, "variable");
        QTEST(expansion.error().message, "message");
    }

    void noUser()
    {
        QCOMPARE(expand(u"${dssUserLogin}"_s, {}).error().message, u"nobody sets ${dssUserLogin}: no user is given"_s);
        QCOMPARE(expand(u"${adminProperty:x}"_s, {}).error().message,
                 u"nobody sets ${adminProperty:x}: no user is given"_s);
        QCOMPARE(expand(u"${x}"_s, {}).error().message, u"nobody sets ${x}: set it in variables of defaults"_s);
    }

    //! The narrower scope counts, but for what tells users apart.
    void scopes()
    {
        Variables variables;
        variables.set(Origin::Instance, u"a"_s, u"instance"_s);
        variables.set(Origin::User, u"a"_s, u"user"_s);
        QCOMPARE(expand(u"${a}"_s, variables)->text, u"user"_s);
        variables.set(Origin::Project, u"a"_s, u"project"_s);
        QCOMPARE(expand(u"${a}"_s, variables)->text, u"project"_s);
        variables.set(Origin::Run, u"a"_s, u"run"_s);
        QCOMPARE(expand(u"${a}"_s, variables)->text, u"run"_s);
        for (const QString &name : {u"dssUserLogin"_s, u"adminProperty:k"_s, u"userProperty:k"_s}) {
            variables.set(Origin::Instance, name, u"instance"_s);
            variables.set(Origin::Project, name, u"project"_s);
            variables.set(Origin::Run, name, u"run"_s);
            QCOMPARE(expand(u"${%1}"_s.arg(name), variables)->text, u"instance"_s);
            variables.set(Origin::User, name, u"user"_s);
            QCOMPARE(expand(u"${%1}"_s.arg(name), variables)->text, u"user"_s);
        }
    }

    //! A value is no text to expand: what a user may write cannot ask for what another has.
    void valuesAreNotExpanded()
    {
        Variables variables;
        variables.set(Origin::User, u"userProperty:x"_s, u"${secret|tolower}"_s);
        variables.set(Origin::Instance, u"secret"_s, u"S"_s);
        QCOMPARE(expand(u"${userProperty:x}"_s, variables)->text, u"${secret|tolower}"_s);
    }
};

QTEST_GUILESS_MAIN(TestExpansion)
#include "tst_expansion.moc"
