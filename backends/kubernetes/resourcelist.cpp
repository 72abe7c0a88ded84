// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "resourcelist.h"

#include <algorithm>

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
        hash = qHashMulti(hash, name, amount.hash());
    return hash;
}

template <class Merge>
void ResourceList::combine(const ResourceList &other, Merge merge)
{
    qsizetype at = 0; // both are sorted
    for (const auto &[name, amount] : other) {
        int order = 1;
        while (at < m_entries.size() && (order = compareNames(m_entries.at(at).first, name)) < 0)
            ++at;
        if (at == m_entries.size() || order > 0)
            m_entries.insert(at, {name, Quantity()});
        merge(m_entries[at].second, amount);
    }
}

void ResourceList::add(const ResourceList &other)
{
    if (m_entries.isEmpty())
        *this = other; // shared
    else
        combine(other, [](Quantity &amount, Quantity added) { amount += added; });
}

void ResourceList::subtract(const ResourceList &other)
{
    combine(other, [](Quantity &amount, Quantity taken) { amount -= taken; });
}

void ResourceList::maximum(const ResourceList &other)
{
    for (const auto &[name, amount] : other) {
        if (!contains(name) || value(name) < amount)
            set(name, amount);
    }
}

} // namespace fairlead::kubernetes
