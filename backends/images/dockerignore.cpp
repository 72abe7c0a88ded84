// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerignore.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

constexpr qsizetype MostLines = 10'000;

//! As moby does it: ** is any number of folders, * and ? stop at a slash, the rest is a shell's.
QString expressionOf(const QString &pattern)
{
    QString result = u"\\A"_s;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        const bool isDouble = c == u'*' && i + 1 < pattern.size() && pattern[i + 1] == u'*';
        if (isDouble) {
            i += i + 2 < pattern.size() && pattern[i + 2] == u'/' ? 2 : 1;
            result += i + 1 == pattern.size() ? u".*"_s : u"(.*/)?"_s;
        } else if (c == u'*') {
            result += u"[^/]*"_s;
        } else if (c == u'?') {
            result += u"[^/]"_s;
        } else if (c == u'\\' && i + 1 < pattern.size()) {
            result += QRegularExpression::escape(QString(pattern[++i]));
        } else if (c == u'[' || c == u']' || c == u'^' || c == u'-') {
            result += c;
        } else {
            result += QRegularExpression::escape(QString(c));
        }
    }
    return result + u"\\z"_s;
}

} // namespace

DockerIgnore::DockerIgnore(const QByteArray &text)
{
    const QStringList lines =
        QString::fromUtf8(text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text).split(u'\n').mid(0, MostLines);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].startsWith(u'#'))
            continue;
        QString line = lines[i].trimmed();
        const bool isException = line.startsWith(u'!');
        if (isException)
            line = line.sliced(1).trimmed();
        if (line.isEmpty())
            continue;
        line = QDir::cleanPath(line);
        while (line.startsWith(u'/'))
            line.remove(0, 1);
        QRegularExpression expression(expressionOf(line), QRegularExpression::DotMatchesEverythingOption);
        if (!expression.isValid()) {
            m_problems += u"%1: %2"_s.arg(i + 1).arg(expression.errorString());
            continue;
        }
        m_hasExceptions = m_hasExceptions || isException;
        m_patterns.push_back({std::move(expression), isException});
    }
}

bool DockerIgnore::Pattern::matches(const QString &path) const
{
    for (qsizetype end = path.indexOf(u'/'); end > 0; end = path.indexOf(u'/', end + 1)) {
        if (expression.match(path.left(end)).hasMatch())
            return true;
    }
    return expression.match(path).hasMatch();
}

bool DockerIgnore::isIgnored(const QString &path) const
{
    bool isIgnored = false;
    for (const Pattern &pattern : m_patterns) {
        if (pattern.isException == isIgnored && pattern.matches(path))
            isIgnored = !isIgnored;
    }
    return isIgnored;
}

bool DockerIgnore::ignoresAllBelow(const QString &folder) const
{
    return !m_hasExceptions && isIgnored(folder);
}

} // namespace fairlead::images
