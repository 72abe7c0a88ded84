// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"
#include "backends/transport/checkstate.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::docker {

//! One thing that the test of a daemon found out.
struct CheckResult
{
    //! In the order in which they are made.
    enum class Id : std::uint8_t {
        Address,    //!< it can be read, and the TLS files are there
        Reachable,  //!< something answers as an engine does
        Encryption, //!< TLS, and the server is the one that it claims to be
        Api,        //!< a version that both sides speak
        Engine,     //!< which, and its version
        Identity,   //!< its id and name
        Platform,
        Storage,
        Disk, //!< what images, containers, volumes and caches take
        Runtimes,
        Devices,     //!< that containers may ask for by name (CDI)
        Builder,     //!< which it recommends
        TrialBuild,  //!< only when asked for
        Registries,  //!< that it speaks to in clear, and mirrors
        Warnings,    //!< the engine's own
        Images,      //!< which of those that it builds are there
        OtherImages, //!< which of those that it could get from nobody are there
        Push,        //!< whether its images may go to a registry, asked from here; one for each
        Pull,        //!< what a registry has for it, asked by the daemon itself; one for each registry
    };
    using State = CheckState;

    Id id = Id::Address;
    State state = State::Ok;
    QString subject;               //!< of a check that is made of several things: a registry's name
    QString detail;                //!< what was found, with the engine's own words; plain text
    QString remedy;                //!< what to do about it; empty: nothing
    QStringList items;             //!< runtimes, devices, registries, warnings, images that are missing: each by itself
    std::optional<ApiError> error; //!< why it failed

    bool operator==(const CheckResult &) const = default;
};

//! "reachable", "trialBuild", ...: the spelling of JSON output.
QString toString(CheckResult::Id id);

//! The worst of them; Note and Skipped count for nothing.
CheckResult::State overall(const std::vector<CheckResult> &results);

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::CheckResult)
