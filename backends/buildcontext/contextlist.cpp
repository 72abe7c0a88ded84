// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextlist.h"

namespace fairlead::buildcontext {

QString ContextList::placeOf(const ContextEntry &entry) const
{
    if (entry.type != ContextEntry::Type::File)
        return QString::fromUtf8(entry.path);
    return QString::fromUtf8(roots[std::size_t(entry.root)] + '/' + entry.source);
}

} // namespace fairlead::buildcontext
