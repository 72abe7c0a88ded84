// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::files {

namespace {

using Style = YamlSpan::Style;
using Type = YamlValue::Type;

constexpr int Step = 2;

bool isCollection(const YamlValue &value)
{
    return value.type == Type::Map || value.type == Type::List;
}

bool isEmpty(const YamlValue &value)
{
    return value.members.empty() && value.items.empty();
}

//! Within a line: a separator of lines is one end of line for one reader and none for another.
bool isLetter(QChar c)
{
    return (c.isPrint() || c.isSurrogate()) && c != QChar::LineSeparator && c != QChar::ParagraphSeparator;
}

//! The reader itself says whether \p text without quotes is this string, be it as a value or within braces.
bool isPlain(const QString &text, bool isInFlow)
{
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isLetter))
        return false;
    const QByteArray utf8 = text.toUtf8();
    const auto document = parseYaml(isInFlow ? "{a: [" + utf8 + ", b]}" : "a: " + utf8 + "\n");
    if (!document)
        return false;
    const YamlValue *value = document->root.find(u"a");
    if (isInFlow && (!value || value->items.size() != 2))
        return false;
    if (isInFlow)
        value = &value->items.front();
    return value && value->type == Type::String && value->text == text;
}

QByteArray doubleQuoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + QString(c);
        else if (c == u'\n')
            result += u"\\n"_s;
        else if (c == u'\t')
            result += u"\\t"_s;
        else if (isLetter(c))
            result += c;
        else
            result += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
    }
    return (result + u'"').toUtf8();
}

QByteArray singleQuoted(const QString &text)
{
    return '\'' + QString(text).replace(u'\'', "''"_L1).toUtf8() + '\'';
}

//! Lines of text that a literal block keeps as they are.
bool fitsBlock(const QString &text)
{
    const auto isKept = [](QChar c) { return c == u'\n' || isLetter(c); };
    return text.contains(u'\n') && text.front() != u' ' && text.front() != u'\n' && !text.endsWith("\n\n"_L1) &&
           std::all_of(text.begin(), text.end(), isKept);
}

QByteArray literalBlock(const QString &text, int indent)
{
    const bool endsLine = text.endsWith(u'\n');
    QByteArray result = endsLine ? "|" : "|-";
    for (const QString &line : (endsLine ? text.chopped(1) : text).split(u'\n')) {
        result += '\n';
        if (!line.isEmpty())
            result += QByteArray(indent + Step, ' ') + line.toUtf8();
    }
    return result;
}

QByteArray scalarText(const YamlValue &scalar, bool isInFlow, Style style)
{
    if (scalar.type == Type::Null)
        return "null";
    if (scalar.type != Type::String)
        return scalar.text.toUtf8();
    const bool isLine = std::all_of(scalar.text.begin(), scalar.text.end(), isLetter);
    if (style == Style::SingleQuoted && isLine)
        return singleQuoted(scalar.text);
    if (style != Style::DoubleQuoted && isPlain(scalar.text, isInFlow))
        return scalar.text.toUtf8();
    return doubleQuoted(scalar.text);
}

} // namespace

QByteArray yamlKey(const QString &key)
{
    return scalarText({.type = Type::String, .text = key}, true, Style::Plain);
}

QByteArray yamlScalar(const YamlValue &scalar, int indent, YamlBlocks blocks, Style style)
{
    const bool isQuoted = style == Style::SingleQuoted || style == Style::DoubleQuoted;
    if (scalar.type == Type::String && !isQuoted && blocks == YamlBlocks::Allowed && fitsBlock(scalar.text))
        return literalBlock(scalar.text, indent);
    return scalarText(scalar, false, style);
}

QByteArray yamlFlow(const YamlValue &value)
{
    if (!isCollection(value))
        return scalarText(value, true, Style::Plain);
    const bool isMap = value.type == Type::Map;
    QByteArrayList parts;
    for (const YamlMember &member : value.members)
        parts += yamlKey(member.key) + ": " + yamlFlow(member.value);
    for (const YamlValue &item : value.items)
        parts += yamlFlow(item);
    return (isMap ? '{' : '[') + parts.join(", ") + (isMap ? '}' : ']');
}

QByteArray yamlLines(const YamlValue &value, int indent, YamlBlocks blocks)
{
    if (!isCollection(value) || isEmpty(value))
        return (isCollection(value) ? yamlFlow(value) : yamlScalar(value, indent, blocks)) + '\n';
    const QByteArray margin(indent, ' ');
    QByteArray lines;
    for (const YamlMember &member : value.members) {
        lines += margin + yamlKey(member.key) + ':';
        if (isCollection(member.value) && !isEmpty(member.value))
            lines += '\n' + yamlLines(member.value, indent + Step, blocks);
        else
            lines += ' ' +
                     (isCollection(member.value) ? yamlFlow(member.value) : yamlScalar(member.value, indent, blocks)) +
                     '\n';
    }
    for (const YamlValue &item : value.items) {
        // What is in the item stands a step to the right, and the dash takes that step in its first line.
        const bool isBlock = isCollection(item) && !isEmpty(item);
        lines +=
            margin + "- " +
            (isBlock ? yamlLines(item, indent + Step, blocks).sliced(indent + Step) : yamlLines(item, indent, blocks));
    }
    return lines;
}

} // namespace fairlead::files
