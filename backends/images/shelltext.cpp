// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shelltext.h"

#include "shellpattern.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

using Piece = tl::expected<QString, QString>;

constexpr int Deepest = 50; //!< of ${A:-${B:-...}}

auto refused(const QString &why)
{
    return tl::unexpected(why);
}

class Reader
{
public:
    Reader(const QString &text, const QHash<QString, QString> &values, const ShellRules &rules)
        : m_text(text)
        , m_values(values)
        , m_rules(rules)
    {
    }

    tl::expected<ShellText, QString> read()
    {
        auto result = readUntil({}, m_rules.keepsEscapes);
        if (result)
            result->names = std::move(m_names);
        return result;
    }

private:
    bool isAtEnd() const { return m_at >= m_text.size(); }
    QChar next() const { return isAtEnd() ? QChar() : m_text[m_at]; }
    QChar take() { return isAtEnd() ? QChar() : m_text[m_at++]; }

    tl::expected<ShellText, QString> readUntil(std::optional<QChar> stop, bool keepsEscapes);
    Piece readSpecial(QChar c);
    Piece readSingleQuoted();
    Piece readDoubleQuoted();
    Piece readVariable();
    Piece readModified(const QString &name);
    Piece readReplaced(const QString &name);
    QString readName();
    QString readArrows();

    QString valueOf(const QString &name) const { return m_values.value(name); }
    bool isKept(const QString &name) const { return m_rules.keepsUnset && !m_values.contains(name); }

    const QString &m_text;
    const QHash<QString, QString> &m_values;
    const ShellRules &m_rules;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_keepsEscapes = false;
    QStringList m_names;
};

tl::expected<ShellText, QString> Reader::readUntil(std::optional<QChar> stop, bool keepsEscapes)
{
    if (++m_depth > Deepest)
        return refused(u"nested too deeply"_s);
    const bool before = std::exchange(m_keepsEscapes, keepsEscapes);
    ShellText result;
    QString word;
    const auto endWord = [&result, &word] {
        if (!word.isEmpty())
            result.words += std::exchange(word, {});
    };
    const auto addPlain = [&word, &endWord](QChar c) { c.isSpace() ? endWord() : void(word += c); };
    while (!isAtEnd() && next() != stop) {
        const QChar c = next();
        if (c == u'$' || c == u'<' || c == u'"' || c == u'\'') {
            const Piece piece = readSpecial(c);
            if (!piece)
                return refused(piece.error());
            result.text += *piece;
            if (c != u'$')
                word += *piece;
            else
                std::for_each(piece->begin(), piece->end(), addPlain);
            continue;
        }
        ++m_at;
        const bool isEscape = c == m_rules.escape;
        const QString taken = !isEscape ? QString(c) : (keepsEscapes ? QString(c) : QString()) + QString(take());
        result.text += taken;
        isEscape ? void(word += taken) : addPlain(c);
    }
    if (stop && isAtEnd())
        return refused(u"expected %1"_s.arg(*stop));
    ++m_at;
    endWord();
    m_keepsEscapes = before;
    --m_depth;
    return result;
}

Piece Reader::readSpecial(QChar c)
{
    if (c == u'$')
        return readVariable();
    if (c == u'<')
        return readArrows();
    return c == u'"' ? readDoubleQuoted() : readSingleQuoted();
}

//! "<<" takes the blanks behind it along: the name of a heredoc may follow them.
QString Reader::readArrows()
{
    const qsizetype first = m_at++;
    if (next() == u'<') {
        ++m_at;
        while (next() == u' ' || next() == u'\t' || next() == u'\r')
            ++m_at;
    }
    return m_text.sliced(first, m_at - first);
}

Piece Reader::readSingleQuoted()
{
    const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
    if (end < 0)
        return refused(u"expected '"_s);
    const QString inside = m_text.sliced(m_at + 1, end - m_at - 1);
    m_at = end + 1;
    return m_rules.keepsQuotes ? u'\'' + inside + u'\'' : inside;
}

