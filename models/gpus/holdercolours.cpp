// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holdercolours.h"

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

int HolderColours::choose(const QString &namespaceName) const
{
    if (const auto last = m_last.constFind(namespaceName); last != m_last.constEnd() && !m_taken.contains(*last))
        return *last;
    const QList<int> kept = m_last.values();
    const int preferred = int(stableHash(namespaceName) % Colours);
    for (const bool sparesOthers : {true, false}) {
        for (int i = 0; i < Colours; ++i) {
            const int index = (preferred + i) % Colours;
            if (!m_taken.contains(index) && !(sparesOthers && kept.contains(index)))
                return index;
        }
    }
    int index = Colours;
    while (m_taken.contains(index))
        ++index;
    return index;
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
