// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerfile.h"

#include <QRegularExpression>
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
        const auto noHeredoc = [&row](const char *name, const QByteArray &line) {
            row(name, "FROM a\n" + line + "\nRUN b\n",
                {u"1-1 FROM a"_s, u"2-2 "_s + QString::fromUtf8(line), u"3-3 RUN b"_s});
        };
        noHeredoc("in quotes", "RUN echo \"<<EOF\"");
        noHeredoc("in quotes with blanks", "RUN echo \"a <<EOF b\" c");
        noHeredoc("in single quotes", "RUN echo '<<EOF'");
        noHeredoc("exec form", "RUN [\"sh\", \"-c\", \"cat <<EOF\"]");
        noHeredoc("exec form behind flags", "RUN --network=none [ \"sh\",\"-c\",\"cat <<EOF\" ]");
        noHeredoc("COPY as a list", "COPY [\"<<EOF\", \"/\"]");
        noHeredoc("within a word", "RUN echo a<<EOF");
        noHeredoc("escaped", "RUN echo \\<<EOF");
        noHeredoc("a quote that does not end", "RUN echo ' <<EOF");
        noHeredoc("a brace that does not end", "RUN echo ${A <<EOF");
        noHeredoc("tabs and no name", "RUN <<- x");
        noHeredoc("without a name", "RUN cat <<");
        noHeredoc("an empty name", "RUN cat <<\"\"");
        noHeredoc("another instruction", "CMD cat <<EOF");
        row("no exec form", "FROM a\nRUN [ -f <<EOF ]\nx\nEOF\n", {u"1-1 FROM a"_s, u"2-4 RUN [ -f <<EOF ]"_s});
        row("with a number", "FROM a\nRUN cat 3<<EOF\nx\nEOF\n", {u"1-1 FROM a"_s, u"2-4 RUN cat 3<<EOF"_s});
        row("blanks before the name", "FROM a\nRUN cat << EOF\nx\nEOF\n", {u"1-1 FROM a"_s, u"2-4 RUN cat << EOF"_s});
        row("a name of other signs", "FROM a\nRUN cat <<E.O-F\nx\nE.O-F\n",
            {u"1-1 FROM a"_s, u"2-4 RUN cat <<E.O-F"_s});
        row("two in a row", "FROM a\nRUN cat <<A <<\"B\"\n1\nA\n2\nB\n",
            {u"1-1 FROM a"_s, u"2-6 RUN cat <<A <<\"B\""_s});
        row("ONBUILD", "FROM a\nONBUILD RUN <<EOF\nx\nEOF\nRUN b\n",
            {u"1-1 FROM a"_s, u"2-4 ONBUILD RUN <<EOF"_s, u"5-5 RUN b"_s});
        row("an escape that is escaped", "FROM a\nRUN b \\\\\nRUN c\n",
            {u"1-1 FROM a"_s, u"2-2 RUN b \\\\"_s, u"3-3 RUN c"_s});
        row("a heredoc without an end", "FROM a\nRUN <<EOF\nx\n", {u"2: the heredoc EOF does not end"_s});
        row("line ends of Windows", "FROM a\r\nRUN b \\\r\n c\r\n", {u"1-1 FROM a"_s, u"2-3 RUN b  c"_s});
        row("byte order mark",
            "\xef\xbb\xbf"
            "FROM a\n",
            {u"1-1 FROM a"_s});
        row("unknown words are kept", "FROM a\nFLY b\n", {u"1-1 FROM a"_s, u"2-2 FLY b"_s});
        row("nothing", "", {u"1: there is no FROM"_s});
        row("ARG without a name", "FROM a\nARG =b\n", {u"2: an ARG without a name, before =b"_s});
        row("a quote without its end", "ARG A=\"=\nFROM a\n", {u"1: an ARG without a name, before ="_s}); // fuzz
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
        QCOMPARE(file->arguments[1].source, u"\"12\""_s);
    }

    void flags()
    {
        const auto file = parseDockerfile("FROM a\nCOPY --from=b --chown=\"1:1\" c --d /\nRUN -- --x\nRUN x --y\n");
        QVERIFY(file);
        QCOMPARE(file->instructions[1].flags, (QStringList{u"--from=b"_s, u"--chown=1:1"_s}));
        QCOMPARE(file->instructions[1].text, u"--from=b --chown=\"1:1\" c --d /"_s);
        QCOMPARE(file->instructions[2].flags, QStringList());
        QCOMPARE(file->instructions[3].flags, QStringList());
    }

    void isBounded()
    {
        QVERIFY(!parseDockerfile(QByteArray("RUN a\n").repeated(200'000)));
        QVERIFY(!parseDockerfile("FROM a\n" + QByteArray("RUN a\n").repeated(10'000)));
    }
};

QTEST_GUILESS_MAIN(TestDockerfile)
#include "tst_dockerfile.moc"
