// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace fairlead::models {

//! Gives every namespace a number that stays its own: the ui makes a colour of it, and of the numbers beyond the
//! colours the same colours with a pattern. The number is that of last time; of a new namespace it depends on the
//! name, unless another has that colour: then it is the next free one, those of last time's namespaces left for last.
class HolderColours
{
public:
    static constexpr int Colours = 7;
    static constexpr int MostRemembered = 200;

    int indexOf(const QString &namespaceName);

    //! One line for each namespace, "index name", those of this session first, at most MostRemembered.
    QStringList remembered() const;
    //! What remembered() gave last time; lines that are none are passed over.
    void remember(const QStringList &lines);

private:
    int choose(const QString &namespaceName) const;

    QHash<QString, int> m_indices;
    QSet<int> m_taken;
    QHash<QString, int> m_last; //!< of last time
    QStringList m_lastOrder;
};

} // namespace fairlead::models
