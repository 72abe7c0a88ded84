// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mergedlist.h"
#include "models/severity.h"

#include <QString>

namespace fairlead::models {

//! Something that is so, in words that are safe to show.
struct Fact
{
    QString key;
    QString title;
    QString note;    //!< beside the title: "for 3 h", the value of a label
    QString text;    //!< below, over as many lines as it needs; newlines are kept
    QString toolTip; //!< plain
    QString copied;  //!< what goes to the clipboard, a line with tabs
    Severity severity = Severity::Neutral;

    bool operator==(const Fact &) const = default;
};

//! Facts below each other.
class FactsModel : public MergedList<Fact>
{
    Q_OBJECT
public:
    enum Role {
        NoteRole = Qt::UserRole,
        TextRole,
        SeverityRole,
        CopyRole,
    };

    using MergedList::MergedList;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace fairlead::models
