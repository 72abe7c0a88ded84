// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/facts.h"
#include "models/remedies.h"
#include "models/severity.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::models {

//! What the user can do with what an inspector shows.
struct ObjectAction
{
    enum class Kind : std::uint8_t {
        Open,
        Close,
        Test,
        Edit,
        Remove,
        CleanUp, //!< of a daemon
        CountDisk,
        Logs,
        Start,
        Stop,
        Pull,
        Push,
        Tags,  //!< of a registry
        Again, //!< a run, with changes
    };

    Kind kind;
    QString text;
    bool isPrimary = false;
    QString refusal = {}; //!< why not now; empty: it can be done
    QString toolTip = {}; //!< what it does beyond its name

    bool operator==(const ObjectAction &) const = default;
};

//! All that an inspector says of one object, in words that are safe to show.
struct ObjectDetails
{
    struct Section
    {
        enum class Style : std::uint8_t { Statements, Labels, Counts };

        QString key; //!< in the settings of the window: folded or not
        QString title;
        Style style = Style::Labels;
        std::vector<Fact> facts;
        QString note; //!< behind the title
    };

    QString title;
    QString state;
    Severity severity = Severity::Neutral;
    QStringList dangers; //!< permanent marks
    std::optional<Remedy> remedy;
    QString message; //!< of whoever refused, as it stands
    QList<QPair<QString, QString>> facts;
    std::vector<Section> sections;
    std::vector<ObjectAction> actions;
};

} // namespace fairlead::models
