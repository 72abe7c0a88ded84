// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::models {

class HolderColours;

//! Devices of one Node and product that are in the same state and held by the same Pod, side by side.
struct DeviceRun
{
    enum class State : std::uint8_t {
        Held,
        Releasing, //!< held by a Pod that is being deleted
        Free,
        Unusable,  //!< free, and nothing can be placed there
        Unhealthy, //!< in capacity and not allocatable
        Unknown,   //!< Pods cannot be listed
    };

    State state = State::Free;
    int holder = -1; //!< HolderColours index of the namespace; -1: a holder that is not known by name
    std::int64_t count = 0;
    int pod = -1; //!< place in NodeRow::holders; -1: not held, or by a Pod that is not known

    bool operator==(const DeviceRun &) const = default;
};

//! What the strip of squares of a Node shows.
struct DeviceStrip
{
    std::vector<DeviceRun> runs;
    std::int64_t slicesPerCard = 1; //!< 1: whole cards; more: slices or shares, so many to a card; 0: slices, too, of a
                                    //!< number that is not known

    std::int64_t count() const;
    bool operator==(const DeviceStrip &) const = default;
};

DeviceStrip deviceStrip(const accelerators::NodeRow &row, const accelerators::NodeDevices &devices,
                        HolderColours &colours);

//! "3 held, 2 releasing, 3 free": the same for those who do not see the squares.
QString stripText(const DeviceStrip &strip);

} // namespace fairlead::models

Q_DECLARE_METATYPE(fairlead::models::DeviceStrip)
