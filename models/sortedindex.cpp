// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sortedindex.h"

#include <algorithm>

namespace fairlead::models {

namespace {

constexpr std::size_t MaximumRanges = 100; // each costs the view about as much as 1 % of a reset

} // namespace

std::vector<SortedIndex::Range> rangesOf(std::span<const int> rows)
{
    std::vector<SortedIndex::Range> result;
    for (const int row : rows) {
        if (!result.empty() && result.back().last + 1 == row)
            result.back().last = row;
        else
            result.push_back({row, row});
    }
    return result;
}

SortedIndex::SortedIndex(Less less, IsShown isShown)
    : m_less(std::move(less))
    , m_isShown(std::move(isShown))
{
}

int SortedIndex::rowOf(Slot slot) const
{
    return slot < m_rows.size() ? m_rows[slot] : -1;
}

void SortedIndex::update(std::vector<Slot> touched, Observer &observer)
{
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    if (!touched.empty() && touched.back() >= m_rows.size())
        m_rows.resize(touched.back() + 1, -1);

    std::vector<int> goneRows;
    std::vector<Slot> kept;
    std::vector<Slot> added;
    for (const Slot slot : touched) {
        const bool isShown = m_isShown(slot);
        if (rowOf(slot) < 0) {
            if (isShown)
                added.push_back(slot);
        } else if (isShown) {
            kept.push_back(slot);
        } else {
            goneRows.push_back(rowOf(slot));
        }
    }
    remove(std::move(goneRows), observer);
    if (!std::all_of(kept.begin(), kept.end(), [this](Slot slot) { return isInPlace(rowOf(slot)); }))
        restoreOrder(kept, observer);
    insert(std::move(added), observer);

    std::vector<int> changedRows;
    changedRows.reserve(kept.size());
    for (const Slot slot : kept)
        changedRows.push_back(rowOf(slot));
    std::sort(changedRows.begin(), changedRows.end());
    for (const Range range : rangesOf(changedRows))
        observer.changed(range);
}

void SortedIndex::resort(Observer &observer)
{
    restoreOrder(std::vector<Slot>(m_order), observer);
}

void SortedIndex::refilter(const std::vector<Slot> &all, Observer &observer)
{
    if (!all.empty())
        m_rows.resize(std::max<std::size_t>(m_rows.size(), *std::max_element(all.begin(), all.end()) + 1), -1);
    std::vector<int> goneRows;
    std::vector<Slot> added;
    for (const Slot slot : all) {
        const bool isShown = m_isShown(slot);
        if (rowOf(slot) >= 0 && !isShown)
            goneRows.push_back(rowOf(slot));
        else if (rowOf(slot) < 0 && isShown)
            added.push_back(slot);
    }
    std::sort(goneRows.begin(), goneRows.end());
    if (rangesOf(goneRows).size() > MaximumRanges || (added.size() > MaximumRanges && !m_order.empty())) {
        observer.aboutToReset();
        rebuild(all);
        observer.reset();
        return;
    }
    remove(std::move(goneRows), observer);
    insert(std::move(added), observer);
}

void SortedIndex::remove(std::vector<int> rows, Observer &observer)
{
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end());
    const std::vector<Range> ranges = rangesOf(rows);
    for (const int row : rows)
        m_rows[slotAt(row)] = -1;
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        observer.aboutToRemove(*range);
        m_order.erase(m_order.begin() + range->first, m_order.begin() + range->last + 1);
        observer.removed();
    }
    renumber(std::size_t(ranges.front().first));
}

void SortedIndex::insert(std::vector<Slot> added, Observer &observer)
{
    if (added.empty())
        return;
    std::sort(added.begin(), added.end(), m_less);
    // From the last to the first, so that the places found in what is there stay right.
    auto end = added.end();
    std::size_t first = m_order.size();
    while (end != added.begin()) {
        const auto place =
            std::lower_bound(m_order.begin(), m_order.begin() + std::ptrdiff_t(first), *(end - 1), m_less);
        first = std::size_t(place - m_order.begin());
        auto begin = end - 1;
        while (begin != added.begin() && (place == m_order.begin() || m_less(*(place - 1), *(begin - 1))))
            --begin;
        observer.aboutToInsert({int(first), int(first) + int(end - begin) - 1});
        m_order.insert(place, begin, end);
        observer.inserted();
        end = begin;
    }
    renumber(first);
}

void SortedIndex::restoreOrder(const std::vector<Slot> &moved, Observer &observer)
{
    observer.aboutToReorder();
    const std::vector<Slot> before = m_order;
    std::vector<bool> isMoved(m_rows.size(), false);
    for (const Slot slot : moved)
        isMoved[slot] = true;
    const auto middle =
        std::stable_partition(m_order.begin(), m_order.end(), [&isMoved](Slot slot) { return !isMoved[slot]; });
    std::sort(middle, m_order.end(), m_less);
    std::inplace_merge(m_order.begin(), middle, m_order.end(), m_less);
    renumber(0);
    std::vector<int> newRows;
    newRows.reserve(before.size());
    for (const Slot slot : before)
        newRows.push_back(m_rows[slot]);
    observer.reordered(newRows);
}

bool SortedIndex::isInPlace(int row) const
{
    return (row == 0 || m_less(slotAt(row - 1), slotAt(row))) &&
           (row + 1 == size() || m_less(slotAt(row), slotAt(row + 1)));
}

void SortedIndex::rebuild(const std::vector<Slot> &all)
{
    m_order.clear();
    std::fill(m_rows.begin(), m_rows.end(), -1);
    std::copy_if(all.begin(), all.end(), std::back_inserter(m_order), m_isShown);
    std::sort(m_order.begin(), m_order.end(), m_less);
    renumber(0);
}

void SortedIndex::renumber(std::size_t from)
{
    for (std::size_t row = from; row < m_order.size(); ++row)
        m_rows[m_order[row]] = int(row);
}

} // namespace fairlead::models
