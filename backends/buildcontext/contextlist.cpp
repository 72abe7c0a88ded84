// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextlist.h"

#include <algorithm>

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

QString ContextList::placeOf(const ContextEntry &entry) const
{
    if (entry.type != ContextEntry::Type::File)
        return QString::fromUtf8(entry.path);
    return QString::fromUtf8(roots[std::size_t(entry.root)] + '/' + entry.source);
}

} // namespace fairlead::buildcontext
