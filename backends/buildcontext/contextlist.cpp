// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextlist.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace fairlead::buildcontext {

ContextEntry *ContextList::find(const QByteArray &path)
{
    const auto found = std::lower_bound(entries.begin(), entries.end(), ContextEntry{.path = path}, isBefore);
    return found != entries.end() && found->path == path ? &*found : nullptr;
}

void ContextList::insert(ContextEntry entry)
{
    const auto at = std::lower_bound(entries.begin(), entries.end(), entry, isBefore);
    entries.insert(at, std::move(entry));
}

void ContextList::linkShared()
{
    using Type = ContextEntry::Type;
    std::map<std::tuple<int, quint64, quint64>, const ContextEntry *> known;
    for (ContextEntry &entry : entries) {
        if (entry.type != Type::File || !entry.isShared)
            continue;
        const auto [first, isFirst] = known.try_emplace({entry.root, entry.stamp.device, entry.stamp.inode}, &entry);
        if (isFirst)
            continue;
        entry.type = Type::HardLink;
        entry.content = first->second->path;
        entry.size = 0;
    }
}

QString ContextList::placeOf(const ContextEntry &entry) const
{
    if (!entry.isOnDisk())
        return QString::fromUtf8(entry.path);
    return QString::fromUtf8(roots[std::size_t(entry.root)] + '/' + entry.source);
}

} // namespace fairlead::buildcontext
