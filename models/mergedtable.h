// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "indexedtablemodel.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace fairlead::models {

//! A live table of values that are handed over all at once, again and again: only what differs is announced, so that
//! selection and place stay. Their natural order is that in which they were handed over. For up to thousands of rows.
//! \p Value has a QString \c id that tells it from the others, and operator==; of two with one id the last counts.
template <class Value>
class MergedTable : public IndexedTableModel
{
public:
    using IndexedTableModel::IndexedTableModel;

    void setValues(const std::vector<Value> &values)
    {
        QSet<QString> gone(m_slots.keyBegin(), m_slots.keyEnd());
        int place = 0;
        for (const Value &value : values) {
            gone.remove(value.id);
            put(value, place++);
        }
        for (const QString &id : std::as_const(gone))
            retire(m_slots.take(id));
    }

    //! In no order.
    template <class Visit>
    void forEach(Visit visit) const
    {
        for (const Slot slot : m_slots)
            visit(m_rows[slot].value);
    }
    const Value *valueOf(const QString &id) const
    {
        const auto slot = m_slots.constFind(id);
        return slot == m_slots.constEnd() ? nullptr : &m_rows[*slot].value;
    }

protected:
    const Value &valueAt(int row) const { return m_rows[slotAt(row)].value; }
    const Value &value(Slot slot) const { return m_rows[slot].value; }
    int place(Slot slot) const { return m_rows[slot].place; }
    void release(Slot slot) override { m_rows[slot] = {}; }

private:
    struct Row
    {
        Value value;
        int place = 0;
    };

    void put(const Value &value, int place)
    {
        const auto known = m_slots.constFind(value.id);
        const bool isNew = known == m_slots.constEnd();
        const Slot slot = isNew ? allocate() : *known;
        if (isNew) {
            if (slot >= m_rows.size())
                m_rows.resize(slot + 1);
            m_slots.insert(value.id, slot);
        } else if (m_rows[slot].place == place && m_rows[slot].value == value) {
            return;
        }
        m_rows[slot] = {value, place};
        touch(slot);
    }

    std::vector<Row> m_rows;
    QHash<QString, Slot> m_slots;
};

} // namespace fairlead::models
