// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace fairlead::models {

//! What the user typed into a filter: a row is shown when every word occurs in its text, whatever the case.
class TextFilter
{
public:
    TextFilter() = default;
    explicit TextFilter(const QString &text);

    bool isEmpty() const { return m_words.isEmpty(); }
    //! \p searchText comes from searchText() below.
    bool matches(const QString &searchText) const;

    //! Prepared once per row: lower case, one line.
    static QString searchText(const QStringList &parts);

private:
    QStringList m_words;
};

} // namespace fairlead::models
