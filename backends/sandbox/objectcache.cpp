// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectcache.h"

#include <algorithm>

namespace fairlead::sandbox {

void ObjectCache::apply(EventType type, const QString &key, SelectableFields fields, EncodedObjectPtr object)
{
    Event event{.type = type, .object = object};
    const auto it = m_entries.find(key);
    if (it != m_entries.end())
        event.before = it->second.fields;
    if (type == EventType::Deleted) {
        if (it != m_entries.end())
            m_entries.erase(it);
    } else {
        event.after = fields;
        m_entries.insert_or_assign(key, Entry{std::move(fields), std::move(object)});
    }
    m_history.push_back(std::move(event));
    if (m_history.size() > m_historyLimit) {
        m_oldestVersion = m_history.front().object->resourceVersion();
        m_history.pop_front();
        ++m_firstPosition;
    }
}

std::uint64_t ObjectCache::positionAfter(std::uint64_t resourceVersion) const
{
    const auto it = std::partition_point(m_history.begin(), m_history.end(), [resourceVersion](const Event &event) {
        return event.object->resourceVersion() <= resourceVersion;
    });
    return m_firstPosition + std::uint64_t(it - m_history.begin());
}

void ObjectCache::compact(std::uint64_t resourceVersion)
{
    m_firstPosition += m_history.size();
    m_history.clear();
    m_oldestVersion = resourceVersion;
}

} // namespace fairlead::sandbox
