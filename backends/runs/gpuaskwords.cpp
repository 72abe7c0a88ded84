// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuaskwords.h"

#include "backends/accelerators/productname.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::KnownProduct;
using accelerators::Vendor;

constexpr std::array Words{
    VendorWord{"nvidia", Vendor::Nvidia},
    VendorWord{"amd", Vendor::Amd},
    VendorWord{"intel", Vendor::Intel},
    VendorWord{"habana", Vendor::Habana},
    VendorWord{"google", Vendor::Google},
    VendorWord{"tpu", Vendor::Google},
    VendorWord{"aws", Vendor::Aws},
    VendorWord{"huawei", Vendor::Huawei},
    VendorWord{"tenstorrent", Vendor::Tenstorrent},
    VendorWord{"tt", Vendor::Tenstorrent},
};

//! Letters and digits alone, in capitals.
QString bare(const QString &text)
{
    QString result;
    for (const QChar c : text.toUpper()) {
        if (c.isLetterOrNumber())
            result += c;
    }
    return result;
}

bool isSoldWith(const KnownProduct &product, std::int64_t gigabytes)
{
    return product.defaultGiB == gigabytes ||
           std::find(product.sizesGiB.begin(), product.sizesGiB.end(), gigabytes) != product.sizesGiB.end();
}

} // namespace

std::span<const VendorWord> vendorWords()
{
    return Words;
}

WrittenProduct writtenProduct(const QString &text)
{
    const accelerators::ProductName parsed = accelerators::parseProductName(text);
    const KnownProduct *known = accelerators::findKnownProduct(parsed.key);
    if (!known || parsed.isShared || !parsed.migProfile.isEmpty() || !parsed.vgpuProfile.isEmpty())
        return {};
    // What says more than that (a form factor, a maker) is a label's value, which means itself.
    const QString memory = parsed.memoryGiB ? QString::number(*parsed.memoryGiB) : QString();
    const QString written = bare(text);
    const bool isIt = written == bare(parsed.key) + memory + (memory.isEmpty() ? QString() : u"GB"_s) ||
                      (memory.isEmpty() && written == bare(QString::fromLatin1(known->name)));
    if (!isIt)
        return {};
    WrittenProduct product{known, parsed.memoryGiB};
    const bool isVariant = bare(parsed.key).size() > bare(QString::fromLatin1(known->name)).size(); // "H100 NVL"
    if (isVariant && !product.memoryGB && known->defaultGiB > 0)
        product.memoryGB = known->defaultGiB;
    return product;
}

bool couldBeMemory(std::int64_t number, const QStringList &names)
{
    constexpr std::int64_t Usual = 8;
    return number > Usual && std::any_of(names.begin(), names.end(), [number](const QString &name) {
               const WrittenProduct product = writtenProduct(name);
               return product.known && isSoldWith(*product.known, number);
           });
}

bool couldBeName(std::int64_t number)
{
    constexpr std::int64_t Least = 100;
    return number >= Least && (accelerators::findKnownProduct(u"RTX %1"_s.arg(number)) ||
                               accelerators::findKnownProduct(u"GTX %1"_s.arg(number)));
}

} // namespace fairlead::runs
