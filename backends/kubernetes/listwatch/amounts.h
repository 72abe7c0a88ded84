// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/resourcelist.h"

#include <QString>
#include <QVarLengthArray>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fairlead::kubernetes {

//! The name of a resource, one object for all that spell it the same.
struct ResourceName
{
    QString text;
    std::size_t hash = 0;
    bool isCpu = false;
    bool isPodLevel = false;
};

inline bool isCpu(const ResourceName *name)
{
    return name->isCpu;
}
inline bool isPodLevelResource(const ResourceName *name)
{
    return name->isPodLevel;
}

//! A ResourceList in the making: no text is copied or counted, and nothing allocated for a few entries. Sorted by name
//! as that is. Lives no longer than the ResourceNames that it names.
class Amounts
{
public:
    struct Entry
    {
        const ResourceName *name = nullptr;
        Quantity amount;
    };

    bool isEmpty() const { return m_entries.isEmpty(); }
    auto begin() const { return m_entries.cbegin(); }
    auto end() const { return m_entries.cend(); }
    std::size_t hash() const; //!< that of an equal ResourceList

    Quantity value(const ResourceName *name) const; //!< zero when absent
    void set(const ResourceName *name, Quantity amount);
    void add(const Amounts &other);     //!< entry by entry sum
    void maximum(const Amounts &other); //!< entry by entry the larger one
    ResourceList toList() const;
    template <class AmountOf>
    void transform(AmountOf amountOf)
    {
        for (Entry &entry : m_entries)
            entry.amount = amountOf(entry.name, entry.amount);
    }

private:
    static constexpr qsizetype Few = 6;

    qsizetype position(const ResourceName *name) const;
    template <class Merge>
    void combine(const Amounts &other, Merge merge);

    QVarLengthArray<Entry, Few> m_entries;
};

//! The names that a server uses, a few dozen.
class ResourceNames
{
public:
    //! Valid until prune().
    const ResourceName *named(std::string_view utf8);
    //! Forgets all where they have become many: one who makes up names must not fill the memory.
    void prune();

private:
    struct Recent
    {
        std::string utf8;
        const ResourceName *name = nullptr;
    };

    static constexpr std::size_t Many = 4'096;

    const ResourceName *lookUp(std::string_view utf8);

    std::unordered_map<QString, ResourceName> m_names;
    std::array<Recent, 64> m_recent; //!< by a few of their letters
};

} // namespace fairlead::kubernetes
