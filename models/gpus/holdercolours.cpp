// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holdercolours.h"

#include <algorithm>

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
    int index = int(stableHash(namespaceName) % Colours);
    if (m_isTaken[std::size_t(index)]) {
        const auto free = std::find(m_isTaken.begin(), m_isTaken.end(), false);
        index = free != m_isTaken.end() ? int(free - m_isTaken.begin()) : m_next++;
    }
    if (index < Colours)
        m_isTaken[std::size_t(index)] = true;
    m_indices.insert(namespaceName, index);
    return index;
}

} // namespace fairlead::models
