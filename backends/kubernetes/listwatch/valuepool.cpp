// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "valuepool.h"

#include <algorithm>
#include <functional>

namespace fairlead::kubernetes {

namespace {

//! Their hashes are equal, so they nearly always are: no look at each letter whether to go on.
bool isEqual(const QString &text, std::string_view utf8)
{
    const char16_t *units = reinterpret_cast<const char16_t *>(text.constData());
    const std::size_t shared = std::min(std::size_t(text.size()), utf8.size());
    unsigned differences = 0;
    unsigned letters = 0;
    for (std::size_t i = 0; i < shared; ++i) {
        differences |= unsigned(units[i]) ^ uchar(utf8[i]);
        letters |= uchar(utf8[i]);
    }
    if (letters < 0x80 && std::size_t(text.size()) == utf8.size())
        return differences == 0;
    return text == QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

bool isFree(const QString &text)
{
    return text.isNull();
}

bool isFree(const ResourceList &list)
{
    return list.isEmpty();
}

bool isUsedElsewhere(const QString &text)
{
    return !text.isDetached();
}

bool isUsedElsewhere(const ResourceList &list)
{
    return list.isShared();
}

const QString &textOf(const QString &name)
{
    return name;
}

const QString &textOf(const ResourceName *name)
{
    return name->text;
}

template <class List>
bool areEqual(const ResourceList &known, const List &list)
{
    return std::equal(known.begin(), known.end(), list.begin(), list.end(), [](const auto &a, const auto &b) {
        const auto &[name, amount] = a;
        const auto &[otherName, otherAmount] = b;
        return amount == otherAmount &&
               (name.constData() == textOf(otherName).constData() || name == textOf(otherName));
    });
}

const ResourceList &toList(const ResourceList &list)
{
    return list;
}

ResourceList toList(const Amounts &amounts)
{
    return amounts.toList();
}

} // namespace

template <class Value>
template <class IsEqual>
ValuePool::Slot<Value> &ValuePool::Table<Value>::slotOf(std::size_t hash, IsEqual isEqual)
{
    std::size_t at = hash & (cells.size() - 1);
    while (!isFree(cells[at].value) && !(cells[at].hash == hash && isEqual(cells[at].value)))
        at = (at + 1) & (cells.size() - 1);
    return cells[at];
}

//! \p value is not in it yet.
template <class Value>
void ValuePool::Table<Value>::insert(std::size_t hash, const Value &value)
{
    const bool isFull = used >= pruneAt;
    if (isFull) {
        for (Slot<Value> &slot : cells) {
            if (!isFree(slot.value) && !isUsedElsewhere(slot.value)) {
                slot = {};
                --used;
            }
        }
        pruneAt = std::max(FewValues, used * 2);
    }
    std::size_t size = isFull ? FewSlots : cells.size();
    while ((used + 1) * 4 > size * 3)
        size *= 2;
    if (isFull || size != cells.size())
        rebuild(size);
    slotOf(hash, [](const Value &) { return false; }) = {hash, value};
    ++used;
}

template <class Value>
void ValuePool::Table<Value>::rebuild(std::size_t size)
{
    std::vector<Slot<Value>> before = std::exchange(cells, std::vector<Slot<Value>>(size));
    for (Slot<Value> &slot : before) {
        if (!isFree(slot.value))
            slotOf(slot.hash, [](const Value &) { return false; }) = std::move(slot);
    }
}

QString ValuePool::intern(std::string_view utf8)
{
    if (utf8.empty())
        return {};
    const std::size_t hash = std::hash<std::string_view>{}(utf8);
    const auto &known = m_strings.slotOf(hash, [utf8](const QString &text) { return isEqual(text, utf8); });
    if (!isFree(known.value))
        return known.value;
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    if (!text.isEmpty()) // a byte order mark
        m_strings.insert(hash, text);
    return text;
}

template <class List>
ResourceList ValuePool::internList(const List &list)
{
    if (list.isEmpty())
        return {};
    const std::size_t hash = list.hash();
    const auto &known = m_lists.slotOf(hash, [&list](const ResourceList &other) { return areEqual(other, list); });
    if (!isFree(known.value))
        return known.value;
    const ResourceList added = toList(list);
    m_lists.insert(hash, added);
    return added;
}

ResourceList ValuePool::intern(const ResourceList &list)
{
    return internList(list);
}

ResourceList ValuePool::intern(const Amounts &list)
{
    return internList(list);
}

} // namespace fairlead::kubernetes
