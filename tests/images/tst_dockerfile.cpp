// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerfile.h"

#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestDockerfile : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void instructions_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("instructions"); // "first-last KEYWORD text", or the error
        const auto row = [](const char *name, const QByteArray &text, const QStringList &instructions) {
            QTest::newRow(name) << text << instructions;
        };
        row("one line", "FROM a\n", {u"1-1 FROM a"_s});
        row("no line end", "from a", {u"1-1 FROM a"_s});
        row("comments", "# c\n\n  # d\nFROM a # no comment\n",
            {u"4: FROM takes an image, and AS with the name of the stage"_s});
        row("continued", "FROM a\nRUN b \\\n  c \\\n# in between\n\n  d\nRUN e\n",
            {u"1-1 FROM a"_s, u"2-6 RUN b   c   d"_s, u"7-7 RUN e"_s});
        row("blanks behind the mark", "FROM a\nRUN b \\  \n c\n", {u"1-1 FROM a"_s, u"2-3 RUN b  c"_s});
        row("ends in the middle", "FROM a\nRUN b \\\n", {u"1-1 FROM a"_s, u"2-3 RUN b"_s});
        row("another escape", "# escape=`\nFROM a\nRUN b \\\nRUN c `\n d\n",
            {u"2-2 FROM a"_s, u"3-3 RUN b \\"_s, u"4-5 RUN c  d"_s});
        row("a directive that comes too late", "FROM a\n# escape=`\nRUN b `\n", {u"1-1 FROM a"_s, u"3-3 RUN b `"_s});
        row("heredoc", "FROM a\nRUN <<EOF\nFROM b\n# c\nEOF\nRUN d\n",
            {u"1-1 FROM a"_s, u"2-5 RUN <<EOF"_s, u"6-6 RUN d"_s});
        row("two heredocs", "FROM a\nCOPY <<A <<-\"B\" /\n1\nA\n\t2\n\tB\nRUN d\n",
            {u"1-1 FROM a"_s, u"2-6 COPY <<A <<-\"B\" /"_s, u"7-7 RUN d"_s});
        row("no heredoc", "FROM a\nENV x=1<<2\nRUN echo <<< x\n",
            {u"1-1 FROM a"_s, u"2-2 ENV x=1<<2"_s, u"3-3 RUN echo <<< x"_s});
        row("a heredoc without an end", "FROM a\nRUN <<EOF\nx\n", {u"2: the heredoc EOF does not end"_s});
        row("line ends of Windows", "FROM a\r\nRUN b \\\r\n c\r\n", {u"1-1 FROM a"_s, u"2-3 RUN b  c"_s});
        row("byte order mark",
            "\xef\xbb\xbf"
            "FROM a\n",
            {u"1-1 FROM a"_s});
        row("unknown words are kept", "FROM a\nFLY b\n", {u"1-1 FROM a"_s, u"2-2 FLY b"_s});
        row("nothing", "", {u"1: there is no FROM"_s});
        row("RUN first", "ARG A\nRUN b\nFROM a\n", {u"2: RUN before the first FROM; only ARG may be"_s});
        row("FROM without an image", "FROM --platform=linux/arm64\n",
            {u"1: FROM takes an image, and AS with the name of the stage"_s});
    }
    void instructions()
    {
        QFETCH(QByteArray, text);
        const auto file = parseDockerfile(text);
        QStringList lines;
        if (!file)
            lines += u"%1: %2"_s.arg(file.error().line).arg(file.error().message);
        else
            for (const Dockerfile::Instruction &each : file->instructions)
                lines += u"%1-%2 %3 %4"_s.arg(each.line).arg(each.lastLine).arg(each.keyword, each.text);
        QTEST(lines, "instructions");
    }

    void stagesAndArguments()
    {
        const auto file = parseDockerfile("ARG BASE=debian\nARG TAG=\"12\"\nARG NONE\n"
                                          "FROM --platform=$BUILDPLATFORM ${BASE}:${TAG} AS Build\nARG IN=x OTHER\n"
                                          "FROM build as second\nFROM scratch\nFROM $NONE\n");
        QVERIFY(file);
        QCOMPARE(file->stages.size(), 4U);
        QCOMPARE(file->stages[0].name, u"build"_s);
        QCOMPARE(file->stages[0].platform, u"$BUILDPLATFORM"_s);
        QCOMPARE(file->stages[0].line, 4);
        QCOMPARE(file->stages[1].name, u"second"_s);
        QStringList arguments;
        for (const Dockerfile::Argument &each : file->arguments)
            arguments += each.name + (each.hasValue ? u'=' + each.value : QString()) +
                         (each.isGlobal ? u" global"_s : QString());
        QCOMPARE(arguments,
                 (QStringList{u"BASE=debian global"_s, u"TAG=12 global"_s, u"NONE global"_s, u"IN=x"_s, u"OTHER"_s}));
        QCOMPARE(baseImagesOf(*file, {}), (QStringList{u"debian:12"_s, u"$NONE"_s}));
        QCOMPARE(baseImagesOf(*file, {{u"TAG"_s, u"13"_s}, {u"NONE"_s, u"a"_s}, {u"IN"_s, u"b"_s}}),
                 (QStringList{u"debian:13"_s, u"a"_s}));
    }

    void expansion_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        const auto row = [](const QString &text, const QString &result) {
            QTest::newRow(qPrintable(text)) << text << result;
        };
        row(u"$A-${A}"_s, u"1-1"_s);
        row(u"$AB"_s, u"$AB"_s);
        row(u"${E:-x}${E-y}"_s, u"x"_s);
        row(u"${U:-x}${U-y}"_s, u"xy"_s);
        row(u"${A:+x}${U+y}${E:+z}${E+w}"_s, u"xw"_s);
        row(u"\\$A \\\\ 5$"_s, u"$A \\ 5$"_s);
        row(u"${A"_s, u"${A"_s);
    }
    void expansion()
    {
        QFETCH(QString, text);
        QTEST(expanded(text, {{u"A"_s, u"1"_s}, {u"E"_s, QString()}}), "result");
    }

    void isBounded()
    {
        QVERIFY(!parseDockerfile(QByteArray("RUN a\n").repeated(200'000)));
        QVERIFY(!parseDockerfile("FROM a\n" + QByteArray("RUN a\n").repeated(10'000)));
    }
};

QTEST_GUILESS_MAIN(TestDockerfile)
#include "tst_dockerfile.moc"
