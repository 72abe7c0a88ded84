// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/output.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;
using namespace fairlead::ctl;

class OutputTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void columnsAreAsWideAsTheirContent()
    {
        QCOMPARE(formatTable({{u"A"_s, u"LONG"_s, u"C"_s}, {u"xyz"_s, u""_s, u"c"_s}, {u"x"_s, u"y"_s, u""_s}}),
                 u"A    LONG  C\nxyz        c\nx    y\n"_s);
    }

    void csvQuotesWhatNeedsIt()
    {
        QCOMPARE(formatCsv({{u"a"_s, u"b,c"_s, u"d\"e"_s, u"f\ng"_s}}), u"a,\"b,c\",\"d\"\"e\",f g\r\n"_s);
        QCOMPARE(formatCsv({{u"=1+1"_s, u"@SUM(1)"_s, u"+a"_s, u"-a"_s, u"-"_s, u"a-b"_s, u"=\"x\""_s}}),
                 u"'=1+1,'@SUM(1),'+a,'-a,-,a-b,\"'=\"\"x\"\"\"\r\n"_s);
    }

    void terminalControlIsTakenOut()
    {
        const QString line = oneLine(u"a\u001b[31mred\u0007 \u202eevil\u202c\nnext\u0000end"_s);
        for (const QChar c : line)
            QVERIFY2(c.isPrint() || c == QChar::ReplacementCharacter, qPrintable(QString::number(c.unicode(), 16)));
        QVERIFY(!line.contains(u'\u001b'));
        QVERIFY(!line.contains(u'\u202e'));
        QVERIFY(!line.contains(u'\n'));
    }

    void namesBeyondTheFirstPlaneStay() { QCOMPARE(oneLine(u"\U0001f600 ü"_s), u"\U0001f600 ü"_s); }

    void documentsAreAscii_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("escape") << u"a\u001b[31mb"_s;
        QTest::newRow("C1") << u"a\u009b31mb\u0085"_s;
        QTest::newRow("bidi") << u"a\u202eb\u2066c\u200f"_s;
        QTest::newRow("newline") << u"a\nb\r\u2028"_s;
        QTest::newRow("delete") << u"a\u007fb"_s;
        QTest::newRow("beyond the first plane") << u"\U0001f600 \U000e0041"_s;
    }

    //! Escaped, and read back as they were.
    void documentsAreAscii()
    {
        QFETCH(QString, text);
        const nlohmann::ordered_json document = {{"text", text.toStdString()}};
        for (const QString &out : {formatJson(document, false), formatYaml(document)}) {
            for (const QChar c : out.chopped(1))
                QVERIFY2(c.unicode() >= 0x20 && c.unicode() < 0x7f, qPrintable(out));
        }
        const auto read = nlohmann::json::parse(formatJson(document).toStdString());
        QCOMPARE(read["text"].get<std::string>(), text.toStdString());
        QCOMPARE(YAML::Load(formatYaml(document).toStdString())["text"].as<std::string>(), text.toStdString());
    }

    void yamlReadsBackAsTheSameTree()
    {
        const nlohmann::ordered_json document = {{"yes", "no"},
                                                 {"number", 12},
                                                 {"text", "12"},
                                                 {"nothing", nullptr},
                                                 {"list", {1, 2}},
                                                 {"empty", nlohmann::ordered_json::array()},
                                                 {"none", nlohmann::ordered_json::object()},
                                                 {"objects", {{{"a", true}}, {{"a", "x: y # z"}}}}};
        const YAML::Node read = YAML::Load(formatYaml(document).toStdString());
        QCOMPARE(read["yes"].as<std::string>(), std::string("no"));
        QCOMPARE(read["number"].as<int>(), 12);
        QCOMPARE(read["text"].Tag(), std::string("!")); // quoted: a string, not a number
        QVERIFY(read["nothing"].IsNull());
        QCOMPARE(read["list"].size(), std::size_t(2));
        QVERIFY(read["empty"].IsSequence() && read["empty"].size() == 0);
        QVERIFY(read["none"].IsMap() && read["none"].size() == 0);
        QCOMPARE(read["objects"][1]["a"].as<std::string>(), std::string("x: y # z"));
    }

    void jsonKeepsTheOrderAndSurvivesBadUtf8()
    {
        const nlohmann::ordered_json document = {{"z", 1}, {"a", std::string("\xff")}};
        const QString text = formatJson(document, false);
        QVERIFY(text.startsWith("{\"z\":1,\"a\":"_L1));
        QVERIFY(text.endsWith("}\n"_L1));
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "tst_output.moc"
