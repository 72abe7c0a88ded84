// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logline.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

QString colourText(const LogStyle::Colour &colour)
{
    using Kind = LogStyle::Colour::Kind;
    return colour.kind == Kind::Named ? QString::number(colour.named)
           : colour.kind == Kind::Rgb ? u'#' + QString::number(colour.rgb, 16).rightJustified(6, u'0')
                                      : QString();
}

//! "text|0+4 fg=1 bold|..."
QString written(const LogLine &line)
{
    QStringList parts{line.text};
    for (const LogSpan &span : line.spans) {
        QString part = u"%1+%2"_s.arg(span.start).arg(span.length);
        if (span.style.foreground != LogStyle::Colour())
            part += u" fg="_s + colourText(span.style.foreground);
        if (span.style.background != LogStyle::Colour())
            part += u" bg="_s + colourText(span.style.background);
        for (const auto &[is, word] : {std::pair(span.style.isBold, u" bold"_s),
                                       {span.style.isFaint, u" faint"_s},
                                       {span.style.isItalic, u" italic"_s},
                                       {span.style.isUnderlined, u" underlined"_s},
                                       {span.style.isInverse, u" inverse"_s}})
            part += is ? word : QString();
        parts += part;
    }
    return parts.join(u'|');
}

} // namespace

class TestLogLine : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void lines_data()
    {
        QTest::addColumn<QByteArray>("utf8");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QByteArray &utf8, const QString &line) {
            QTest::newRow(name) << utf8 << line;
        };
        row("plain", "hello", u"hello"_s);
        row("empty", "", u""_s);
        row("other letters", "ünï ✓ 😀", u"ünï ✓ 😀"_s);
        row("red", "a\x1b[31mb\x1b[0mc", u"abc|1+1 fg=1"_s);
        row("short reset", "\x1b[1mb\x1b[mc", u"bc|0+1 bold"_s);
        row("several at once", "\x1b[1;4;38;5;196;48;2;1;2;3mx", u"x|0+1 fg=#ff0000 bg=#010203 bold underlined"_s);
        row("colons", "\x1b[38:5:9mx", u"x|0+1 fg=9"_s);
        row("bright", "\x1b[92;103mx", u"x|0+1 fg=10 bg=11"_s);
        row("grey", "\x1b[38;5;232mx\x1b[38;5;255my", u"xy|0+1 fg=#080808|1+1 fg=#eeeeee"_s);
        row("taken back", "\x1b[1;2;3;4;7;31;41mx\x1b[22;23;24;27;39;49my",
            u"xy|0+1 fg=1 bg=1 bold faint italic underlined inverse"_s);
        row("unknown parameters", "\x1b[53;73mx", u"x"_s);
        row("cut off colour", "\x1b[38;5mx", u"x"_s);
        row("colour out of bounds", "\x1b[38;5;999mx\x1b[38;2;300;0;9my", u"xy|1+1 fg=#ff0009"_s);
        row("nothing in between", "\x1b[31m\x1b[32m", u""_s);
        row("tabs", "a\tb\t\tc", u"a       b               c"_s);
        row("cursor and erasing", "a\x1b[2K\x1b[1A\x1b[?25lb", u"ab"_s);
        row("title",
            "a\x1b]0;rm -rf\x07"
            "b\x1b]2;x\x1b\\c",
            u"abc"_s);
        row("link", "\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\", u"text"_s);
        row("device control", "a\x1bP1$r0m\x1b\\b\x1b^x\x1b\\c\x1b_y\x1b\\d", u"abcd"_s);
        row("unfinished sequence", "a\x1b[31", u"a"_s);
        row("unfinished title", "a\x1b]0;b", u"a"_s);
        row("escape at the end", "a\x1b", u"a"_s);
        row("other escapes",
            "a\x1b"
            "c\x1b(Bb\x1b=c",
            u"abc"_s);
        row("a sequence within one", "a\x1b[3\x1b[31mb", u"ab|1+1 fg=1"_s);
        row("progress", "10%\r\x1b[31m20%\r30%", u"30%|0+3 fg=1"_s);
        row("carriage return at the end", "done\r", u"done"_s);
        row("bells and backspaces",
            "a\x07\x08"
            "b",
            u"a\ufffd\ufffdb"_s);
        row("one byte controls",
            "a\xc2\x9b"
            "31mb",
            u"a\ufffd31mb"_s);
        row("bidi override",
            "a\xe2\x80\xae"
            "b",
            u"a\ufffdb"_s);
        row("no UTF-8",
            "a\xff\xfe"
            "b",
            u"a\ufffd\ufffdb"_s);
        row("a zero", QByteArray("a\0b", 3), u"a\ufffdb"_s);
    }
    void lines()
    {
        QFETCH(QByteArray, utf8);
        QTEST(written(logLine(utf8)), "line");
    }

    void longOnesAreCut()
    {
        const LogLine line = logLine("\x1b[31m" + QByteArray(1'000, 'x') + "\x1b[0m" + QByteArray(1'000, 'y'), 100);
        QCOMPARE(line.text, QString(100, u'x') + u'…');
        QCOMPARE(line.spans.size(), 1U);
        QCOMPARE(logLine(QByteArray(50, '\t'), 100).text.size(), 104);
    }

    //! Whatever comes: nothing that a terminal or a text layout would follow.
    void anythingIsHarmless()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QByteArray alphabet = "\x1b\x1b\x1b[[]];:?m0123456789AHJKPX^_\\\r\t\x07\x08 ab\xc3\xa9\xe2\x80\xae\xff";
        for (int i = 0; i < 20'000; ++i) {
            QByteArray bytes;
            for (int n = random.bounded(40); n > 0; --n)
                bytes += alphabet[random.bounded(int(alphabet.size()))];
            const LogLine line = logLine(bytes);
            const auto isHarmless = [](QChar c) {
                return c.unicode() >= 0x20 && c != QChar(0x202e) && c != QChar(0x7f);
            };
            QVERIFY2(std::all_of(line.text.begin(), line.text.end(), isHarmless), bytes.toHex().constData());
            qsizetype end = 0;
            for (const LogSpan &span : line.spans) {
                QVERIFY(span.start >= end && span.length > 0);
                end = span.start + span.length;
            }
            QVERIFY(end <= line.text.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestLogLine)
#include "tst_logline.moc"
