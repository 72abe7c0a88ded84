// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "valuepool.h"

#include <algorithm>

namespace fairlead::kubernetes {

QString ValuePool::intern(std::string_view utf8)
{
    if (utf8.empty())
        return {};
    if (const auto it = m_strings.find(utf8); it != m_strings.end())
        return it->second;
    if (m_strings.size() >= m_pruneAt)
        prune();
    QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    m_strings.emplace(utf8, text);
    return text;
}

ResourceList ValuePool::intern(const ResourceList &list)
{
    if (list.isEmpty())
        return {};
    if (m_lists.size() >= m_pruneListsAt)
        pruneLists();
    const auto [it, isNew] = m_lists.emplace(list.hash(), list);
    return it->second == list ? it->second : list;
}

void ValuePool::prune()
{
    std::erase_if(m_strings, [](const auto &entry) { return entry.second.isDetached(); });
    m_pruneAt = std::max<std::size_t>(4'096, m_strings.size() * 2);
}

void ValuePool::pruneLists()
{
    std::erase_if(m_lists, [](const auto &entry) { return !entry.second.isShared(); });
    m_pruneListsAt = std::max<std::size_t>(1'024, m_lists.size() * 2);
}

} // namespace fairlead::kubernetes
