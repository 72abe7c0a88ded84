// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/knownproducts.h"

#include <QStringList>

#include <span>

//! The words of the grammar of gpuask.h, and which numbers may be mistaken for others.
namespace fairlead::runs {

struct VendorWord
{
    const char *word;
    accelerators::Vendor vendor;
};

//! The first word of a vendor is the one that is written.
std::span<const VendorWord> vendorWords();

//! A product as a person may write it: its name, and the memory behind it where there is some.
struct WrittenProduct
{
    const accelerators::KnownProduct *known = nullptr; //!< null: no table knows it
    std::optional<std::int64_t> memoryGB;
};

//! "H100", "rtx4090", "A100-80GB", "tpu-v6e"; the whole value of a label is none.
WrittenProduct writtenProduct(const QString &text);

//! Whether \p number is one in which one of \p names is sold, and more than what a node usually has.
bool couldBeMemory(std::int64_t number, const QStringList &names);

//! Whether \p number is what people call a product: 4090 of RTX 4090.
bool couldBeName(std::int64_t number);

} // namespace fairlead::runs
