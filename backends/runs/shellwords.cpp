// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shellwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Done = tl::expected<void, ShellWordsError>;

//! Blanks of POSIX; others are letters of a word.
bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n';
}

bool isOperator(QChar c)
{
    return QStringView(u"|&;<>()").contains(c);
}

class Splitter
{
public:
    explicit Splitter(const QString &text)
        : m_text(text)
    {
    }

    tl::expected<QStringList, ShellWordsError> split()
    {
        for (; m_at < m_text.size(); ++m_at) {
            if (const Done done = take(m_text[m_at]); !done)
                return tl::make_unexpected(done.error());
        }
        endWord();
        return m_words;
    }

private:
    Done take(QChar c)
    {
        if (isBlank(c)) {
            endWord();
            return {};
        }
        if (isOperator(c) || (c == u'#' && !m_hasWord))
            return tl::make_unexpected(ShellWordsError{
                m_at, u"%1 means something to a shell only: choose a shell, or put quotes around it"_s.arg(c)});
        if (c == u'\\' && QStringView(m_text).sliced(m_at + 1).startsWith(u'\n')) { // which continues the line
            ++m_at;
            return {};
        }
        m_hasWord = true;
        if (c == u'\'')
            return takeSingle();
        if (c == u'"')
            return takeDouble();
        if (c == u'\\')
            return takeEscaped();
        m_word += c;
        return {};
    }

    Done takeEscaped()
    {
        if (m_at + 1 >= m_text.size())
            return tl::make_unexpected(ShellWordsError{m_at, u"there is nothing behind the backslash"_s});
        m_word += m_text[++m_at];
        return {};
    }

    Done takeSingle()
    {
        const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
        if (end < 0)
            return open();
        m_word += m_text.sliced(m_at + 1, end - m_at - 1);
        m_at = end;
        return {};
    }

    //! A backslash in it is one, but before what it takes the meaning from.
    Done takeDouble()
    {
        const qsizetype start = m_at;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
            if (m_text[m_at] == u'\\' && !next.isNull() && QStringView(u"$`\"\\\n").contains(next)) {
                ++m_at;
                if (next == u'\n')
                    continue;
            }
            m_word += m_text[m_at];
        }
        if (m_at < m_text.size())
            return {};
        m_at = start;
        return open();
    }

    Done open() const
    {
        return tl::make_unexpected(ShellWordsError{m_at, u"the quote %1 is not closed"_s.arg(m_text[m_at])});
    }

    void endWord()
    {
        if (std::exchange(m_hasWord, false))
            m_words += std::exchange(m_word, {});
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QStringList m_words;
    QString m_word;
    bool m_hasWord = false; //!< also of an empty one, in quotes
};

} // namespace

tl::expected<QStringList, ShellWordsError> shellWords(const QString &text)
{
    return Splitter(text).split();
}

QString joinedWords(const QStringList &words)
{
    QStringList texts;
    for (const QString &word : words) {
        const bool isPlain = !word.isEmpty() && std::none_of(word.begin(), word.end(), [](QChar c) {
            return isBlank(c) || isOperator(c) || QStringView(u"'\"\\#$`*?[~").contains(c);
        });
        texts += isPlain ? word : u'\'' + QString(word).replace(u"'"_s, u"'\\''"_s) + u'\'';
    }
    return texts.join(u' ');
}

} // namespace fairlead::runs
