// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holdercolours.h"

#include <algorithm>
#include <utility>

namespace fairlead::models {

namespace {

//! FNV-1a: qHash differs from run to run.
quint32 stableHash(const QString &text)
{
    quint32 hash = 2'166'136'261u;
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * 16'777'619u;
    return hash;
}

} // namespace

int HolderColours::indexOf(const QString &namespaceName)
{
    if (const auto it = m_indices.constFind(namespaceName); it != m_indices.constEnd())
        return *it;
    const int index = choose(namespaceName);
    m_taken.insert(index);
    m_indices.insert(namespaceName, index);
    return index;
}

bool HolderColours::areKnown(const QStringList &namespaceNames) const
{
    return std::all_of(namespaceNames.cbegin(), namespaceNames.cend(),
                       [this](const QString &name) { return m_indices.contains(name); });
}

bool HolderColours::arrange(const QHash<QString, std::int64_t> &held)
{
    QStringList names = held.keys();
    if (areKnown(names))
        return false;
    if (m_isSettled) {
        names.sort();
        for (const QString &name : std::as_const(names))
            indexOf(name);
        return false;
    }
    const QHash<QString, int> before = std::exchange(m_indices, {});
    m_taken.clear();
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!held.contains(it.key()))
            names += it.key();
    }
    names.sort();
    for (const QString &name : std::as_const(names)) {
        if (m_last.contains(name))
            indexOf(name);
    }
    names.removeIf([this](const QString &name) { return m_indices.contains(name); });
    // The largest stand out by their colours alone.
    std::stable_sort(names.begin(), names.end(),
                     [&held](const QString &a, const QString &b) { return held.value(a) > held.value(b); });
    const auto largest = names.begin() + std::min(qsizetype(freeColours()), names.size());
    std::sort(names.begin(), largest);
    std::sort(largest, names.end());
    for (const QString &name : std::as_const(names))
        indexOf(name);
    return std::any_of(before.keyValueBegin(), before.keyValueEnd(),
                       [this](const auto &had) { return m_indices.value(had.first) != had.second; });
}

//! Without a pattern.
int HolderColours::freeColours() const
{
    int colours = 0;
    for (int index = 0; index < Colours; ++index)
        colours += m_taken.contains(index) ? 0 : 1;
    return colours;
}

int HolderColours::choose(const QString &namespaceName) const
{
    if (const auto last = m_last.constFind(namespaceName); last != m_last.constEnd() && !m_taken.contains(*last))
        return *last;
    const QList<int> kept = m_last.values();
    const int preferred = int(stableHash(namespaceName) % Colours);
    const auto firstFree = [&](int pattern, bool sparesOthers) {
        for (int i = 0; i < Colours; ++i) {
            const int index = pattern * Colours + (preferred + i) % Colours;
            if (!m_taken.contains(index) && !(sparesOthers && kept.contains(index)))
                return index;
        }
        return -1;
    };
    if (const int index = firstFree(0, true); index >= 0)
        return index;
    for (int pattern = 0;; ++pattern) {
        if (const int index = firstFree(pattern, false); index >= 0)
            return index;
    }
}

QStringList HolderColours::remembered() const
{
    QStringList names = m_indices.keys();
    names.sort();
    for (const QString &name : m_lastOrder) {
        if (!m_indices.contains(name))
            names += name;
    }
    QStringList lines;
    for (const QString &name : names.mid(0, MostRemembered))
        lines += QString::number(m_indices.value(name, m_last.value(name))) + u' ' + name;
    return lines;
}

void HolderColours::remember(const QStringList &lines)
{
    for (const QString &line : lines.mid(0, MostRemembered)) {
        bool isNumber = false;
        const int index = line.section(u' ', 0, 0).toInt(&isNumber);
        const QString name = line.section(u' ', 1);
        if (!isNumber || index < 0 || index > MostRemembered || name.isEmpty() || m_last.contains(name))
            continue;
        m_last.insert(name, index);
        m_lastOrder += name;
    }
}

} // namespace fairlead::models
