// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "amounts.h"
#include "backends/kubernetes/resourcelist.h"

#include <QString>

#include <string_view>
#include <utility>
#include <vector>

namespace fairlead::kubernetes {

//! Makes equal values share their memory: label keys, resource names, namespaces, node names stand in every object, and
//! most Pods ask for the same as others, most Nodes have the same to give.
//! Forgets what nobody uses any more whenever it has doubled, so that it stays proportional to the objects alive.
class ValuePool
{
public:
    //! \p utf8 as QString; invalid UTF-8 becomes U+FFFD as everywhere in Qt.
    QString intern(std::string_view utf8);
    ResourceList intern(const ResourceList &list);
    ResourceList intern(const Amounts &list);

    //! For Amounts, which must not outlive the object that is being read.
    ResourceNames &resourceNames() { return m_resourceNames; }

    //! How many strings it knows.
    std::size_t size() const { return m_strings.used; }

private:
    //! Of an open hash table: a lookup of a value that the cache has lost costs two waits for memory, of a node-based
    //! table with its keys beside the values five.
    template <class Value>
    struct Slot
    {
        std::size_t hash = 0;
        Value value; //!< null or empty: free
    };

    template <class Value>
    struct Table
    {
        static constexpr std::size_t FewSlots = 1'024;
        static constexpr std::size_t FewValues = 4'096;

        std::vector<Slot<Value>> cells =
            std::vector<Slot<Value>>(FewSlots); //!< a power of two, at most three quarters used
        std::size_t used = 0;
        std::size_t pruneAt = FewValues;

        //! \return where it is, or the free slot where it belongs.
        template <class IsEqual>
        Slot<Value> &slotOf(std::size_t hash, IsEqual isEqual);
        void insert(std::size_t hash, const Value &value);
        void rebuild(std::size_t size);
    };

    template <class List>
    ResourceList internList(const List &list);

    Table<QString> m_strings;
    Table<ResourceList> m_lists;
    ResourceNames m_resourceNames;
};

} // namespace fairlead::kubernetes
