// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fieldproblem.h"

#include "models/plaintext.h"

#include <algorithm>

namespace fairlead::models {

namespace {

constexpr qsizetype LongestMessage = 600;

bool isError(const FieldProblem &problem)
{
    return problem.severity == Severity::Error;
}

bool isPartOf(const QString &field, const QString &key)
{
    return field.startsWith(key) &&
           (field.size() == key.size() || field[key.size()] == u'[' || field[key.size()] == u'.');
}

} // namespace

bool hasErrors(const std::vector<FieldProblem> &problems)
{
    return std::any_of(problems.begin(), problems.end(), isError);
}

void FieldProblems::addField(const QString &key)
{
    m_keys += key;
}

void FieldProblems::begin(bool showsAll)
{
    m_showsAll = showsAll;
    m_touched.clear();
    m_problems.clear();
}

//! Of the fields that it is a part of the narrowest.
QString FieldProblems::keyOf(const QString &field) const
{
    QString best;
    for (const QString &key : m_keys) {
        if (key.size() > best.size() && isPartOf(field, key))
            best = key;
    }
    return best;
}

bool FieldProblems::isShown(const FieldProblem &problem, const QString &key) const
{
    const bool isSaid = m_showsAll || m_touched.contains(key) || problem.severity != Severity::Error;
    return isSaid && keyOf(problem.field) == key;
}

FieldProblems::Shown FieldProblems::shown(const QString &key) const
{
    return joined(shownParts(key));
}

std::vector<FieldProblem> FieldProblems::shownParts(const QString &key) const
{
    std::vector<FieldProblem> parts;
    for (const FieldProblem &problem : m_problems) {
        if (isShown(problem, key))
            parts.push_back(problem);
    }
    return parts;
}

FieldProblems::Shown FieldProblems::joined(const std::vector<FieldProblem> &problems)
{
    Shown shown;
    QStringList lines;
    for (const FieldProblem &problem : problems) {
        lines += plainText(problem.message, LongestMessage);
        shown.severity = std::max(shown.severity, problem.severity);
    }
    shown.text = lines.join(u'\n');
    return shown;
}

int FieldProblems::errorCount() const
{
    return int(std::count_if(m_problems.begin(), m_problems.end(), isError));
}

QString FieldProblems::firstError() const
{
    const auto first = std::find_if(m_problems.begin(), m_problems.end(), isError);
    if (first == m_problems.end())
        return {};
    const QString key = keyOf(first->field);
    return key.isEmpty() ? first->field : key;
}

} // namespace fairlead::models
