// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "resourcenames.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

namespace fairlead::accelerators {

//! A product that we know by name, with the sizes of memory in which it is sold.
struct KnownProduct
{
    const char *key;  //!< ProductName::key that means it
    const char *name; //!< canonical
    Vendor vendor;
    int defaultGiB;              //!< of the bare name; 0 when the bare name leaves it open
    std::array<int, 3> sizesGiB; //!< others that exist, beside the default; 0 is no size
};

//! \return null when no table knows \p key. Thread-safe.
const KnownProduct *findKnownProduct(const QString &key);

//! By the PCI device id that the AMD labeller gives ("74a1"); null when unknown. Thread-safe.
const KnownProduct *findAmdDevice(QStringView deviceId);

//! True for a family of which the name alone does not say which of several sizes is meant ("A100"); false for a variant
//! that is told apart by its name ("H100 NVL").
bool isNameForSeveralSizes(const KnownProduct &product);

//! The size in which \p product is sold and that \p memoryMiB means: the nearest one within 10 %, else nothing.
std::optional<std::int64_t> nominalMemoryMiB(const KnownProduct &product, std::int64_t memoryMiB);

} // namespace fairlead::accelerators
