// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "glob.h"

namespace fairlead::files {

bool globMatches(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1; // where to go back to: after the last *, which then takes one character more
    qsizetype taken = 0;
    while (t < text.size()) {
        const bool same = p < pattern.size() &&
                          (pattern[p] == u'?' || pattern.sliced(p, 1).compare(text.sliced(t, 1), sensitivity) == 0);
        if (p < pattern.size() && pattern[p] == u'*') {
            star = ++p;
            taken = t;
        } else if (same) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

} // namespace fairlead::files
