// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productmatch.h"

#include "models/glob.h"
#include "producttext.h"

namespace fairlead::models {

bool productMatches(const accelerators::Product &product, const QString &rawProduct, const QString &pattern)
{
    return globMatches(pattern, product.name, Qt::CaseInsensitive) ||
           globMatches(pattern, productText(product), Qt::CaseInsensitive) ||
           (!rawProduct.isEmpty() && globMatches(pattern, rawProduct, Qt::CaseInsensitive));
}

} // namespace fairlead::models
