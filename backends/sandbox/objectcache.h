// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objectencoder.h"
#include "selector.h"

#include <deque>
#include <map>

namespace fairlead::sandbox {

//! The objects of one resource as they are now, and the last events: what an API server calls its watch cache.
//! Every watch reads the same events; none has a queue of its own, so one that does not read costs nothing.
class ObjectCache
{
public:
    struct Entry
    {
        SelectableFields fields;
        EncodedObjectPtr object;
    };
    struct Event
    {
        EventType type = EventType::Added;
        std::optional<SelectableFields> before; //!< absent for an added object
        std::optional<SelectableFields> after;  //!< absent for a deleted one
        EncodedObjectPtr object;                //!< at the resourceVersion of the event
    };

    explicit ObjectCache(std::size_t historyLimit)
        : m_historyLimit(historyLimit)
    {
    }

    //! Deleted objects come as they were last, with the resourceVersion of their end.
    void apply(EventType type, const QString &key, SelectableFields fields, EncodedObjectPtr object);

    const std::map<QString, Entry> &entries() const { return m_entries; }

    //! A watch can begin after this resourceVersion, and after every later one.
    std::uint64_t oldestVersion() const { return m_oldestVersion; }
    //! Positions count events since the beginning; those before firstPosition() are forgotten.
    std::uint64_t firstPosition() const { return m_firstPosition; }
    std::uint64_t endPosition() const { return m_firstPosition + m_history.size(); }
    std::uint64_t positionAfter(std::uint64_t resourceVersion) const;
    const Event &event(std::uint64_t position) const { return m_history[std::size_t(position - m_firstPosition)]; }
    //! Forgets what happened until now, as compaction does: all watches have to list again.
    void compact(std::uint64_t resourceVersion);

private:
    std::size_t m_historyLimit;
    std::map<QString, Entry> m_entries;
    std::deque<Event> m_history;
    std::uint64_t m_firstPosition = 0;
    std::uint64_t m_oldestVersion = 0;
};

} // namespace fairlead::sandbox
