// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logfile.h"

#include "logline.h"
#include "logsegments.h"

#include <QDateTime>
#include <QFile>

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Source = LogRing::Source;

constexpr qsizetype LongestPiece = 60 << 10; // of a line; with its prefix less than a line of LogRing
constexpr qsizetype TimeLength = 24;         // "2026-11-22T14:02:11.123Z"
constexpr qint64 ReadAtOnce = 1 << 20;
constexpr qsizetype WriteAtOnce = 256 << 10;
constexpr std::array Sources{std::pair(Source::Output, "stdout"), std::pair(Source::Error, "stderr"),
                             std::pair(Source::Fairlead, "fairlead")};

QByteArray utcTime(std::int64_t time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

std::optional<int> number(QByteArrayView digits)
{
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() && value >= 0 ? std::optional(value)
                                                                                      : std::nullopt;
}

//! Of "2026-11-22T14:02:11.123Z".
std::optional<std::int64_t> parseTime(QByteArrayView text)
{
    using namespace std::chrono;
    if (text.size() != TimeLength || text[10] != 'T' || text[23] != 'Z')
        return {};
    const auto yearNumber = number(text.first(4));
    const auto month = number(text.sliced(5, 2));
    const auto day = number(text.sliced(8, 2));
    const auto hour = number(text.sliced(11, 2));
    const auto minute = number(text.sliced(14, 2));
    const auto second = number(text.sliced(17, 2));
    const auto millisecond = number(text.sliced(20, 3));
    if (!yearNumber || !month || !day || !hour || !minute || !second || !millisecond)
        return {};
    const year_month_day date{year{*yearNumber}, std::chrono::month{unsigned(*month)},
                              std::chrono::day{unsigned(*day)}};
    if (!date.ok())
        return {};
    const auto time = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) + milliseconds(*millisecond);
    return duration_cast<milliseconds>(time.time_since_epoch()).count();
}

constexpr QByteArrayView HeadTag = "fairlead F:before=";

QByteArray missingText(std::int64_t lines)
{
    return QByteArray::number(qlonglong(lines)) +
           " lines of the beginning are left out: the log was too long to be kept";
}

//! Lines of a file as they stand, without their ends; long ones in pieces.
template <class Use>
tl::expected<void, QString> forEachLine(QFile &file, Use use)
{
    QByteArray rest;
    while (!file.atEnd()) {
        const QByteArray read = file.read(ReadAtOnce);
        if (read.isEmpty())
            return tl::make_unexpected(file.errorString());
        rest += read;
        qsizetype from = 0;
        for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
            use(QByteArrayView(rest).sliced(from, end - from));
            from = end + 1;
        }
        rest.remove(0, from);
        if (rest.size() > 2 * ReadAtOnce) // no file of ours
            use(std::exchange(rest, {}));
    }
    if (!rest.isEmpty())
        use(rest);
    return {};
}

//! Of all files of a log. What a file begins with is passed on of the first one alone.
template <class Use>
tl::expected<void, QString> forEachLineOfLog(const QString &path, Use use)
{
    auto files = openLogSegments(path);
    if (!files)
        return tl::make_unexpected(files.error());
    for (auto &file : *files) {
        const bool isFirst = file == files->front();
        const auto read = forEachLine(*file, [&](QByteArrayView bytes) {
            const LogFileLine line = parseLogFileLine(bytes);
            if (line.linesBefore == 0 || isFirst)
                use(line);
        });
        if (!read)
            return read;
        file->close();
    }
    return {};
}

//! Collects what is written, and writes it in large pieces.
class TextWriter
{
public:
    TextWriter(QIODevice &out, bool withTimes)
        : m_out(out)
        , m_withTimes(withTimes)
    {
    }

    void add(QByteArrayView text, std::int64_t time, bool isCut)
    {
        if (!m_isWritten)
            return;
        if (m_withTimes && m_isAtStart && time > 0)
            m_text += QDateTime::fromMSecsSinceEpoch(time).toString(Qt::ISODateWithMs).toLatin1() + "  ";
        m_text += logText(text).toUtf8();
        m_isAtStart = !isCut;
        if (!isCut)
            m_text += '\n';
        if (m_text.size() >= WriteAtOnce)
            flush();
    }
    bool end()
    {
        flush();
        return m_isWritten;
    }

private:
    void flush()
    {
        m_isWritten = m_isWritten && m_out.write(m_text) == m_text.size();
        m_text.clear();
    }

    QIODevice &m_out;
    bool m_withTimes;
    bool m_isAtStart = true; //!< of a line
    bool m_isWritten = true;
    QByteArray m_text;
};

} // namespace

