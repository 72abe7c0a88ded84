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

//! How a part stands in the text. What stands there as it was typed is meant rather than what merely has its letters:
//! no sum of the points above comes near a step.
enum Match : std::uint8_t { Scattered, Inside, BeginsWord, WholeWord, Alone, WholeText };
constexpr int Step = 1'000'000;

using Scores = std::vector<std::optional<int>>; // by place in the text

bool isWordStart(const QString &text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    const QChar here = text[at];
    return !before.isLetterOrNumber() || (here.isUpper() && before.isLower()) || here.isDigit() != before.isDigit();
}

int scoreOfPlace(const QString &text, qsizetype at)
{
    return Letter + (isWordStart(text, at) ? WordStart : 0) + (at == 0 ? TextStart : 0);
}

//! "node-1" stands alone in "node-1 · prod", and is whole words in "node-1-2".
Match matchOfPlace(const QString &part, const QString &text, qsizetype at)
{
    const qsizetype end = at + part.size();
    const auto isBounded = [&](auto divides) {
        return (at == 0 || divides(text[at - 1])) && (end == text.size() || divides(text[end]));
    };
    if (part.size() == text.size())
        return WholeText;
    if (isBounded([](QChar each) { return each.isSpace(); }))
        return Alone;
    if (isBounded([](QChar each) { return !each.isLetterOrNumber(); }))
        return WholeWord;
    return isWordStart(text, at) ? BeginsWord : Inside;
}

Match matchOf(const QString &part, const QString &text)
{
    Match best = Scattered;
    for (qsizetype at = text.indexOf(part, 0, Qt::CaseInsensitive); at >= 0 && best < Alone;
         at = text.indexOf(part, at + 1, Qt::CaseInsensitive))
        best = std::max(best, matchOfPlace(part, text, at));
    return best;
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
    const QStringList parts = pattern.split(u' ', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return 0;
    int sum = 0;
    Match worst = WholeText;
    for (const QString &part : parts) {
        const auto score = scorePart(part, text);
        if (!score)
            return std::nullopt;
        sum += *score;
        worst = std::min(worst, matchOf(part, text));
    }
    const Match ofAll = matchOf(parts.join(u' '), text);
    return (ofAll == WholeText ? ofAll : worst) * Step + sum + (ofAll > Scattered ? AsTyped : 0);
}

std::vector<FuzzyMatch> bestMatches(const QString &pattern, std::size_t count,
                                    const std::function<QString(std::size_t place)> &text, std::size_t most)
{
    std::vector<FuzzyMatch> matches;
    for (std::size_t place = 0; place < count; ++place) {
        if (const auto score = fuzzyScore(pattern, text(place)))
            matches.push_back({place, *score});
    }
    const auto kept = matches.begin() + std::ptrdiff_t(std::min(most, matches.size()));
    std::partial_sort(matches.begin(), kept, matches.end(), [](const FuzzyMatch &a, const FuzzyMatch &b) {
        return a.score != b.score ? a.score > b.score : a.place < b.place;
    });
    matches.erase(kept, matches.end());
    return matches;
}

} // namespace fairlead::models
