// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nodefit.h"

#include <cstdint>
#include <vector>

namespace fairlead::runs {

//! What keeps a run off a place, in the order in which it is told.
enum class Hindrance : std::uint8_t {
    None,
    Launch, //!< nothing can be sent there: the config says what cannot be
    Device, //!< no such device, or not so many
    Cpu,
    Memory,
    Resource, //!< another: ephemeral-storage, hugepages, room for another pod
    Taint,
    Selector,
    Affinity,
    ClaimZone, //!< a volume is somewhere else
    Quota,
    PodSecurity, //!< or another admission
    Platform,    //!< the image is not for such nodes
    Cuda,        //!< the image wants a newer driver
    State,       //!< cordoned, not ready
};

//! "device", "cpu", "podSecurity", ...: for programs. Empty: None.
QString toString(Hindrance hindrance);

struct Obstacle
{
    Hindrance what = Hindrance::None;
    NodeFit::When when = NodeFit::When::Never; //!< Later: others hold it; Unknown: nobody may see whether
    QString reason;                            //!< as NodeFit::reason
    QString resource{};                        //!< of which there is too little
    kubernetes::Quantity missing{};            //!< so much more of it

    bool operator==(const Obstacle &) const = default;
};

//! All that keeps a pod off a node, in the order of Hindrance; none: it fits now.
std::vector<Obstacle> obstacles(const PodDemand &demand, const accelerators::NodeAvailability &node);

//! So many pods of this kind get the node, whatever its labels, taints and state: now, by what is free, or at most,
//! were it empty. What nobody may see counts as held.
enum class Fill : std::uint8_t { Now, Empty };
std::int64_t copies(const PodDemand &demand, const accelerators::NodeAvailability &node, Fill fill);

//! "4", "500m", "16Gi": an amount of \p resource for people.
QString amountText(const QString &resource, kubernetes::Quantity amount);

} // namespace fairlead::runs
