// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/celltablemodel.h"

#include <QSet>

#include <map>
#include <utility>

namespace fairlead::models {

//! A table of what is on all daemons: of each daemon the objects that it has now. A row is stale while its daemon is
//! not live. \p Object is a value with what a row is made from.
template <class Object>
class DaemonObjectsModel : public CellTableModel
{
public:
    struct Entry
    {
        QString daemonId;
        QString daemonName;
        bool isStale = false;
        Object object;
    };

    //! Before its objects. Its name or how it is may be others later.
    void setDaemon(const QString &id, const QString &name, bool isStale)
    {
        m_daemons[id] = {name, isStale};
        for (auto it = firstOf(id); it != m_entries.end() && it->second.daemonId == id; ++it) {
            it->second.daemonName = name;
            it->second.isStale = isStale;
            show(it->first, it->second);
        }
    }
    void removeDaemon(const QString &id)
    {
        setObjects(id, {});
        m_daemons.erase(id);
    }
    //! Null when there is none; until the next change.
    const Entry *entry(const QString &key) const
    {
        const auto it = m_entries.find(key);
        return it == m_entries.end() ? nullptr : &it->second;
    }
    const Entry *entry(const QModelIndex &index) const { return entry(keyOf(index)); }
    //! Of a daemon, by key.
    std::vector<const Entry *> entriesOf(const QString &daemonId) const
    {
        std::vector<const Entry *> entries;
        for (auto it = m_entries.lower_bound(keyFor(daemonId, {}));
             it != m_entries.end() && it->second.daemonId == daemonId; ++it)
            entries.push_back(&it->second);
        return entries;
    }
    //! Of the row of what is \p name on its daemon.
    static QString keyFor(const QString &daemonId, const QString &name) { return daemonId + u'\n' + name; }
    using CellTableModel::keyOf;

protected:
    using CellTableModel::CellTableModel;

    //! What tells it from the others of its daemon.
    virtual QString nameOf(const Object &object) const = 0;
    virtual std::int64_t orderOf(const Object &object) const = 0;
    virtual TableCell cell(const Entry &entry, int column) const = 0;

    //! All that the daemon has now; rows that stay keep their place in the selection.
    void setObjects(const QString &daemonId, std::vector<Object> objects)
    {
        QSet<QString> here;
        const Daemon daemon = m_daemons[daemonId];
        for (Object &object : objects) {
            const QString key = keyFor(daemonId, nameOf(object));
            here.insert(key);
            m_entries[key] = {daemonId, daemon.name, daemon.isStale, std::move(object)};
            show(key, m_entries[key]);
        }
        for (auto it = firstOf(daemonId); it != m_entries.end() && it->second.daemonId == daemonId;) {
            const QString key = it->first;
            ++it;
            if (here.contains(key))
                continue;
            dropRow(key);
            m_entries.erase(key);
        }
    }
    //! Nothing happens where there is none.
    template <class Change>
    void changeObject(const QString &key, Change change)
    {
        const auto it = m_entries.find(key);
        if (it == m_entries.end())
            return;
        change(it->second.object);
        show(key, it->second);
        emit objectChanged(key);
    }

private:
    struct Daemon
    {
        QString name;
        bool isStale = false;
    };
    using Entries = std::map<QString, Entry>;

    typename Entries::iterator firstOf(const QString &daemonId) { return m_entries.lower_bound(keyFor(daemonId, {})); }
    void show(const QString &key, const Entry &entry)
    {
        Row row{.key = key, .order = orderOf(entry.object), .isStale = entry.isStale};
        for (int column = 0; column < columnCount(); ++column)
            row.cells.push_back(cell(entry, column));
        putRow(std::move(row));
    }

    std::map<QString, Daemon> m_daemons;
    Entries m_entries;
};

} // namespace fairlead::models
