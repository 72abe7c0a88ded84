// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "unusable.h"

#include <algorithm>

namespace fairlead::settings {

namespace {

template <class Is>
const Unusable *find(const Settings &settings, Is is)
{
    const auto found = std::find_if(settings.unusable.begin(), settings.unusable.end(), is);
    return found == settings.unusable.end() ? nullptr : &*found;
}

} // namespace

const Unusable *unusableIn(const Settings &settings, const QString &section)
{
    return find(settings,
                [&section](const Unusable &each) { return each.section.isEmpty() || each.section == section; });
}

const Unusable *unusableFirst(const Settings &settings, const QString &section)
{
    // Of a file of which nothing can be taken, the objects are those of before, in their order.
    return find(settings, [&section](const Unusable &each) { return each.section == section && each.place <= 0; });
}

const Unusable *unusableById(const Settings &settings, const QString &section, const QString &id)
{
    return find(settings, [&](const Unusable &each) { return each.section == section && each.id == id; });
}

} // namespace fairlead::settings
