// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "textdiff.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = DiffLine::Kind;

constexpr qsizetype MostCells = 4'000'000; // of the table below: 8 MB, some 10 ms

//! How many lines two lists have in common from each place on.
class CommonLines
{
public:
    CommonLines(const QStringList &a, const QStringList &b)
        : m_width(std::size_t(b.size()) + 1)
        , m_counts((std::size_t(a.size()) + 1) * m_width)
    {
        for (qsizetype i = a.size() - 1; i >= 0; --i) {
            for (qsizetype j = b.size() - 1; j >= 0; --j)
                at(i, j) = a[i] == b[j] ? std::uint16_t(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::uint16_t &at(qsizetype i, qsizetype j) { return m_counts[std::size_t(i) * m_width + std::size_t(j)]; }

private:
    std::size_t m_width;
    std::vector<std::uint16_t> m_counts;
};

void append(std::vector<DiffLine> &lines, Kind kind, const QStringList &texts)
{
    for (const QString &text : texts)
        lines.push_back({kind, text});
}

//! Of what differs at its beginning and at its end.
void appendDifference(std::vector<DiffLine> &lines, const QStringList &before, const QStringList &after)
{
    if ((before.size() + 1) * (after.size() + 1) > MostCells) {
        append(lines, Kind::Removed, before);
        append(lines, Kind::Added, after);
        return;
    }
    CommonLines common(before, after);
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j]) {
            lines.push_back({Kind::Same, before[i++]});
            ++j;
        } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
            lines.push_back({Kind::Removed, before[i++]});
        } else {
            lines.push_back({Kind::Added, after[j++]});
        }
    }
    append(lines, Kind::Removed, before.mid(i));
    append(lines, Kind::Added, after.mid(j));
}

QStringList linesOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    return (text.endsWith(u'\n') ? text.chopped(1) : text).split(u'\n');
}

} // namespace

std::vector<DiffLine> lineDiff(const QString &before, const QString &after)
{
    const QStringList a = linesOf(before);
    const QStringList b = linesOf(after);
    const qsizetype most = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < most && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < most - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> lines;
    append(lines, Kind::Same, a.first(head));
    appendDifference(lines, a.mid(head, a.size() - head - tail), b.mid(head, b.size() - head - tail));
    append(lines, Kind::Same, a.last(tail));
    return lines;
}

std::vector<DiffLine> shortened(const std::vector<DiffLine> &lines, int context)
{
    const auto around = std::size_t(context);
    std::vector<bool> isShown(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind != Kind::Same)
            std::fill(isShown.begin() + std::ptrdiff_t(i - std::min(i, around)),
                      isShown.begin() + std::ptrdiff_t(std::min(lines.size(), i + around + 1)), true);
    }
    std::vector<DiffLine> result;
    for (std::size_t i = 0; i < lines.size();) {
        const auto next =
            std::size_t(std::find(isShown.begin() + std::ptrdiff_t(i), isShown.end(), true) - isShown.begin());
        const std::size_t hidden = next - i;
        if (hidden > 1)
            result.push_back(
                {Kind::Gap, QCoreApplication::translate("TextDiff", "… %Ln line(s) as saved", nullptr, int(hidden))});
        else if (hidden == 1)
            result.push_back(lines[i]);
        i = next;
        for (; i < lines.size() && isShown[i]; ++i)
            result.push_back(lines[i]);
    }
    return result;
}

QString toText(const std::vector<DiffLine> &lines)
{
    QString text;
    for (const DiffLine &line : lines) {
        switch (line.kind) {
        case Kind::Same:
        case Kind::Gap:
            text += "  "_L1;
            break;
        case Kind::Removed:
            text += "- "_L1;
            break;
        case Kind::Added:
            text += "+ "_L1;
            break;
        }
        text += line.text + u'\n';
    }
    return text;
}

} // namespace fairlead::models
