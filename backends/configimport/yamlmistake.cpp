// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamlmistake.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

//! A line that says a key with a value beside it, perhaps as the first of an item.
struct KeyLine
{
    int number = 0;    //!< counts from 1
    int keyColumn = 0; //!< counts from 1
    bool hasValue = false;
};

std::optional<KeyLine> keyLine(const QString &line, int number)
{
    static const QRegularExpression grammar(
        u"\\A( *(?:- +)*)([^\\s#'\"{\\[&*!|>%@`-][^:#]*?):(?:\\s+(\\S.*))?\\s*\\z"_s);
    const auto match = grammar.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    const QString value = match.captured(3);
    return KeyLine{number, int(match.capturedLength(1)) + 1, !value.isEmpty() && !value.startsWith(u'#')};
}

} // namespace

QString mistakeText(const QByteArray &bytes, const files::YamlPlace &place)
{
    const QList<QByteArray> lines = bytes.split('\n');
    const auto lineAt = [&lines](int number) { return QString::fromUtf8(lines.value(number - 1)); };
    if (lineAt(place.line).section(QRegularExpression(u"[^\\s]"_s), 0, 0).contains(u'\t'))
        return u"%1; expected blanks in front of the line, found a tab"_s.arg(place.key);
    if (place.key.startsWith("end of "_L1))
        return u"%1; the text ends before all brackets are closed: expected the whole file"_s.arg(place.key);
    const auto here = keyLine(lineAt(place.line), place.line);
    int above = place.line - 1;
    while (above > 0 && lineAt(above).trimmed().isEmpty())
        --above;
    const auto before = above > 0 ? keyLine(lineAt(above), above) : std::nullopt;
    if (here && before && before->hasValue && here->keyColumn > before->keyColumn)
        return u"%1: this key stands in column %2, deeper than the key of line %3, which has a value already; expected "
               "it in column %4, below that one"_s.arg(place.key)
                   .arg(here->keyColumn)
                   .arg(before->number)
                   .arg(before->keyColumn);
    return place.key;
}

} // namespace fairlead::configimport
