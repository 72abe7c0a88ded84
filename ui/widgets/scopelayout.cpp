// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "scopelayout.h"

#include <algorithm>
#include <cstddef>

namespace fairlead::ui {

namespace {

using Pill = ScopeLayout::Pill;
constexpr int Gap = ScopeLayout::Gap;

//! How many of them fit with short names.
std::size_t fitting(const std::vector<Pill> &pills, int room)
{
    std::size_t count = 0;
    for (; count < pills.size(); ++count) {
        room -= pills[count].shortest + Gap;
        if (room < 0)
            break;
    }
    return count;
}

//! Of the first \p shown pills in \p room, gaps included: what there is beyond short names is shared by those that
//! need it.
std::vector<int> shared(const std::vector<Pill> &pills, std::size_t shown, int room)
{
    std::vector<int> widths;
    std::vector<std::size_t> cut;
    for (std::size_t i = 0; i < shown; ++i) {
        widths.push_back(pills[i].shortest);
        room -= widths.back() + Gap;
        if (widths.back() < pills[i].whole)
            cut.push_back(i);
    }
    const auto wanted = [&](std::size_t i) { return pills[i].whole - widths[i]; };
    std::sort(cut.begin(), cut.end(), [&](std::size_t a, std::size_t b) { return wanted(a) < wanted(b); });
    for (std::size_t done = 0; done < cut.size() && room > 0; ++done) { // who needs least leaves most to the others
        const int more = std::min(wanted(cut[done]), room / int(cut.size() - done));
        widths[cut[done]] += more;
        room -= more;
    }
    return widths;
}

} // namespace

ScopeLayout ScopeLayout::of(const std::vector<Pill> &pills, const Links &links, int width)
{
    int whole = 0;
    for (const Pill &pill : pills)
        whole += pill.whole + Gap;
    ScopeLayout layout;
    layout.isManageShort = links.manage > 0 && whole + links.manage > width;
    int room = width - (layout.isManageShort ? links.manageShort : links.manage);
    std::size_t shown = fitting(pills, room);
    layout.hasMore = shown < pills.size();
    if (layout.hasMore) {
        room -= links.more + Gap;
        shown = fitting(pills, room);
    }
    layout.widths = shared(pills, shown, room);
    if (shown == 0 && !pills.empty() && room - Gap >= LeastPill) {
        layout.widths.push_back(std::min(room - Gap, pills.front().whole));
        layout.hasMore = pills.size() > 1;
    }
    return layout;
}

} // namespace fairlead::ui
