// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devicestrip.h"
#include "models/mergedlist.h"
#include "models/severity.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::models {

//! One number of a row, as it is shown, with the attention that it asks for.
struct Figure
{
    QString text;
    Severity severity = Severity::Neutral;

    bool operator==(const Figure &) const = default;
};

//! Something that is counted: what it is, its figures below common captions, its share as a bar.
struct FigureRow
{
    QString key;
    QString name;
    QString note;  //!< beside the name, dim
    QString value; //!< the one number of a row without captions
    std::vector<Figure> figures;
    DeviceStrip strip;
    std::optional<double> share;       //!< 0 to 1
    double unusable = 0;               //!< continues share
    int holder = -1;                   //!< HolderColours index; -1: no square
    QString text;                      //!< below, dim unless it is a warning
    Severity severity = Severity::Dim; //!< of text
    bool isStale = false;
    QString toolTip;

    bool operator==(const FigureRow &) const = default;
};

//! Counted things below each other, as in a table whose rows have room for words.
class FiguresModel : public MergedList<FigureRow>
{
    Q_OBJECT
public:
    enum Role {
        CopyRole = Qt::UserRole, //!< a line with tabs, in the order of copiedTitles()
    };

    using MergedList::MergedList;

    //! Above the figures; of any row.
    void setCaptions(const QStringList &captions);
    const QStringList &captions() const { return m_captions; }
    //! "\tCapacity\tAllocatable": the line above those that are copied.
    QString copiedTitles() const;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString accessibleText(const FigureRow &row) const;

    QStringList m_captions;
};

} // namespace fairlead::models
