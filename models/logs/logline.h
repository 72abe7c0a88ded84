// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::models {

//! How a part of a line is to look, as a program asked for it with SGR. What it asks for is a wish: the view makes
//! colours of it that can be read in its theme.
struct LogStyle
{
    //! Of 16 as terminals have them (0 black, 1 red, ... 8 to 15 bright), or one of their own.
    struct Colour
    {
        enum class Kind : std::uint8_t { Default, Named, Rgb };

        Kind kind = Kind::Default;
        std::uint8_t named = 0;
        std::uint32_t rgb = 0; //!< 0xrrggbb

        bool operator==(const Colour &) const = default;
    };

    Colour foreground;
    Colour background;
    bool isBold = false;
    bool isFaint = false;
    bool isItalic = false;
    bool isUnderlined = false;
    bool isInverse = false;

    bool operator==(const LogStyle &) const = default;
};

struct LogSpan
{
    qsizetype start = 0; //!< in LogLine::text
    qsizetype length = 0;
    LogStyle style;

    bool operator==(const LogSpan &) const = default;
};

//! A line of a log as it may be shown: text without anything that moves, hides or reorders, and how its parts look.
struct LogLine
{
    QString text;               //!< tabs are blanks up to the next multiple of eight
    std::vector<LogSpan> spans; //!< in order, of what does not look as usual
};

//! \p utf8 is one line without its end. Of escape sequences only SGR means anything, and only within its line; all
//! others (cursor, titles, links, device control) are taken out, unfinished ones too. Of what a carriage return
//! overwrites the last is shown, as on a terminal. Other control characters become U+FFFD, and so does what changes the
//! direction of text. \p limit characters are kept, then an ellipsis follows.
//! Source: ECMA-48, "Control sequences"; xterm, "Controls beginning with ESC".
LogLine logLine(QByteArrayView utf8, qsizetype limit = 16'384);

//! Only its text: for searching, copying and saving.
QString logText(QByteArrayView utf8, qsizetype limit = 1 << 20);

} // namespace fairlead::models
