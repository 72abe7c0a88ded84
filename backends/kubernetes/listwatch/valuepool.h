// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/resourcelist.h"

#include <QString>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
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
    //! What bytes are of: the same ones mean different things in two.
    enum class BytesOf { Pod, Container };
    //! What \p make returned for the same \p bytes before. Pods of one template say what they request in the same
    //! bytes, and containers of different ones often do: comparing these is a tenth of reading them.
    template <class Make>
    ResourceList listOf(BytesOf what, std::string_view bytes, Make make)
    {
        auto &known = m_listsByBytes[std::size_t(what)];
        if (const auto it = known.find(bytes); it != known.end())
            return it->second;
        if (known.size() >= (what == BytesOf::Pod ? PodTemplates : ContainerLists))
            known.clear();
        return known.emplace(bytes, intern(make())).first->second;
    }

    //! The same for one amount of a list.
    template <class Make>
    const ResourceList::Entry &amountOf(std::string_view bytes, Make make)
    {
        if (const auto it = m_amountsByBytes.find(bytes); it != m_amountsByBytes.end())
            return it->second;
        if (m_amountsByBytes.size() >= Amounts)
            m_amountsByBytes.clear();
        return m_amountsByBytes.emplace(bytes, make()).first->second;
    }

    //! How many strings it knows.
    std::size_t size() const { return m_used; }

private:
    //! Of an open hash table: a lookup of a string that the cache has lost costs two waits for memory, of a node-based
    //! table with its keys beside the values five.
    struct Slot
    {
        std::size_t hash = 0;
        QString text; //!< null: free
    };

    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    template <class T>
    using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

    static constexpr std::size_t FewSlots = 1'024;
    static constexpr std::size_t FewStrings = 4'096;
    static constexpr std::size_t PodTemplates = 256; // Pods come by name, those of one template one after the other
    static constexpr std::size_t ContainerLists = 16'384;
    static constexpr std::size_t Amounts = 16'384;

    Slot &slotOf(std::size_t hash, std::string_view utf8);
    void makeRoom();
    void rebuild(std::size_t size);
    void pruneLists();

    std::vector<Slot> m_slots; //!< a power of two, at most three quarters used
    std::size_t m_used = 0;
    std::unordered_map<std::size_t, ResourceList> m_lists; //!< by hash; of two with the same one is kept
    std::array<ByText<ResourceList>, 2> m_listsByBytes;    //!< per BytesOf
    ByText<ResourceList::Entry> m_amountsByBytes;
    std::size_t m_pruneAt = FewStrings;
    std::size_t m_pruneListsAt = 1'024;
};

} // namespace fairlead::kubernetes
