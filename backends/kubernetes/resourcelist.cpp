// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "resourcelist.h"

#include <algorithm>
#include <functional>

namespace fairlead::kubernetes {

namespace {

auto position(const QList<ResourceList::Entry> &entries, QStringView name)
{
    return std::lower_bound(entries.cbegin(), entries.cend(), name,
                            [](const auto &entry, QStringView wanted) { return QStringView(entry.first) < wanted; });
}

//! Most names are one string, shared.
int compareNames(const QString &a, const QString &b)
{
    return a.constData() == b.constData() && a.size() == b.size() ? 0 : QString::compare(a, b);
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
    return it != m_entries.cend() && it->first == name;
}

Quantity ResourceList::value(QStringView name) const
{
    const auto it = position(m_entries, name);
    return it != m_entries.cend() && it->first == name ? it->second : Quantity();
}

void ResourceList::set(const QString &name, Quantity amount)
{
    if (m_entries.isEmpty() || m_entries.constLast().first < name) // the API sends them sorted
        return m_entries.push_back({name, amount});
    const qsizetype place = position(m_entries, name) - m_entries.cbegin();
    if (place < m_entries.size() && m_entries.at(place).first == name)
        m_entries[place].second = amount;
    else
        m_entries.insert(place, {name, amount});
}

std::size_t ResourceList::hash() const
{
    std::size_t hash = 0;
    for (const auto &[name, amount] : m_entries)
        hash = hashWith(hash, qHash(name), amount);
    return hash;
}

template <class Merge, class Adopt>
void ResourceList::combine(const ResourceList &other, Merge merge, Adopt adopt)
{
    qsizetype at = 0; // both are sorted
    for (const auto &[name, amount] : other) {
        int order = 1;
        while (at < m_entries.size() && (order = compareNames(m_entries.at(at).first, name)) < 0)
            ++at;
        if (at == m_entries.size() || order > 0)
            m_entries.insert(at, {name, adopt(amount)});
        else if (const Quantity merged = merge(m_entries.at(at).second, amount); merged != m_entries.at(at).second)
            m_entries[at].second = merged; // else it stays shared
    }
}

void ResourceList::add(const ResourceList &other)
{
    if (m_entries.isEmpty())
        *this = other; // shared
    else
        combine(other, std::plus<>(), std::identity());
}

void ResourceList::subtract(const ResourceList &other)
{
    combine(other, std::minus<>(), [](Quantity taken) { return Quantity() - taken; });
}

void ResourceList::maximum(const ResourceList &other)
{
    if (m_entries.isEmpty())
        *this = other; // shared
    else
        combine(
            other, [](Quantity a, Quantity b) { return std::max(a, b); }, std::identity());
}

} // namespace fairlead::kubernetes