void LogFileLines::add(QByteArrayView utf8, std::int64_t time, Source source, QByteArray &out)
{
    if (source != m_source)
        finish(out); // two streams do not share a line
    m_source = source;
    m_time = time;
    while (!utf8.isEmpty()) {
        const qsizetype newline = utf8.indexOf('\n');
        const QByteArrayView piece = newline < 0 ? utf8 : utf8.first(newline);
        if (m_tail.size() + piece.size() > LongestPiece) {
            const qsizetype taken = std::min(piece.size(), LongestPiece - m_tail.size());
            m_tail.append(piece.first(taken));
            addLine(std::exchange(m_tail, {}), true, out);
            utf8 = utf8.sliced(taken);
            continue;
        }
        if (newline < 0) {
            m_tail.append(piece);
            return;
        }
        if (m_tail.isEmpty()) {
            addLine(piece, false, out);
        } else {
            m_tail.append(piece);
            addLine(std::exchange(m_tail, {}), false, out);
        }
        utf8 = utf8.sliced(newline + 1);
    }
}

void LogFileLines::finish(QByteArray &out)
{
    if (!m_tail.isEmpty())
        addLine(std::exchange(m_tail, {}), false, out);
}

void LogFileLines::addLine(QByteArrayView text, bool isCut, QByteArray &out)
{
    if (m_prefixTime != m_time) {
        m_prefixTime = m_time;
        m_prefix = utcTime(m_time);
    }
    out += m_prefix;
    out += ' ';
    out += Sources[std::size_t(m_source)].second;
    out += isCut ? " P " : " F ";
    out.append(text);
    out += '\n';
}

QByteArray logHeadLine(std::int64_t linesBefore, std::int64_t time)
{
    const QByteArray lines = QByteArray::number(qlonglong(linesBefore));
    return utcTime(time) + ' ' + HeadTag.toByteArray() + lines + ' ' + lines + " lines go before this one\n";
}

LogFileLine parseLogFileLine(QByteArrayView line)
{
    const auto time =
        line.size() > TimeLength && line[TimeLength] == ' ' ? parseTime(line.first(TimeLength)) : std::nullopt;
    if (!time)
        return {.text = line};
    const QByteArrayView rest = line.sliced(TimeLength + 1);
    if (rest.startsWith(HeadTag)) {
        const QByteArrayView lines = rest.sliced(HeadTag.size());
        bool isNumber = false;
        const qlonglong before = lines.first(std::max<qsizetype>(0, lines.indexOf(' '))).toLongLong(&isNumber);
        if (isNumber && before > 0)
            return {lines.sliced(lines.indexOf(' ') + 1), *time, Source::Fairlead, false, before};
    }
    for (const auto &[source, word] : Sources) {
        const QByteArrayView name(word);
        const qsizetype tag = name.size() + 1; // its place
        if (rest.size() < tag + 2 || !rest.startsWith(name) || rest[name.size()] != ' ' || rest[tag + 1] != ' ' ||
            (rest[tag] != 'F' && rest[tag] != 'P'))
            continue;
        return {rest.sliced(tag + 2), *time, source, rest[tag] == 'P'};
    }
    return {.text = line};
}

tl::expected<LogRing, QString> readLogFile(const QString &path)
{
    LogRing ring;
    const auto read = forEachLineOfLog(path, [&ring](const LogFileLine &line) {
        ring.leaveOut(line.linesBefore);
        if (line.linesBefore > 0)
            return ring.append(missingText(line.linesBefore) + '\n', line.time, line.source);
        ring.append(line.text, line.time, line.source);
        if (!line.isCut)
            ring.append("\n", line.time, line.source);
    });
    if (!read)
        return tl::make_unexpected(read.error());
    ring.finishLine();
    return ring;
}

bool writeLogText(QIODevice &out, const LogRing &ring, bool withTimes)
{
    TextWriter writer(out, withTimes);
    if (ring.firstLine() > 0)
        writer.add(missingText(ring.missing()), 0, false);
    for (std::int64_t number = ring.firstLine(); number < ring.endLine(); ++number) {
        const LogRing::Line line = ring.line(number);
        writer.add(line.utf8, line.time, line.isCut);
    }
    if (!ring.unfinished().isEmpty())
        writer.add(ring.unfinished(), 0, false);
    return writer.end();
}

bool writeLogFileText(QIODevice &out, const QString &path, bool withTimes, std::int64_t *missing)
{
    TextWriter writer(out, withTimes);
    const auto read = forEachLineOfLog(path, [&](const LogFileLine &line) {
        if (line.linesBefore == 0)
            return writer.add(line.text, line.time, line.isCut);
        writer.add(missingText(line.linesBefore), line.time, false);
        if (missing)
            *missing = line.linesBefore;
    });
    return writer.end() && read.has_value();
}

QString logTimeText(std::int64_t time)
{
    return time > 0 ? QDateTime::fromMSecsSinceEpoch(time).toString(u"HH:mm:ss.zzz"_s) : QString();
}

} // namespace fairlead::models
