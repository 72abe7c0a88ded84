// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "importnotes.h"

#include "backends/settings/secretwords.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

constexpr qsizetype LongestShown = 200; // characters

QString shown(const QString &value)
{
    const QString text = settings::withoutLogins(value);
    return text.size() > LongestShown ? text.first(LongestShown) + u'…' : text;
}

bool isScalar(const files::YamlValue &value)
{
    return value.type != files::YamlValue::Type::List && value.type != files::YamlValue::Type::Map;
}

template <class Look>
void forAll(const files::YamlValue &value, const Look &look)
{
    look(value);
    for (const files::YamlValue &item : value.items)
        forAll(item, look);
    for (const files::YamlMember &member : value.members)
        forAll(member.value, look);
}

//! Of "a.registryPassword" and "a.keys[0]".
QString lastKey(const QString &path)
{
    return path.section(u'.', -1);
}

} // namespace

void ImportNotes::setLayers(std::vector<SourceValue> layers)
{
    m_layers = std::move(layers);
    m_places.clear();
    for (std::size_t i = m_layers.size(); i-- > 0;)
        forAll(*m_layers[i].value, [&](const files::YamlValue &each) { m_places.insert({each.line, each.column}, i); });
}

QString ImportNotes::pathOf(const SourceValue &from) const
{
    if (m_layers.empty() || !from.path.startsWith(m_layers.front().path + u'.'))
        return from.path;
    const std::size_t layer = m_places.value({from.line(), from.column()}, 0);
    return m_layers[layer].path + from.path.mid(m_layers.front().path.size());
}

void ImportNotes::tell(ImportRow::What what, const SourceValue &from, const QString &to, const QString &value,
                       const QString &note)
{
    m_rows.push_back({what, shown(pathOf(from)), shown(to), shown(value), note, from.line(), from.column()});
}

void ImportNotes::taken(const SourceValue &from, const QString &to, const QString &value)
{
    tell(ImportRow::What::Taken, from, to, value, {});
}

void ImportNotes::changed(const SourceValue &from, const QString &to, const QString &value, const QString &note)
{
    tell(ImportRow::What::Changed, from, to, value, note);
}

void ImportNotes::notTaken(const SourceValue &from, const QString &note)
{
    const bool isShown = from && isScalar(*from.value) && !settings::isSecretName(lastKey(from.path));
    tell(ImportRow::What::NotTaken, from, {}, isShown ? from.text() : QString(), note);
}

void ImportNotes::leave(const SourceValue &from, const QString &note)
{
    tell(ImportRow::What::NotTaken, from, {}, {}, note);
}

void ImportNotes::secret(const SourceValue &from, const QString &note)
{
    tell(ImportRow::What::Secret, from, {}, {}, note);
}

void ImportNotes::wrong(const SourceValue &at, const QString &message)
{
    m_problems.push_back(
        {settings::SettingsProblem::Kind::Error, m_fileName, at.line(), at.column(), shown(pathOf(at)), message});
    tell(ImportRow::What::NotTaken, at, {}, {}, message);
}

void ImportNotes::warn(const SourceValue &at, const QString &field, const QString &message)
{
    m_problems.push_back(
        {settings::SettingsProblem::Kind::Warning, m_fileName, at.line(), at.column(), shown(field), message});
}

std::vector<ImportRow> ImportNotes::takeRows()
{
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const ImportRow &a, const ImportRow &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    // What several objects get from one place is told once where it reads the same.
    m_rows.erase(std::unique(m_rows.begin(), m_rows.end()), m_rows.end());
    return std::exchange(m_rows, {});
}

std::vector<settings::SettingsProblem> ImportNotes::takeProblems()
{
    using Problem = settings::SettingsProblem;
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const Problem &a, const Problem &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    m_problems.erase(std::unique(m_problems.begin(), m_problems.end()), m_problems.end());
    return std::exchange(m_problems, {});
}

} // namespace fairlead::configimport
