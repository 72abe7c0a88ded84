// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::accelerators {

//! Kinds are never added up into one number: a MIG slice is not a card.
//! Partition is a part of a card that is no MIG profile: AMD compute partition, Ascend vNPU, NeuronCore.
enum class Kind : std::uint8_t { Device, Mig, Shared, Vgpu, Tpu, Partition };

//! "device", "mig", "shared", "vgpu", "tpu", "partition": for tables and logs.
QString toString(Kind kind);
//! Neither a slice nor a share of a card.
constexpr bool isWhole(Kind kind)
{
    return kind == Kind::Device || kind == Kind::Tpu;
}

//! One kind of accelerator as it is called in every view; equal products are one row in the totals.
struct Product
{
    QString name; //!< canonical family: "H100", "A100", "MI300X"; the raw value when unknown; "unknown" when unlabelled
    QString resource; //!< "nvidia.com/gpu"
    Kind kind = Kind::Device;
    QString profile; //!< MIG profile "1g.10gb", vGPU profile "8Q", partition "cpx_nps4", TPU topology "2x4"; else empty
    std::optional<std::int64_t> memoryMiB; //!< of one device, see identify(); absent when nothing says it

    std::strong_ordering operator<=>(const Product &) const = default;
    bool operator==(const Product &) const = default;
};

//! What the labels of a Node say about one of its accelerator resources.
struct Identity
{
    Product product;
    QString rawProduct;        //!< the label's value as it stands; empty when unlabelled
    QString labelSource;       //!< key of the label that named it; empty when unlabelled
    std::int64_t sharedBy = 1; //!< replicas of one card; 1 when it is not shared or the labels do not say
    //! A container gets one share and no more: NVIDIA's plugin under MPS, and GKE, refuse a larger request.
    bool isOnePerContainer = false;

    bool operator==(const Identity &) const = default;
};

//! Names \p resource of \p node from that Node's own labels: the first label with a known product wins, in the order
//! GPU Feature Discovery or AMD labeller, GKE, Karpenter and EKS, CoreWeave, Nebius, SkyPilot; else the first that is
//! not blank. A label that names another vendor's product is not believed for this resource.
//!
//! Memory: hardware that is equal must be equal here, whoever labelled it. What a driver reports is a little less than
//! what is sold (81559 MiB of 80 GB), so a label within 10 % of a size in which the known product is sold becomes that
//! nominal size (81920); another label value stays as it is. Without a label: the size in the name ("-80GB") if the
//! product is sold so, else the table's size for the bare name; but a bare name in SkyPilot's label may mean any
//! size of its family, so it has none where there are several. A MIG or vGPU profile always has the size in its own
//! name. An H100 NVL is therefore "H100" with 96256 MiB, an H100 SXM or PCIe "H100" with 81920 MiB: separate rows.
Identity identify(const kubernetes::Node &node, const QString &resource);

//! Resources that the labels of \p node promise, whether the Node has them or not: "nvidia.com/gpu" for a Node that GPU
//! Feature Discovery or its provider labelled. A promise without devices means a driver or device plugin that does not
//! run.
std::vector<QString> promisedResources(const kubernetes::Node &node);

} // namespace fairlead::accelerators
