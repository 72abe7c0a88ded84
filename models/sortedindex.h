// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace fairlead::models {

//! Which rows of a live table are shown and in which order. The rows themselves live in the slots of a model; slots
//! never move, so a row is found by slot and a slot by row in constant time. What changed is sorted alone and merged
//! into the rest; a change of a thousand rows does not sort a hundred thousand.
class SortedIndex
{
public:
    using Slot = std::uint32_t;
    //! A strict total order over slots.
    using Less = std::function<bool(Slot, Slot)>;
    using IsShown = std::function<bool(Slot)>;

    struct Range
    {
        int first = 0;
        int last = 0;
    };

    //! Told of every change in the order in which an item model must announce it.
    class Observer
    {
    public:
        virtual void aboutToRemove(Range rows) = 0;
        virtual void removed() = 0;
        virtual void aboutToInsert(Range rows) = 0;
        virtual void inserted() = 0;
        virtual void aboutToReorder() = 0;
        //! \p newRows by old row.
        virtual void reordered(const std::vector<int> &newRows) = 0;
        virtual void changed(Range rows) = 0;
        virtual void aboutToReset() = 0;
        virtual void reset() = 0;

    protected:
        ~Observer() = default;
    };

    SortedIndex(Less less, IsShown isShown);

    int size() const { return int(m_order.size()); }
    Slot slotAt(int row) const { return m_order[std::size_t(row)]; }
    int rowOf(Slot slot) const; //!< -1 when it is not shown

    //! Slots whose row came, changed or went (isShown() tells which); all others must be as they were.
    void update(std::vector<Slot> touched, Observer &observer);
    //! The order itself is another one now.
    void resort(Observer &observer);
    //! isShown() answers differently now for any of \p all. Announces rows that come and go, or, when they are
    //! scattered over very many places, a reset.
    void refilter(const std::vector<Slot> &all, Observer &observer);

private:
    void remove(std::vector<int> rows, Observer &observer);
    void insert(std::vector<Slot> added, Observer &observer);
    void restoreOrder(const std::vector<Slot> &moved, Observer &observer);
    bool isInPlace(int row) const;
    void rebuild(const std::vector<Slot> &all);
    void renumber(std::size_t from);

    Less m_less;
    IsShown m_isShown;
    std::vector<Slot> m_order;
    std::vector<int> m_rows; //!< by slot
};

//! Neighbouring numbers of the sorted \p rows as ranges.
std::vector<SortedIndex::Range> rangesOf(std::span<const int> rows);

} // namespace fairlead::models
