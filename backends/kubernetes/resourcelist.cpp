// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "resourcelist.h"

#include <algorithm>

namespace fairlead::kubernetes {

namespace {

template <class Entries>
auto position(Entries &entries, QStringView name)
{
    return std::lower_bound(entries.begin(), entries.end(), name,
                            [](const auto &entry, QStringView wanted) { return QStringView(entry.first) < wanted; });
}

} // namespace

ResourceList::ResourceList(std::initializer_list<Entry> entries)
{
    for (const Entry &entry : entries)
        set(entry.first, entry.second);
}

bool ResourceList::contains(QStringView name) const
{
    const auto it = position(m_entries, name);
    return it != m_entries.end() && it->first == name;
}

Quantity ResourceList::value(QStringView name) const
{
    const auto it = position(m_entries, name);
    return it != m_entries.end() && it->first == name ? it->second : Quantity();
}

void ResourceList::set(const QString &name, Quantity amount)
{
    const auto it = position(m_entries, name);
    if (it != m_entries.end() && it->first == name)
        it->second = amount;
    else
        m_entries.insert(it, {name, amount});
}

void ResourceList::add(const ResourceList &other)
{
    for (const auto &[name, amount] : other)
        set(name, value(name) + amount);
}

void ResourceList::subtract(const ResourceList &other)
{
    for (const auto &[name, amount] : other)
        set(name, value(name) - amount);
}

void ResourceList::maximum(const ResourceList &other)
{
    for (const auto &[name, amount] : other) {
        if (!contains(name) || value(name) < amount)
            set(name, amount);
    }
}

} // namespace fairlead::kubernetes
