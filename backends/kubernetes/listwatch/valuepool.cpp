// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "valuepool.h"

#include <algorithm>
#include <utility>

namespace fairlead::kubernetes {

namespace {

bool isEqual(const QString &text, std::string_view utf8)
{
    const char16_t *units = reinterpret_cast<const char16_t *>(text.constData());
    const auto isSame = [units, &utf8](std::size_t i) { return units[i] == uchar(utf8[i]); };
    const auto isAscii = [&utf8](std::size_t i) { return uchar(utf8[i]) < 0x80; };
    const std::size_t shared = std::min(std::size_t(text.size()), utf8.size());
    std::size_t at = 0;
    while (at < shared && isSame(at) && isAscii(at))
        ++at;
    if (at < utf8.size() && !isAscii(at))
        return text == QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    return at == utf8.size() && at == std::size_t(text.size());
}

} // namespace

QString ValuePool::intern(std::string_view utf8)
{
    if (utf8.empty())
        return {};
    const std::size_t hash = std::hash<std::string_view>{}(utf8);
    if (m_slots.empty())
        m_slots.resize(FewSlots);
    if (const Slot &known = slotOf(hash, utf8); !known.text.isNull())
        return known.text;
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    if (text.isEmpty()) // a byte order mark
        return text;
    makeRoom();
    slotOf(hash, utf8) = {hash, text};
    ++m_used;
    return text;
}

//! \return where it is, or the free slot where it belongs.
ValuePool::Slot &ValuePool::slotOf(std::size_t hash, std::string_view utf8)
{
    std::size_t at = hash & (m_slots.size() - 1);
    while (!m_slots[at].text.isNull() && !(m_slots[at].hash == hash && isEqual(m_slots[at].text, utf8)))
        at = (at + 1) & (m_slots.size() - 1);
    return m_slots[at];
}

//! For one string more.
void ValuePool::makeRoom()
{
    const bool isFull = m_used >= m_pruneAt;
    if (isFull) {
        for (Slot &slot : m_slots) {
            if (!slot.text.isNull() && slot.text.isDetached()) { // nobody else has it
                slot = {};
                --m_used;
            }
        }
        m_pruneAt = std::max(FewStrings, m_used * 2);
    }
    std::size_t size = isFull ? FewSlots : m_slots.size();
    while ((m_used + 1) * 4 > size * 3)
        size *= 2;
    if (isFull || size != m_slots.size())
        rebuild(size);
}

void ValuePool::rebuild(std::size_t size)
{
    std::vector<Slot> before = std::exchange(m_slots, std::vector<Slot>(size));
    for (Slot &slot : before) {
        if (slot.text.isNull())
            continue;
        std::size_t at = slot.hash & (size - 1);
        while (!m_slots[at].text.isNull())
            at = (at + 1) & (size - 1);
        m_slots[at] = std::move(slot);
    }
}

ResourceList ValuePool::intern(const ResourceList &list)
{
    if (list.isEmpty())
        return {};
    if (m_lists.size() >= m_pruneListsAt)
        pruneLists();
    const ResourceList &known = m_lists.try_emplace(list.hash(), list).first->second;
    return known == list ? known : list;
}

void ValuePool::pruneLists()
{
    std::erase_if(m_lists, [](const auto &entry) { return !entry.second.isShared(); });
    m_pruneListsAt = std::max<std::size_t>(1'024, m_lists.size() * 2);
}

} // namespace fairlead::kubernetes
