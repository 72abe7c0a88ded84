// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logline.h"

#include "models/plaintext.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace fairlead::models {

namespace {

constexpr char Escape = '\x1b';
constexpr char Bell = '\x07';
constexpr qsizetype TabWidth = 8;
constexpr int MostParameters = 32;

//! A control sequence behind "ESC [": its parameters if it is SGR. \return where it ends; the end where it does not.
struct Sequence
{
    QVarLengthArray<int, 16> parameters;
    bool isSgr = false;
    qsizetype end = 0;
};

Sequence controlSequence(QByteArrayView utf8, qsizetype at)
{
    Sequence sequence;
    int number = 0;
    bool isPlain = true; // without the marks of private sequences
    for (; at < utf8.size(); ++at) {
        const char c = utf8[at];
        if (c >= '0' && c <= '9') {
            number = std::min(number * 10 + (c - '0'), 100'000);
        } else if (c == ';' || c == ':') {
            if (sequence.parameters.size() < MostParameters)
                sequence.parameters.append(number);
            number = 0;
        } else if (c >= 0x20 && c <= 0x3f) {
            isPlain = false;
        } else {
            sequence.parameters.append(number);
            sequence.isSgr = c == 'm' && isPlain;
            sequence.end = c >= 0x40 && c <= 0x7e ? at + 1 : at; // another control character ends it too
            return sequence;
        }
    }
    sequence.end = at;
    return sequence;
}

//! Behind "ESC ]" and its kin: up to BEL or "ESC \". \return where it ends.
qsizetype stringEnd(QByteArrayView utf8, qsizetype at)
{
    for (; at < utf8.size(); ++at) {
        if (utf8[at] == Bell)
            return at + 1;
        if (utf8[at] == Escape)
            return at + 1 < utf8.size() && utf8[at + 1] == '\\' ? at + 2 : at;
    }
    return at;
}

//! What 256 colours are: 16 names, a cube of six steps, and greys.
LogStyle::Colour indexedColour(int index)
{
    using Kind = LogStyle::Colour::Kind;
    if (index < 0 || index > 255)
        return {};
    if (index < 16)
        return {Kind::Named, std::uint8_t(index), 0};
    if (index >= 232) {
        const auto grey = std::uint32_t(8 + (index - 232) * 10);
        return {Kind::Rgb, 0, grey << 16 | grey << 8 | grey};
    }
    constexpr std::array<std::uint32_t, 6> steps{0, 95, 135, 175, 215, 255};
    const int cube = index - 16;
    return {Kind::Rgb, 0,
            steps[std::size_t(cube / 36)] << 16 | steps[std::size_t(cube / 6 % 6)] << 8 | steps[std::size_t(cube % 6)]};
}

//! Behind 38 or 48: "5;n" or "2;r;g;b". \return how many parameters that are.
template <class Parameters>
qsizetype extendedColour(const Parameters &parameters, qsizetype at, LogStyle::Colour &colour)
{
    const auto parameter = [&](qsizetype i) { return i < parameters.size() ? parameters[i] : -1; };
    if (parameter(at) == 5) {
        colour = indexedColour(parameter(at + 1));
        return 2;
    }
    if (parameter(at) != 2)
        return 0;
    const auto part = [&](qsizetype i) { return std::uint32_t(std::clamp(parameter(at + i), 0, 255)); };
    colour = {LogStyle::Colour::Kind::Rgb, 0, part(1) << 16 | part(2) << 8 | part(3)};
    return 4;
}

template <class Parameters>
void apply(const Parameters &parameters, LogStyle &style)
{
    using Kind = LogStyle::Colour::Kind;
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        const int p = parameters[i];
        if (p == 0)
            style = {};
        else if (p == 1)
            style.isBold = true;
        else if (p == 2)
            style.isFaint = true;
        else if (p == 3)
            style.isItalic = true;
        else if (p == 4)
            style.isUnderlined = true;
        else if (p == 7)
            style.isInverse = true;
        else if (p == 22)
            style.isBold = style.isFaint = false;
        else if (p == 23)
            style.isItalic = false;
        else if (p == 24)
            style.isUnderlined = false;
        else if (p == 27)
            style.isInverse = false;
        else if (p >= 30 && p <= 37)
            style.foreground = {Kind::Named, std::uint8_t(p - 30), 0};
        else if (p == 38)
            i += extendedColour(parameters, i + 1, style.foreground);
        else if (p == 39)
            style.foreground = {};
        else if (p >= 40 && p <= 47)
            style.background = {Kind::Named, std::uint8_t(p - 40), 0};
        else if (p == 48)
            i += extendedColour(parameters, i + 1, style.background);
        else if (p == 49)
            style.background = {};
        else if (p >= 90 && p <= 97)
            style.foreground = {Kind::Named, std::uint8_t(p - 90 + 8), 0};
        else if (p >= 100 && p <= 107)
            style.background = {Kind::Named, std::uint8_t(p - 100 + 8), 0};
    }
}

class Reader
{
public:
    Reader(QByteArrayView utf8, qsizetype limit)
        : m_utf8(utf8)
        , m_limit(limit)
    {
    }

