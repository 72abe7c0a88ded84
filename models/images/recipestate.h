// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::models {

//! What is known of a recipe's image in one registry that it is to be in.
struct RegistryState
{
    enum class State : std::uint8_t {
        Unknown, //!< not asked yet
        NotPushed,
        Current,
        Uncompared, //!< the tag is there, and nothing says whether it is the image that was built
        Differs,    //!< the tag is there, and is another image
        Failed,     //!< it was asked or pushed to, and text says why that came to nothing
    };

    QString registryId;
    QString name;
    State state = State::Unknown;
    QString digest; //!< of the tag there: "sha256:..."; empty: none, or not known
    QString text;   //!< what the registry said, verbatim

    bool operator==(const RegistryState &) const = default;
};

//! What is known of the image that a recipe stands for, on the daemon that builds it and beyond. Times are seconds
//! since 1970 UTC, 0: not known.
struct RecipeState
{
    enum class State : std::uint8_t { Unknown, NotBuilt, Current, OutOfDate, Building, Pushing, Failed };

    State state = State::Unknown;
    QStringList reasons; //!< why it is out of date or failed: a sentence each
    QString imageId;     //!< "sha256:..."
    std::int64_t builtAt = 0;
    std::int64_t sizeBytes = 0; //!< 0: not known
    std::vector<RegistryState> registries;

    QString activityId; //!< that runs or was the last; empty: none
    QString activity;   //!< in words: "Build base/exec:1.2, step 4 of 9"
    bool isActive = false;
    std::optional<double> progress; //!< of what is active, 0 to 1; none: nobody knows how much there is

    bool operator==(const RecipeState &) const = default;
};

//! "out of date", "building 40 %"
QString stateText(const RecipeState &state);
Severity severityOf(RecipeState::State state);
QString stateText(RegistryState::State state);
Severity severityOf(RegistryState::State state);
//! "2 of 3", "1 of 3, 1 differs"; empty without registries.
QString registriesText(const RecipeState &state);
Severity registriesSeverity(const RecipeState &state);
//! The first twelve digits of a digest: "1a2b3c4d5e6f".
QString digestText(const QString &digest);

} // namespace fairlead::models
