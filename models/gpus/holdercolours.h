// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <array>

namespace fairlead::models {

//! Gives every namespace a number that stays its own: the ui makes a colour of it, and of the numbers beyond the
//! colours the same colours with a pattern. The number depends on the name first, so that a namespace mostly looks the
//! same in every session; on a clash the next free one is taken.
class HolderColours
{
public:
    static constexpr int Colours = 7;

    int indexOf(const QString &namespaceName);

private:
    QHash<QString, int> m_indices;
    std::array<bool, Colours> m_isTaken{};
    int m_next = Colours;
};

} // namespace fairlead::models
