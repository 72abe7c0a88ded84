// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamlvalue.h"

#include <QTest>

using namespace fairlead::files;
using namespace Qt::StringLiterals;

class TestYamlValue : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void scalarTypes_data()
    {
        using Type = YamlValue::Type;
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<Type>("type");
        const std::pair<const char *, Type> rows[] = {
            {"", Type::Null},           {"~", Type::Null},          {"null", Type::Null},
            {"true", Type::Bool},       {"on", Type::Bool},         {"y", Type::Bool},
            {"No", Type::Bool},         {"12", Type::Number},       {"-1.5e3", Type::Number},
            {"0x1F", Type::Number},     {"0b101", Type::Number},    {"1_000", Type::Number},
            {".inf", Type::Number},     {"\"12\"", Type::String},   {"'on'", Type::String},
            {"!!str 12", Type::String}, {"!!str on", Type::String}, {"1.2.3", Type::String},
            {"12ab", Type::String},     {"e5", Type::String},       {"2026-01-01", Type::String},
            {"tRue", Type::String},
        };
        for (const auto &[text, type] : rows)
            QTest::newRow(*text ? text : "empty") << QByteArray(text) << type;
    }
    void scalarTypes()
    {
        QFETCH(QByteArray, yaml);
        const auto document = parseYaml("a: " + yaml + "\n");
        QVERIFY(document);
        QVERIFY(document->root.find(u"a"));
        QTEST(document->root.find(u"a")->type, "type");
    }

    void features()
    {
        const auto merged = parseYaml("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\nlist: [*b, *b]\n");
        QVERIFY(merged);
        QCOMPARE(merged->root.find(u"use")->find(u"x")->text, u"1"_s);
        QCOMPARE(merged->root.find(u"use")->find(u"y")->text, u"3"_s);
        QCOMPARE(merged->root.find(u"list")->items.size(), 2U);
        QVERIFY(merged->duplicateKeys.empty());
        // A merge key wins over what stands before it, as in client-go's reader.
        const auto late = parseYaml("base: &b {y: 2}\nuse: {y: 3, <<: *b}\n");
        QVERIFY(late);
        QCOMPARE(late->root.find(u"use")->find(u"y")->text, u"2"_s);
        const auto first = parseYaml("a: 1\n---\nb: [\n");
        QVERIFY(first);
        QVERIFY(first->root.find(u"a"));
        const auto twice = parseYaml("a: 1\nb: 2\na: 3\n");
        QVERIFY(twice);
        QCOMPARE(twice->root.find(u"a")->text, u"3"_s);
        QCOMPARE(twice->duplicateKeys.size(), 1U);
        QCOMPARE(twice->duplicateKeys[0].line, 3);
        QVERIFY(!parseYaml("a: &a [*a]\n"));
        QVERIFY(!parseYaml("? [x]\n: y\n"));
        QVERIFY(parseYaml("{\n\t\"a\": \"x\\/y\\u00e9\",\n\t\"b\": [1, true, null]\n}"));
    }
};

QTEST_GUILESS_MAIN(TestYamlValue)
#include "tst_yamlvalue.moc"
