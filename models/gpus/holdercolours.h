// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace fairlead::models {

//! Gives every namespace a number that stays its own: the ui makes a colour of it, and of the numbers beyond the
//! colours the same colours with a pattern. The number is that of last time. Of a new namespace it follows from the
//! name; where names meet, from all of them and what they hold at the start, and not from who came first: two who look
//! at the same clusters for the first time see the same colours.
class HolderColours
{
public:
    static constexpr int Colours = 7;
    static constexpr int MostRemembered = 200;

    //! Of one that has none yet it is provisional until arrange().
    int indexOf(const QString &namespaceName);
    //! \p held: every holder there is, with how much it holds. Until settle() new ones may move others that are new,
    //! too: the largest get colours without a pattern, by the order of their names.
    //! \return whether one that had a number has another one now.
    bool arrange(const QHash<QString, std::int64_t> &held);
    bool areKnown(const QStringList &namespaceNames) const;
    //! From now on whoever has a colour keeps it.
    void settle() { m_isSettled = true; }
    bool isSettled() const { return m_isSettled; }

    //! One line for each namespace, "index name", those of this session first, at most MostRemembered.
    QStringList remembered() const;
    //! What remembered() gave last time; lines that are none are passed over.
    void remember(const QStringList &lines);

private:
    int choose(const QString &namespaceName) const;
    int freeColours() const;

    QHash<QString, int> m_indices;
    QSet<int> m_taken;
    QHash<QString, int> m_last; //!< of last time
    QStringList m_lastOrder;
    bool m_isSettled = false;
};

} // namespace fairlead::models
