// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logtimes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace fairlead::docker {

namespace {

constexpr qsizetype LongestTime = 35;     // with nine digits of a fraction and "+01:00"
constexpr qsizetype EntrySize = 16 << 10; // of a line that goes on in the next entry

bool mayBeTime(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == 'T' || c == ':' || c == '.' || c == 'Z' || c == '+';
}

std::optional<int> number(QByteArrayView digits)
{
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool isWhole = error == std::errc() && end == digits.data() + digits.size() && !digits.startsWith('-');
    return isWhole ? std::optional(value) : std::nullopt;
}

//! Of "Z" or "+01:00".
std::optional<std::chrono::minutes> zoneOffset(QByteArrayView zone)
{
    if (zone == "Z")
        return std::chrono::minutes(0);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return {};
    const auto hours = number(zone.sliced(1, 2));
    const auto minutes = number(zone.sliced(4, 2));
    if (!hours || !minutes)
        return {};
    const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return zone[0] == '+' ? offset : -offset;
}

//! Of ".123456789", as much as milliseconds are; -1: it is none.
int milliseconds(QByteArrayView fraction)
{
    if (fraction.isEmpty())
        return 0;
    if (fraction[0] != '.' || fraction.size() == 1 || fraction.size() > 10)
        return -1;
    const QByteArrayView digits = fraction.sliced(1, std::min<qsizetype>(3, fraction.size() - 1));
    constexpr std::array Scale{1, 100, 10, 1};
    const auto value = number(digits);
    return value ? *value * Scale[std::size_t(digits.size())] : -1;
}

} // namespace

std::optional<std::int64_t> logTime(QByteArrayView text)
{
    using namespace std::chrono;
    constexpr qsizetype ToSeconds = 19; // "2026-11-22T14:02:11"
    if (text.size() <= ToSeconds || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':')
        return {};
    const QByteArrayView rest = text.sliced(ToSeconds);
    const auto zone = std::find_if(rest.begin(), rest.end(), [](char c) { return c == 'Z' || c == '+' || c == '-'; });
    const qsizetype zoneAt = zone - rest.begin();
    const auto offset = zoneOffset(rest.sliced(zoneAt));
    const int fraction = milliseconds(rest.first(zoneAt));
    const auto year = number(text.first(4));
    const auto month = number(text.sliced(5, 2));
    const auto day = number(text.sliced(8, 2));
    const auto hour = number(text.sliced(11, 2));
    const auto minute = number(text.sliced(14, 2));
    const auto second = number(text.sliced(17, 2));
    if (!offset || fraction < 0 || !year || !month || !day || !hour || !minute || !second)
        return {};
    const year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                              std::chrono::day(unsigned(*day))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    const auto time = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) - *offset;
    return duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() + fraction;
}

void LogTimes::feed(QByteArrayView bytes, bool beginsEntry, const Each &each)
{
    if (beginsEntry) {
        if (!tellHead(each))
            return;
        m_isAtHead = true;
    }
    while (!bytes.isEmpty()) {
        if (m_isAtHead) {
            bytes = takeTime(bytes);
            if (m_isAtHead || (!m_head.isEmpty() && !tellHead(each)))
                return;
            continue;
        }
        const QByteArrayView text = nextText(bytes);
        bytes = bytes.sliced(text.size());
        if (!each(m_time, text))
            return;
    }
}

void LogTimes::finish(const Each &each)
{
    tellHead(each);
}

//! What is behind the time, or behind as much as can be one; then m_head is text. At the head still: more has to come.
QByteArrayView LogTimes::takeTime(QByteArrayView bytes)
{
    const qsizetype most = std::min(bytes.size(), LongestTime + 1 - m_head.size());
    const auto end = std::find_if_not(bytes.begin(), bytes.begin() + most, mayBeTime);
    const qsizetype size = end - bytes.begin();
    m_head.append(bytes.first(size));
    bytes = bytes.sliced(size);
    if (size == most && bytes.isEmpty() && m_head.size() <= LongestTime)
        return bytes;
    m_isAtHead = false;
    m_length = 0;
    const auto time = bytes.startsWith(' ') ? logTime(m_head) : std::nullopt;
    if (!time)
        return bytes;
    m_time = *time;
    m_head.resize(0); // its memory stays: there is one in each line
    return bytes.sliced(1);
}

bool LogTimes::tellHead(const Each &each)
{
    if (m_head.isEmpty())
        return true;
    m_length += m_head.size();
    const QByteArray text = std::exchange(m_head, {});
    return each(m_time, text);
}

//! Up to where the next entry begins.
QByteArrayView LogTimes::nextText(QByteArrayView bytes)
{
    const qsizetype newline = bytes.indexOf('\n');
    const qsizetype size = std::min(newline < 0 ? bytes.size() : newline + 1, EntrySize - m_length);
    m_length += size;
    m_isAtHead = size == newline + 1 || m_length == EntrySize;
    return bytes.first(size);
}

} // namespace fairlead::docker