    LogLine read()
    {
        qsizetype from = 0;
        qsizetype at = 0;
        while (at < m_utf8.size() && m_line.text.size() < m_limit) {
            const char c = m_utf8[at];
            if (c != Escape && c != '\t' && c != '\r') {
                ++at;
                continue;
            }
            addText(m_utf8.sliced(from, at - from));
            at = c == Escape ? readEscape(at + 1) : readControl(at, c);
            from = at;
        }
        addText(m_utf8.sliced(from, at - from));
        endSpan();
        return std::move(m_line);
    }

private:
    qsizetype readControl(qsizetype at, char c)
    {
        if (c == '\t') {
            const qsizetype blanks = TabWidth - m_line.text.size() % TabWidth;
            m_line.text += QString(blanks, u' ');
        } else if (at + 1 < m_utf8.size()) { // what comes is written over what is there
            m_line.text.clear();
            m_line.spans.clear();
            m_spanStart = 0;
        }
        return at + 1;
    }

    qsizetype readEscape(qsizetype at)
    {
        if (at == m_utf8.size())
            return at;
        const char c = m_utf8[at];
        if (c == '[') {
            const Sequence sequence = controlSequence(m_utf8, at + 1);
            if (sequence.isSgr) {
                endSpan();
                apply(sequence.parameters, m_style);
            }
            return sequence.end;
        }
        if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_')
            return stringEnd(m_utf8, at + 1);
        while (at < m_utf8.size() && m_utf8[at] >= 0x20 && m_utf8[at] <= 0x2f)
            ++at;
        return at < m_utf8.size() && m_utf8[at] >= 0x30 && m_utf8[at] <= 0x7e ? at + 1 : at;
    }

    void addText(QByteArrayView utf8)
    {
        if (utf8.isEmpty())
            return;
        const qsizetype room = m_limit - m_line.text.size();
        m_line.text += plainText(QString::fromUtf8(utf8), std::max<qsizetype>(0, room));
    }

    void endSpan()
    {
        const qsizetype length = m_line.text.size() - m_spanStart;
        if (length > 0 && m_style != LogStyle())
            m_line.spans.push_back({m_spanStart, length, m_style});
        m_spanStart = m_line.text.size();
    }

    QByteArrayView m_utf8;
    qsizetype m_limit;
    LogLine m_line;
    LogStyle m_style;
    qsizetype m_spanStart = 0;
};

} // namespace

LogLine logLine(QByteArrayView utf8, qsizetype limit)
{
    return Reader(utf8, limit).read();
}

QString logText(QByteArrayView utf8, qsizetype limit)
{
    return logLine(utf8, limit).text;
}

} // namespace fairlead::models
