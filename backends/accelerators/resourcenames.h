// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "product.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::accelerators {

enum class Vendor : std::uint8_t { Other, Nvidia, Amd, Intel, Habana, Google, Aws, Huawei, Tenstorrent };

//! What the name of an extended resource alone tells.
struct AcceleratorResource
{
    Vendor vendor = Vendor::Other;
    Kind kind = Kind::Device;
    QString profile; //!< "1g.5gb" of nvidia.com/mig-1g.5gb, "cpx_nps4" of amd.com/cpx_nps4, "4c" of
                     //!< huawei.com/Ascend310P-4c
    QString model;   //!< where the name says it: "Ascend910", "n300", "Gaudi"; else empty
};

//! \return nothing when \p resource is no accelerator: vendor resources of design section 6 and \p extra are.
//! Companions that count something else (memory, millicores, tiles, monitoring) are not.
std::optional<AcceleratorResource> acceleratorResource(QStringView resource, const QStringList &extra = {});

//! True for resources that are accelerators: vendor resources of design section 6 and \p extra.
bool isAcceleratorResource(QStringView resource, const QStringList &extra = {});

} // namespace fairlead::accelerators
