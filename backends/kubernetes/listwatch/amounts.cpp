// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "amounts.h"

#include "backends/kubernetes/requestsum.h"

#include <algorithm>

namespace fairlead::kubernetes {

Quantity Amounts::value(const ResourceName *name) const
{
    const auto it = std::find_if(begin(), end(), [name](const Entry &entry) { return entry.name == name; });
    return it != end() ? it->amount : Quantity();
}

void Amounts::set(const ResourceName *name, Quantity amount)
{
    if (m_entries.isEmpty() || m_entries.last().name->text < name->text) // the API sends them sorted
        return m_entries.push_back({name, amount});
    const qsizetype place = position(name);
    if (place < m_entries.size() && m_entries[place].name == name)
        m_entries[place].amount = amount;
    else
        m_entries.insert(place, {name, amount});
}

void Amounts::add(const Amounts &other)
{
    combine(other, [](Quantity a, Quantity b) { return a + b; });
}

void Amounts::maximum(const Amounts &other)
{
    combine(other, [](Quantity a, Quantity b) { return std::max(a, b); });
}

std::size_t Amounts::hash() const
{
    std::size_t hash = 0;
    for (const auto &[name, amount] : m_entries)
        hash = hashWith(hash, name->hash, amount);
    return hash;
}

ResourceList Amounts::toList() const
{
    ResourceList list;
    list.reserve(m_entries.size());
    for (const auto &[name, amount] : m_entries)
        list.set(name->text, amount);
    return list;
}

qsizetype Amounts::position(const ResourceName *name) const
{
    const auto isBefore = [](const Entry &entry, const ResourceName *wanted) {
        return entry.name != wanted && entry.name->text < wanted->text;
    };
    return std::lower_bound(begin(), end(), name, isBefore) - begin();
}

template <class Merge>
void Amounts::combine(const Amounts &other, Merge merge)
{
    if (m_entries.isEmpty()) {
        m_entries = other.m_entries;
        return;
    }
    qsizetype at = 0; // both are sorted
    for (const auto &[name, amount] : other) {
        while (at < m_entries.size() && m_entries[at].name != name && m_entries[at].name->text < name->text)
            ++at;
        if (at < m_entries.size() && m_entries[at].name == name)
            m_entries[at].amount = merge(m_entries[at].amount, amount);
        else
            m_entries.insert(at, {name, amount});
    }
}

const ResourceName *ResourceNames::named(std::string_view utf8)
{
    const auto letter = [utf8](std::size_t i) { return i < utf8.size() ? uchar(utf8[i]) : 0u; };
    const std::size_t place = (letter(0) + 7 * letter(utf8.size() - 1) + utf8.size()) % m_recent.size();
    Recent &recent = m_recent[place];
    if (!recent.name || recent.utf8 != utf8)
        recent = {std::string(utf8), lookUp(utf8)};
    return recent.name;
}

const ResourceName *ResourceNames::lookUp(std::string_view utf8)
{
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    const auto [it, isNew] = m_names.try_emplace(text);
    ResourceName &name = it->second;
    if (isNew)
        name = {text, qHash(text), isCpu(QStringView(text)), isPodLevelResource(QStringView(text))};
    return &name;
}

void ResourceNames::prune()
{
    if (m_names.size() <= Many)
        return;
    m_names.clear();
    m_recent = {};
}

} // namespace fairlead::kubernetes
