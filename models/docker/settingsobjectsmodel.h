// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/celltablemodel.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <utility>

namespace fairlead::models {

//! A table of the objects of one section of the settings, in their order, each with how it is. \p Entry is both as a
//! value: \p Object is its member of the settings, \c status what is known.
template <class Entry, auto Object>
class SettingsObjectsModel : public CellTableModel
{
public:
    //! Null when there is none; until the next change.
    const Entry *entry(const QString &id) const
    {
        const auto known = m_known.find(id);
        return known == m_known.end() ? nullptr : &known->second.entry;
    }
    //! In the order of the settings.
    std::vector<const Entry *> entries() const
    {
        std::vector<const Known *> known;
        for (const auto &[id, each] : m_known)
            known.push_back(&each);
        std::sort(known.begin(), known.end(), [](const Known *a, const Known *b) { return a->order < b->order; });
        std::vector<const Entry *> entries;
        for (const Known *each : known)
            entries.push_back(&each->entry);
        return entries;
    }
    //! Nothing happens where there is no such object.
    void setStatus(const QString &id, const decltype(Entry::status) &status)
    {
        change(id, [&status](Entry &entry) { entry.status = status; });
    }

protected:
    using CellTableModel::CellTableModel;

    virtual TableCell cell(const Entry &entry, int column) const = 0;
    virtual bool isStale(const Entry &) const { return false; }

    //! Nothing happens where there is no such object.
    template <class Change>
    void change(const QString &id, Change change)
    {
        const auto known = m_known.find(id);
        if (known == m_known.end())
            return;
        change(known->second.entry);
        show(known->second);
    }
    //! All of them; those that stay keep their status and their place in the selection.
    template <class Objects>
    void setObjects(const Objects &objects)
    {
        QSet<QString> here;
        int order = 0;
        for (const auto &object : objects) {
            here.insert(object.id);
            Known &known = m_known[object.id];
            known.entry.*Object = object;
            known.order = order++;
            show(known);
        }
        for (auto it = m_known.begin(); it != m_known.end();) {
            if (!here.contains(it->first))
                dropRow(it->first);
            it = here.contains(it->first) ? std::next(it) : m_known.erase(it);
        }
        flush();
    }

private:
    struct Known
    {
        Entry entry;
        int order = 0;
    };

    void show(const Known &known)
    {
        Row row{.key = (known.entry.*Object).id, .order = known.order, .isStale = isStale(known.entry)};
        for (int column = 0; column < columnCount(); ++column)
            row.cells.push_back(cell(known.entry, column));
        putRow(std::move(row));
    }

    std::map<QString, Known> m_known; //!< by id
};

} // namespace fairlead::models
