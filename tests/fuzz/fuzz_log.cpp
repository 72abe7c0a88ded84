// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "models/logs/logfile.h"
#include "models/logs/logline.h"

namespace fairlead::fuzz {

using namespace models;

namespace {

//! A line, as it is shown.
void feedLine(QByteArrayView bytes)
{
    constexpr qsizetype limit = 100;
    const LogLine line = logLine(bytes);
    qsizetype last = 0;
    for (const LogSpan &span : line.spans) {
        if (span.start < last || span.length < 1 || span.start + span.length > line.text.size() ||
            span.style == LogStyle())
            qFatal("a span of no sense");
        last = span.start + span.length;
    }
    for (const QChar character : line.text) {
        if (character.unicode() < 0x20 || character.unicode() == 0x7f || character.unicode() == 0x202e)
            qFatal("a line shows a control character");
    }
    if (logText(line.text.toUtf8()) != line.text)
        qFatal("what is shown is not shown as it is");
    if (logLine(bytes, limit).text.size() > limit + 9) // a tab, and the ellipsis
        qFatal("a line is longer than its limit");
}

//! What a log gets is what its file has, in whatever pieces it comes.
void feedFile(QByteArrayView bytes, qsizetype size)
{
    constexpr std::int64_t time = 1'795'349'247'938;
    LogFileLines lines;
    QByteArray file;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        lines.add(bytes.sliced(at, std::min(size, bytes.size() - at)), time, LogRing::Source::Error, file);
    lines.finish(file);
    QByteArray read;
    for (const QByteArray &written : file.split('\n').mid(0, file.count('\n'))) {
        const LogFileLine line = parseLogFileLine(written);
        if (line.time != time || line.source != LogRing::Source::Error || line.linesBefore != 0)
            qFatal("a line of ours is read as another one");
        read.append(line.text);
        if (!line.isCut)
            read.append('\n');
    }
    if (read != bytes.toByteArray() + (bytes.isEmpty() || bytes.endsWith('\n') ? "" : "\n"))
        qFatal("a log is not what was written");
}

//! A line of a file that anybody may have written.
void feedFileLine(QByteArrayView bytes)
{
    const LogFileLine line = parseLogFileLine(bytes);
    if (!bytes.endsWith(line.text) || line.linesBefore < 0)
        qFatal("a line has what was not in it");
    if (line.linesBefore > 0 &&
        parseLogFileLine(logHeadLine(line.linesBefore, line.time).chopped(1)).linesBefore != line.linesBefore)
        qFatal("the first line of a file is not read as it was written");
    if (line.source == LogRing::Source::Output && line.time == 0 && line.text != bytes)
        qFatal("a line of another kind is all text");
}

} // namespace

void feed(QByteArrayView bytes)
{
    const qsizetype newline = bytes.indexOf('\n');
    const QByteArrayView line = newline < 0 ? bytes : bytes.first(newline);
    feedLine(line);
    feedFileLine(line);
    for (const qsizetype size : {qsizetype(1), qsizetype(7), bytes.size() + 1})
        feedFile(bytes, size);
}

QList<QByteArray> seeds()
{
    return {
        "\x1b[1;31mred\x1b[0m \x1b[38;5;208mx\x1b[48;2;1;2;3;4my\x1b[38:2::1:2:3mz\x1b[m\n",
        "50%\r100%\tdone\x1b[K\x1b]0;title\x07\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ \x1bP1$r\x1b\\\x1b(B\x1b[?25l",
        "a\tb\x1b[7;4;2;3mc\td\x1b[22;23;24;27;39;49me\xe2\x80\xaetxt\xed\xa0\x80\xf0\x9f\x98\x80\x9b"
        "31m\xc2\x9b",
        "2026-11-22T14:02:11.123Z stdout F Step 4/9 : RUN apt-get update\n",
        "2026-11-22T14:02:11.123Z stderr P a line that goes on",
        "2026-11-22T14:02:11.123Z fairlead F:before=1234 1234 lines go before this one",
        "2026-02-30T25:61:61.999Z stdout F x\n\nnot one of ours\r\n",
    };
}

} // namespace fairlead::fuzz
