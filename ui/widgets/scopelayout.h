// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace fairlead::ui {

//! Which of the open contexts have a pill in a row of \p width, and how wide. Pixels throughout. Pure.
struct ScopeLayout
{
    struct Pill
    {
        int shortest = 0; //!< with as much of the name as tells it from most others
        int whole = 0;
    };

    struct Links
    {
        int more = 0;        //!< says how many have no pill
        int manage = 0;      //!< to more contexts; 0: none
        int manageShort = 0; //!< the same as a sign
    };

    static constexpr int Gap = 6;        //!< behind every pill
    static constexpr int LeastPill = 90; //!< of the first one, which has a name even where nothing fits

    std::vector<int> widths; //!< of the pills that are shown, the first ones
    bool hasMore = false;    //!< others have none
    bool isManageShort = false;

    //! As many pills as fit with short names; whole names take what room there is beyond that, and the word of the
    //! link.
    static ScopeLayout of(const std::vector<Pill> &pills, const Links &links, int width);
};

} // namespace fairlead::ui
