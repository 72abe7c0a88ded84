// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzzyscore.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace fairlead::models {

namespace {

constexpr int Letter = 1;
constexpr int SideBySide = 6;
constexpr int WordStart = 8;
constexpr int TextStart = 4; // beside that
constexpr int AsTyped = 24;

using Scores = std::vector<std::optional<int>>; // by place in the text

int scoreOfPlace(const QString &text, qsizetype at)
{
    if (at == 0)
        return Letter + WordStart + TextStart;
    const QChar before = text[at - 1];
    const QChar here = text[at];
    const bool isWordStart =
        !before.isLetterOrNumber() || (here.isUpper() && before.isLower()) || here.isDigit() != before.isDigit();
    return Letter + (isWordStart ? WordStart : 0);
}

//! The best score with \p letter at each place, where \p before has those of the letters before it.
Scores withLetter(QChar letter, const QString &text, const Scores &before)
{
    Scores scores(before.size());
    std::optional<int> left; // the best of the places to the left
    for (std::size_t at = 0; at < scores.size(); ++at) {
        const std::optional<int> neighbour = at > 0 ? before[at - 1] : std::nullopt;
        left = std::max(left, neighbour);
        if (!left || text[qsizetype(at)].toCaseFolded() != letter.toCaseFolded())
            continue;
        const int apart = *left;
        const int sideBySide = neighbour ? *neighbour + SideBySide : apart;
        scores[at] = std::max(apart, sideBySide) + scoreOfPlace(text, qsizetype(at));
    }
    return scores;
}

//! Most texts lack a letter, and that is cheap to see.
bool hasLetters(const QString &part, const QString &text)
{
    qsizetype found = 0;
    for (qsizetype at = 0; at < text.size() && found < part.size(); ++at)
        found += text[at].toCaseFolded() == part[found].toCaseFolded() ? 1 : 0;
    return found == part.size();
}

std::optional<int> scorePart(const QString &part, const QString &text)
{
    if (!hasLetters(part, text))
        return std::nullopt;
    Scores scores(std::size_t(text.size()));
    for (std::size_t at = 0; at < scores.size(); ++at) {
        if (text[qsizetype(at)].toCaseFolded() == part[0].toCaseFolded())
            scores[at] = scoreOfPlace(text, qsizetype(at));
    }
    for (qsizetype i = 1; i < part.size(); ++i)
        scores = withLetter(part[i], text, scores);
    return scores.empty() ? std::nullopt : *std::max_element(scores.begin(), scores.end());
}

} // namespace

std::optional<int> fuzzyScore(const QString &pattern, const QString &text)
{
    int sum = 0;
    for (const QString &part : pattern.split(u' ', Qt::SkipEmptyParts)) {
        const auto score = scorePart(part, text);
        if (!score)
            return std::nullopt;
        sum += *score;
    }
    const bool isAsTyped = text.contains(pattern.simplified(), Qt::CaseInsensitive);
    return sum + (isAsTyped && sum > 0 ? AsTyped : 0);
}

} // namespace fairlead::models
