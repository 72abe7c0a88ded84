// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfilewords.h"

#include "shelltext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

struct Flagged
{
    QStringList flags;
    QString rest;
};

//! The words before the first that does not begin with --, without their quotes and escapes.
Flagged flagged(const QString &text, QChar escape)
{
    Flagged result;
    qsizetype at = 0;
    while (true) {
        while (at < text.size() && text[at].isSpace())
            ++at;
        if (text.mid(at, 2) != "--"_L1)
            break;
        QString flag;
        for (QChar quote; at < text.size() && (!quote.isNull() || !text[at].isSpace()); ++at) {
            const bool isQuote = quote.isNull() ? text[at] == u'"' || text[at] == u'\'' : text[at] == quote;
            if (isQuote)
                quote = quote.isNull() ? text[at] : QChar();
            else if (text[at] != escape)
                flag += text[at];
            else if (at + 1 < text.size())
                flag += text[++at];
        }
        if (flag == "--"_L1)
            break;
        result.flags += flag;
    }
    result.rest = text.mid(at);
    return result;
}

//! ["sh", "-c", "cat <<EOF"] is run as it stands.
bool isExecForm(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.trimmed().toUtf8());
    const QJsonArray words = document.array();
    return document.isArray() &&
           std::all_of(words.begin(), words.end(), [](const QJsonValue &word) { return word.isString(); });
}

bool mayHaveHeredoc(const QString &keyword, const QString &text, QChar escape)
{
    if (keyword == "ONBUILD"_L1) {
        const QString inner = text.section(u' ', 0, 0, QString::SectionSkipEmpty).toUpper();
        return inner != keyword && mayHaveHeredoc(inner, text.section(u' ', 1, -1, QString::SectionSkipEmpty), escape);
    }
    return (keyword == "RUN"_L1 || keyword == "COPY"_L1 || keyword == "ADD"_L1) && text.contains("<<"_L1) &&
           !isExecForm(flagged(text, escape).rest);
}

} // namespace

QStringList flagsOf(const QString &text, QChar escape)
{
    return flagged(text, escape).flags;
}

QStringList heredocsOf(const QString &keyword, const QString &text, QChar escape)
{
    if (!mayHaveHeredoc(keyword, text, escape))
        return {};
    const auto read = shellText(text, {}, {.keepsQuotes = true, .keepsEscapes = true, .keepsUnset = true});
    static const QRegularExpression heredoc(u"\\A\\d*<<(-?)\\s*([^<]*)\\z"_s);
    QStringList names;
    for (const QString &word : read ? read->words : QStringList()) {
        const QRegularExpressionMatch match = heredoc.match(word);
        const auto name = shellText(match.captured(2), {}, {.keepsUnset = true});
        if (match.hasMatch() && name && name->words.size() == 1)
            names += match.captured(1) + name->words.front();
    }
    return names;
}

QString unquoted(const QString &text)
{
    const bool isQuoted =
        text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'') && text.back() == text.front();
    return isQuoted ? text.sliced(1, text.size() - 2) : text;
}

QStringList words(const QString &text)
{
    static const QRegularExpression word(u"(?:[^\\s\"'\\\\]|\\\\.|\"(?:\\\\.|[^\"\\\\])*\"|'[^']*')+"_s);
    QStringList result;
    for (auto it = word.globalMatch(text); it.hasNext();)
        result += it.next().captured();
    return result;
}

} // namespace fairlead::images