Piece Reader::readDoubleQuoted()
{
    QString inside;
    ++m_at;
    while (next() != u'"' || isAtEnd()) {
        if (isAtEnd())
            return refused(u"expected \""_s);
        if (next() == u'$') {
            const Piece piece = readVariable();
            if (!piece)
                return piece;
            inside += *piece;
            continue;
        }
        const QChar c = take();
        if (c != m_rules.escape) {
            inside += c;
            continue;
        }
        if (m_keepsEscapes)
            inside += c;
        const bool isEscaped = next() == u'"' || next() == u'$' || next() == m_rules.escape;
        if (!isAtEnd())
            inside += isEscaped ? take() : c;
    }
    ++m_at;
    return m_rules.keepsQuotes ? u'"' + inside + u'"' : inside;
}

QString Reader::readName()
{
    const qsizetype first = m_at;
    if (next().isDigit()) {
        while (next().isDigit())
            ++m_at;
    } else if (!isAtEnd() && u"@*#?-$!"_s.contains(next())) {
        ++m_at;
    } else {
        while (next().isLetterOrNumber() || next() == u'_')
            ++m_at;
    }
    const QString name = m_text.sliced(first, m_at - first);
    if (!name.isEmpty() && !m_names.contains(name))
        m_names += name;
    return name;
}

Piece Reader::readVariable()
{
    ++m_at;
    if (next() != u'{') {
        const QString name = readName();
        return name.isEmpty() || isKept(name) ? u'$' + name : valueOf(name);
    }
    ++m_at;
    if (isAtEnd() || next() == u'{' || next() == u'}' || next() == u':')
        return refused(u"expected the name of a variable behind ${"_s);
    const QString name = readName();
    if (next() != u'}')
        return next() == u'/' ? readReplaced(name) : readModified(name);
    ++m_at;
    return isKept(name) ? u"${%1}"_s.arg(name) : valueOf(name);
}

//! \c m_at stands behind the name.
Piece Reader::readModified(const QString &name)
{
    const qsizetype first = m_at;
    const bool emptyIsUnset = next() == u':';
    if (emptyIsUnset)
        ++m_at;
    const QChar kind = take();
    const bool isPattern = !emptyIsUnset && (kind == u'#' || kind == u'%');
    const QString modifier = m_text.mid(first, m_at - first);
    if (!isPattern && kind != u'-' && kind != u'+' && kind != u'?')
        return refused(u"${%1%2: there is no such modifier"_s.arg(name, modifier));
    const auto read = readUntil(u'}', isPattern);
    if (!read)
        return refused(read.error());
    QString word = read->text;
    if (isKept(name))
        return u"${%1%2%3}"_s.arg(name, modifier, word);
    const QString value = valueOf(name);
    if (isPattern) {
        const bool isGreedy = word.startsWith(kind);
        word.remove(0, isGreedy ? 1 : 0);
        return kind == u'#' ? withoutBegin(value, word, isGreedy) : withoutEnd(value, word, isGreedy);
    }
    const bool isSet = m_values.contains(name) && !(emptyIsUnset && value.isEmpty());
    if (kind == u'?' && !isSet)
        return refused(u"%1: %2"_s.arg(name, word.isEmpty() ? u"has no value"_s : word));
    if (kind == u'+')
        return isSet ? word : QString();
    return isSet ? value : word;
}

//! ${NAME/pattern/by}, ${NAME//pattern/by}
Piece Reader::readReplaced(const QString &name)
{
    ++m_at;
    const bool isAll = next() == u'/';
    if (isAll)
        ++m_at;
    const auto pattern = readUntil(u'/', true);
    const auto by = pattern ? readUntil(u'}', true) : pattern;
    if (!by)
        return refused(by.error());
    return isKept(name) ? u"${%1/%2/%3}"_s.arg(name, pattern->text, by->text)
                        : replaced(valueOf(name), pattern->text, by->text, isAll);
}

} // namespace

tl::expected<ShellText, QString> shellText(const QString &source, const QHash<QString, QString> &values,
                                           const ShellRules &rules)
{
    return Reader(source, values, rules).read();
}

} // namespace fairlead::images
