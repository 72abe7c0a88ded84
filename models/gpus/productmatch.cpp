// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productmatch.h"

#include "backends/files/glob.h"
#include "producttext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

bool productMatches(const accelerators::Product &product, const QString &rawProduct, const QString &pattern)
{
    // As SkyPilot writes it: "H100-80GB".
    const QString withMemory =
        product.memoryMiB ? u"%1-%2GB"_s.arg(product.name).arg((*product.memoryMiB + 512) / 1'024) : QString();
    return files::globMatches(pattern, product.name, Qt::CaseInsensitive) ||
           (!withMemory.isEmpty() && files::globMatches(pattern, withMemory, Qt::CaseInsensitive)) ||
           files::globMatches(pattern, productText(product), Qt::CaseInsensitive) ||
           (!rawProduct.isEmpty() && files::globMatches(pattern, rawProduct, Qt::CaseInsensitive));
}

} // namespace fairlead::models
