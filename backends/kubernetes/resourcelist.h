// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quantity.h"

#include <QList>
#include <QString>

#include <initializer_list>
#include <utility>

namespace fairlead::kubernetes {

//! \p hash of the entries before, with one more: equal for equal lists of any form.
inline std::size_t hashWith(std::size_t hash, std::size_t nameHash, Quantity amount)
{
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15; // spreads what differs in few bits
    std::uint64_t mixed = (std::uint64_t(hash) ^ nameHash) * odd;
    mixed = (mixed ^ (mixed >> 32) ^ amount.hash()) * odd;
    return mixed ^ (mixed >> 32);
}

//! Amounts by resource name ("cpu", "memory", "nvidia.com/gpu"), as in ResourceList of the Kubernetes API.
//! Flat and sorted by name: a list has two to ten entries and there are hundreds of thousands of lists. Copies share
//! their entries until one of them changes.
//! An absent name and an amount of zero are different things (capacity that says 0 says that the plugin is there).
class ResourceList
{
public:
    using Entry = std::pair<QString, Quantity>;

    ResourceList() = default;
    ResourceList(std::initializer_list<Entry> entries);

    bool isEmpty() const { return m_entries.empty(); }
    bool contains(QStringView name) const;
    Quantity value(QStringView name) const; //!< zero when absent
    void set(const QString &name, Quantity amount);
    void reserve(qsizetype size) { m_entries.reserve(size); }

    void add(const ResourceList &other);      //!< entry by entry sum
    void subtract(const ResourceList &other); //!< entry by entry difference; entries that become zero stay
    void maximum(const ResourceList &other);  //!< entry by entry the larger one
    //! Replaces each amount by what \p amountOf(name, amount) says.
    template <class AmountOf>
    void transform(AmountOf amountOf)
    {
        for (qsizetype i = 0; i < m_entries.size(); ++i) { // NOLINT(modernize-loop-convert): it would detach
            const auto &[name, amount] = m_entries.at(i);
            if (const Quantity next = amountOf(name, amount); next != amount) // else it stays shared
                m_entries[i].second = next;
        }
    }

    auto begin() const { return m_entries.cbegin(); }
    auto end() const { return m_entries.cend(); }
    std::size_t hash() const; //!< equal lists have equal ones, in this process
    bool isShared() const { return !m_entries.isDetached(); }

    bool operator==(const ResourceList &) const = default;

private:
    //! For each entry of \p other: \p merge(amount here, amount there); \p adopt(amount there) where here is none.
    template <class Merge, class Adopt>
    void combine(const ResourceList &other, Merge merge, Adopt adopt);

    QList<Entry> m_entries;
};

} // namespace fairlead::kubernetes
