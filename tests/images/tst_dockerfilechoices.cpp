// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerfilechoices.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestDockerfileChoices : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void choices_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("targets");   // "name from"
        QTest::addColumn<QStringList>("arguments"); // "NAME=default 3"
        QTest::newRow("none") << QByteArray("FROM a\n") << QStringList() << QStringList();
        QTest::newRow("stages") << QByteArray("FROM a AS Build\nFROM b\nFROM build AS test\nFROM c AS build\n")
                                << QStringList{u"build a"_s, u"test build"_s} << QStringList();
        QTest::newRow("arguments") << QByteArray("ARG A=1\nARG B\nFROM a:$A\nARG C=\"x y\" D\nRUN true\nARG E=\n")
                                   << QStringList()
                                   << QStringList{u"A=1 1"_s, u"B 2"_s, u"C=x y 4"_s, u"D 4"_s, u"E= 6"_s};
        QTest::newRow("again") << QByteArray("ARG A=1\nARG B\nFROM a\nARG A\nARG B=2\nFROM c\nARG A=3\nARG B=4\n")
                               << QStringList() << QStringList{u"A=1 1"_s, u"B=2 2"_s};
        QTest::newRow("the builder's own")
            << QByteArray("FROM a\nARG TARGETARCH BUILDPLATFORM HTTP_PROXY no_proxy TARGETS=1\n") << QStringList()
            << QStringList{u"TARGETS=1 2"_s};
    }
    void choices()
    {
        QFETCH(QByteArray, text);
        const auto file = parseDockerfile(text);
        QVERIFY(file);
        const DockerfileChoices choices = choicesOf(*file);
        QStringList arguments;
        for (const auto &each : choices.arguments)
            arguments += each.name + (each.hasValue ? u'=' + each.value : QString()) + u" %1"_s.arg(each.line);
        QStringList targets;
        for (const auto &each : choices.targets)
            targets += each.name + u' ' + each.from;
        QTEST(targets, "targets");
        QTEST(arguments, "arguments");
    }
};

QTEST_GUILESS_MAIN(TestDockerfileChoices)
#include "tst_dockerfilechoices.moc"
