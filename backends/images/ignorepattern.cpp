// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ignorepattern.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! Go's filepath.Clean: QDir::cleanPath() has other ideas about "//" and about ".." at the root.
QString cleaned(const QString &path)
{
    const bool isRooted = path.startsWith(u'/');
    QStringList parts;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (part == "."_L1)
            continue;
        if (part != ".."_L1 || (!isRooted && (parts.isEmpty() || parts.back() == ".."_L1)))
            parts += part;
        else if (!parts.isEmpty())
            parts.removeLast();
    }
    const QString result = (isRooted ? u"/"_s : QString()) + parts.join(u'/');
    return result.isEmpty() ? u"."_s : result;
}

//! As Go's filepath.Match reads a class such as [^a-z\]]; \p at stands behind its [, and behind its ] thereafter.
bool skipClass(const QString &pattern, qsizetype &at)
{
    const auto skipOne = [&pattern, &at] {
        if (at >= pattern.size() || pattern[at] == u'-' || pattern[at] == u']')
            return false;
        at += pattern[at] == u'\\' ? 2 : 1;
        return at < pattern.size();
    };
    if (at < pattern.size() && pattern[at] == u'^')
        ++at;
    for (bool isFirst = true; isFirst || pattern[at] != u']'; isFirst = false) {
        if (!skipOne())
            return false;
        if (pattern[at] == u'-' && (++at, !skipOne()))
            return false;
    }
    ++at;
    return true;
}

bool isWellFormed(const QString &pattern)
{
    for (qsizetype i = 0; i < pattern.size();) {
        const QChar c = pattern[i++];
        if (c == u'\\' && i++ == pattern.size())
            return false;
        if (c == u'[' && !skipClass(pattern, i))
            return false;
    }
    return true;
}

//! What Go's expressions take behind a backslash, and PCRE means by it, too.
bool isEscape(QChar c)
{
    const bool isWord = c.isLetterOrNumber() || c.unicode() > 127;
    return !isWord || u"aftnrvdDsSwWbBAz"_s.contains(c);
}

} // namespace

tl::expected<IgnorePattern, QString> IgnorePattern::parse(const QString &line)
{
    const auto refused = [&line](const QString &why) { return tl::unexpected(u"%1: %2"_s.arg(line.left(100), why)); };
    const bool isInverted = line.startsWith(u'!');
    QString text = isInverted ? line.sliced(1).trimmed() : line;
    if (!text.isEmpty())
        text = cleaned(text);
    if (text.size() > 1 && text.startsWith(u'/'))
        text.remove(0, 1);
    // Again, as docker does it: "/!a" has become an exception, "!/" nothing at all.
    text = cleaned((isInverted ? u"!"_s : QString()) + text);
    IgnorePattern pattern;
    pattern.m_isException = text.startsWith(u'!');
    if (pattern.m_isException)
        text.remove(0, 1);
    if (text.isEmpty())
        return refused(u"there is nothing behind the !"_s);
    if (!isWellFormed(text))
        return refused(u"a [ without its ], or a \\ with nothing behind it"_s);
    if (!pattern.compile(text))
        return refused(pattern.m_expression.isValid() ? u"a \\ before what is no special character"_s
                                                      : pattern.m_expression.errorString());
    return pattern;
}

//! ** is any number of folders, * and ? stop at a slash, the rest is a shell's.
bool IgnorePattern::compile(const QString &pattern)
{
    m_text = pattern;
    QString result = u"\\A"_s;
    const auto addSpecial = [this, &result](const QString &text) {
        result += text;
        m_kind = Kind::Expression;
    };
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        const qsizetype first = i;
        if (c == u'*' && pattern.mid(i + 1, 1) == "*"_L1) {
            i += pattern.mid(i + 2, 1) == "/"_L1 ? 2 : 1;
            if (i + 1 == pattern.size() && m_kind == Kind::Exact)
                m_kind = Kind::Begin;
            else
                addSpecial(i + 1 == pattern.size() ? u".*"_s : u"(.*/)?"_s);
            if (first == 0)
                m_kind = Kind::End; // if nothing else is special
        } else if (c == u'*') {
            addSpecial(u"[^/]*"_s);
        } else if (c == u'?') {
            addSpecial(u"[^/]"_s);
        } else if (c == u'\\') {
            const QChar next = pattern[++i];
            if (!isEscape(next))
                return false;
            addSpecial(QString(c) + next);
        } else if (c == u'[' || c == u']') {
            addSpecial(c);
        } else if (u".+()|{}$"_s.contains(c)) {
            result += QString(u'\\') + c;
        } else {
            result += c; // "^" too
        }
    }
    if (m_kind == Kind::Expression)
        m_expression.setPattern(result + u"\\z"_s);
    else if (m_kind == Kind::Begin)
        m_text.chop(2);
    else if (m_kind == Kind::End)
        m_text.remove(0, 2);
    return m_expression.isValid();
}

bool IgnorePattern::matchesItself(QStringView path) const
{
    switch (m_kind) {
    case Kind::Exact:
        return path == m_text;
    case Kind::Begin:
        return path.startsWith(m_text);
    case Kind::End: // "**/a" is "a", too
        return path.endsWith(m_text) || (m_text.startsWith(u'/') && path == QStringView(m_text).sliced(1));
    case Kind::Expression:
        return m_expression.match(path.toString()).hasMatch();
    }
    return false;
}

bool IgnorePattern::matches(const QString &path) const
{
    for (qsizetype end = path.indexOf(u'/'); end > 0; end = path.indexOf(u'/', end + 1)) {
        if (matchesItself(QStringView(path).first(end)))
            return true;
    }
    return matchesItself(path);
}

} // namespace fairlead::images
