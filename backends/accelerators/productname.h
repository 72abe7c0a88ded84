// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace fairlead::accelerators {

//! A product label taken apart: "NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED", "GRID-A100D-8C", "A100_NVLINK_80GB".
struct ProductName
{
    QString base; //!< the raw value without what follows; the name of a product that no table knows
    QString
        key; //!< what a table is asked: upper case words without vendor, form factor and memory: "A100", "RTX 6000 ADA"
    QString migProfile;                    //!< "1g.5gb"
    QString vgpuProfile;                   //!< "8C", "1-5C"
    bool isShared = false;                 //!< the device plugin's "-SHARED"
    std::optional<std::int64_t> memoryGiB; //!< "80GB" in the name; of GH200-480GB it is the CPU's, so ask the table
};

ProductName parseProductName(QStringView raw);

//! Memory of one slice or vGPU as its profile names it: "1g.5gb" is 5120, "8Q" is 8192; nothing when it does not say.
std::optional<std::int64_t> profileMemoryMiB(QStringView profile);

} // namespace fairlead::accelerators
