// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/facts.h"
#include "runtimeconfigsmodel.h"

#include <QList>
#include <QPair>

namespace fairlead::models {

//! All that the inspector says of a runtime config, in words that are safe to show.
struct ConfigDetails
{
    QString title;
    QString state;
    Severity severity = Severity::Neutral;
    QString description;
    QStringList dangers; //!< permanent marks
    QList<QPair<QString, QString>> facts;
    std::vector<Fact> problems; //!< their keys are those of problemField()
    QString problemsNote;       //!< "1 error, 2 warnings"
    std::vector<Fact> targets;  //!< in failover order
    std::vector<Fact> users;    //!< their keys are those of ConfigUser: section, newline, id
    std::vector<Fact> tests;    //!< of each target a line, then its steps; keys as activityOf() reads them
    QString testsNote;          //!< "3 min ago", "running"
    QString missingRights;      //!< YAML that whoever administers a target may apply; empty: nothing to copy

    bool operator==(const ConfigDetails &) const = default;
};

//! \p now: seconds since 1970 UTC.
ConfigDetails configDetails(const ConfigEntry &entry, const settings::Settings &settings, std::int64_t now);

//! The field of the config that a fact of ConfigDetails::problems is about.
QString problemField(const Fact &fact);
//! The activity of a fact of ConfigDetails::tests; empty: none.
QString activityOf(const Fact &fact);

} // namespace fairlead::models
