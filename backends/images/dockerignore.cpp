// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerignore.h"

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

constexpr qsizetype MostLines = 10'000;
constexpr qsizetype LongestLine = 65'535; //!< bytes; docker's own limit

} // namespace

DockerIgnore::DockerIgnore(const QByteArray &text)
{
    const QList<QByteArray> lines = (text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text).split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i < MostLines)
            addLine(lines[i], i + 1);
        else if (!lines[i].trimmed().isEmpty()) {
            m_problems += u"%1: only %2 lines are read"_s.arg(i + 1).arg(MostLines);
            break;
        }
    }
}

void DockerIgnore::addLine(const QByteArray &line, qsizetype number)
{
    const QString text = QString::fromUtf8(line).trimmed();
    if (line.startsWith('#') || text.isEmpty())
        return;
    if (line.size() > LongestLine) {
        m_problems += u"%1: longer than %2 bytes"_s.arg(number).arg(LongestLine);
        return;
    }
    auto pattern = IgnorePattern::parse(text);
    if (!pattern) {
        m_problems += u"%1: %2"_s.arg(number).arg(pattern.error());
        return;
    }
    m_hasExceptions = m_hasExceptions || pattern->isException();
    m_patterns.push_back(*std::move(pattern));
}

bool DockerIgnore::isIgnored(const QString &path) const
{
    bool isIgnored = false;
    for (const IgnorePattern &pattern : m_patterns) {
        if (pattern.isException() == isIgnored && pattern.matches(path))
            isIgnored = !isIgnored;
    }
    return isIgnored;
}

bool DockerIgnore::ignoresAllBelow(const QString &folder) const
{
    return !m_hasExceptions && isIgnored(folder);
}

} // namespace fairlead::images
