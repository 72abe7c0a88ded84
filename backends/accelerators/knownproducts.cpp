// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "knownproducts.h"

#include <QHash>

#include <algorithm>
#include <cstdlib>
#include <string_view>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

namespace {

// Sizes are what the maker sells, in GiB of one device as Kubernetes counts it: of an MI250 that is one of its two
// halves. Bare names follow GKE: "A100" is the 40 GB one, "V100" the 16 GB one. Sources: data sheets of
// the makers; PCI ids from libdrm's amdgpu.ids.
constexpr KnownProduct knownProducts[] = {
    {"GB300", "GB300", Vendor::Nvidia, 288, {0, 0, 0}},
    {"GB200", "GB200", Vendor::Nvidia, 186, {0, 0, 0}},
    {"B300", "B300", Vendor::Nvidia, 288, {0, 0, 0}},
    {"B200", "B200", Vendor::Nvidia, 180, {192, 0, 0}},
    {"B100", "B100", Vendor::Nvidia, 192, {0, 0, 0}},
    {"GH200", "GH200", Vendor::Nvidia, 96, {144, 0, 0}},
    {"H200", "H200", Vendor::Nvidia, 141, {0, 0, 0}},
    {"H200 NVL", "H200", Vendor::Nvidia, 141, {0, 0, 0}},
    {"H100", "H100", Vendor::Nvidia, 80, {94, 96, 64}},
    {"H100 NVL", "H100", Vendor::Nvidia, 94, {80, 96, 64}},
    {"H800", "H800", Vendor::Nvidia, 80, {0, 0, 0}},
    {"H20", "H20", Vendor::Nvidia, 96, {141, 0, 0}},
    {"H20 3E", "H20", Vendor::Nvidia, 141, {96, 0, 0}},
    {"A100", "A100", Vendor::Nvidia, 40, {80, 64, 0}},
    {"A100X", "A100X", Vendor::Nvidia, 80, {0, 0, 0}},
    {"A800", "A800", Vendor::Nvidia, 80, {40, 0, 0}},
    {"A10", "A10", Vendor::Nvidia, 24, {0, 0, 0}},
    {"A10G", "A10G", Vendor::Nvidia, 24, {0, 0, 0}},
    {"A10M", "A10M", Vendor::Nvidia, 20, {0, 0, 0}},
    {"A16", "A16", Vendor::Nvidia, 16, {0, 0, 0}},
    {"A30", "A30", Vendor::Nvidia, 24, {0, 0, 0}},
    {"A40", "A40", Vendor::Nvidia, 48, {0, 0, 0}},
    {"A2", "A2", Vendor::Nvidia, 16, {0, 0, 0}},
    {"L2", "L2", Vendor::Nvidia, 24, {0, 0, 0}},
    {"L4", "L4", Vendor::Nvidia, 24, {0, 0, 0}},
    {"L20", "L20", Vendor::Nvidia, 48, {0, 0, 0}},
    {"L40", "L40", Vendor::Nvidia, 48, {0, 0, 0}},
    {"L40S", "L40S", Vendor::Nvidia, 48, {0, 0, 0}},
    {"V100", "V100", Vendor::Nvidia, 16, {32, 0, 0}},
    {"V100S", "V100S", Vendor::Nvidia, 32, {0, 0, 0}},
    {"P100", "P100", Vendor::Nvidia, 16, {12, 0, 0}},
    {"P40", "P40", Vendor::Nvidia, 24, {0, 0, 0}},
    {"P4", "P4", Vendor::Nvidia, 8, {0, 0, 0}},
    {"T4", "T4", Vendor::Nvidia, 16, {0, 0, 0}},
    {"T4G", "T4G", Vendor::Nvidia, 16, {0, 0, 0}},
    {"K80", "K80", Vendor::Nvidia, 12, {0, 0, 0}},
    {"M60", "M60", Vendor::Nvidia, 8, {0, 0, 0}},
    {"M40", "M40", Vendor::Nvidia, 12, {24, 0, 0}},
    {"GB10", "GB10", Vendor::Nvidia, 128, {0, 0, 0}},
    {"RTX A6000", "RTX A6000", Vendor::Nvidia, 48, {0, 0, 0}},
    {"A6000", "RTX A6000", Vendor::Nvidia, 48, {0, 0, 0}},
    {"RTX A5500", "RTX A5500", Vendor::Nvidia, 24, {0, 0, 0}},
    {"A5500", "RTX A5500", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX A5000", "RTX A5000", Vendor::Nvidia, 24, {0, 0, 0}},
    {"A5000", "RTX A5000", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX A4500", "RTX A4500", Vendor::Nvidia, 20, {0, 0, 0}},
    {"A4500", "RTX A4500", Vendor::Nvidia, 20, {0, 0, 0}},
    {"RTX A4000", "RTX A4000", Vendor::Nvidia, 16, {0, 0, 0}},
    {"A4000", "RTX A4000", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX A2000", "RTX A2000", Vendor::Nvidia, 0, {6, 12, 0}},
    {"A2000", "RTX A2000", Vendor::Nvidia, 0, {6, 12, 0}},
    {"RTX 6000 ADA", "RTX 6000 Ada", Vendor::Nvidia, 48, {0, 0, 0}},
    {"RTX 5000 ADA", "RTX 5000 Ada", Vendor::Nvidia, 32, {0, 0, 0}},
    {"RTX 4500 ADA", "RTX 4500 Ada", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 4000 ADA", "RTX 4000 Ada", Vendor::Nvidia, 20, {0, 0, 0}},
    {"RTX 2000 ADA", "RTX 2000 Ada", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 5880 ADA", "RTX 5880 Ada", Vendor::Nvidia, 48, {0, 0, 0}},
    {"RTX 4000 SFF ADA", "RTX 4000 SFF Ada", Vendor::Nvidia, 20, {0, 0, 0}},
    {"RTX PRO 6000", "RTX PRO 6000", Vendor::Nvidia, 96, {0, 0, 0}},
    {"RTX PRO6000", "RTX PRO 6000", Vendor::Nvidia, 96, {0, 0, 0}},
    {"RTX PRO 6000 MAX-Q", "RTX PRO 6000 Max-Q", Vendor::Nvidia, 96, {0, 0, 0}},
    {"RTX PRO 6000 MAX Q", "RTX PRO 6000 Max-Q", Vendor::Nvidia, 96, {0, 0, 0}},
    {"RTX PRO 5000", "RTX PRO 5000", Vendor::Nvidia, 0, {48, 72, 0}},
    {"RTX PRO 4500", "RTX PRO 4500", Vendor::Nvidia, 32, {0, 0, 0}},
    {"RTX PRO 4000", "RTX PRO 4000", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX PRO 2000", "RTX PRO 2000", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 8000", "Quadro RTX 8000", Vendor::Nvidia, 48, {0, 0, 0}},
    {"RTX 6000", "Quadro RTX 6000", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 5000", "Quadro RTX 5000", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 4000", "Quadro RTX 4000", Vendor::Nvidia, 8, {0, 0, 0}},
    {"P6000", "Quadro P6000", Vendor::Nvidia, 24, {0, 0, 0}},
    {"P5000", "Quadro P5000", Vendor::Nvidia, 16, {0, 0, 0}},
    {"P4000", "Quadro P4000", Vendor::Nvidia, 8, {0, 0, 0}},
    {"GV100", "Quadro GV100", Vendor::Nvidia, 32, {0, 0, 0}},
    {"P400", "Quadro P400", Vendor::Nvidia, 2, {0, 0, 0}},
    {"TITAN RTX", "TITAN RTX", Vendor::Nvidia, 24, {0, 0, 0}},
    {"TITAN V", "TITAN V", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 5090", "RTX 5090", Vendor::Nvidia, 32, {0, 0, 0}},
    {"RTX 5080", "RTX 5080", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 5070 TI", "RTX 5070 Ti", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 5070", "RTX 5070", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 5060", "RTX 5060", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 4090", "RTX 4090", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 4090 D", "RTX 4090 D", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 4080 SUPER", "RTX 4080 SUPER", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 4080", "RTX 4080", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 4070 TI SUPER", "RTX 4070 Ti SUPER", Vendor::Nvidia, 16, {0, 0, 0}},
    {"RTX 4070 TI", "RTX 4070 Ti", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 4070 SUPER", "RTX 4070 SUPER", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 4070", "RTX 4070", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 4060", "RTX 4060", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 3090 TI", "RTX 3090 Ti", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 3090", "RTX 3090", Vendor::Nvidia, 24, {0, 0, 0}},
    {"RTX 3080 TI", "RTX 3080 Ti", Vendor::Nvidia, 12, {0, 0, 0}},
    {"RTX 3070 TI", "RTX 3070 Ti", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 3070", "RTX 3070", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 3060 TI", "RTX 3060 Ti", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 3050", "RTX 3050", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 2080 TI", "RTX 2080 Ti", Vendor::Nvidia, 11, {0, 0, 0}},
    {"RTX 2080 SUPER", "RTX 2080 SUPER", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 2080", "RTX 2080", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 2070 SUPER", "RTX 2070 SUPER", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 2070", "RTX 2070", Vendor::Nvidia, 8, {0, 0, 0}},
    {"RTX 5060 TI", "RTX 5060 Ti", Vendor::Nvidia, 0, {8, 16, 0}},
    {"RTX 4060 TI", "RTX 4060 Ti", Vendor::Nvidia, 0, {8, 16, 0}},
    {"RTX 3080", "RTX 3080", Vendor::Nvidia, 0, {10, 12, 0}},
    {"RTX 2060", "RTX 2060", Vendor::Nvidia, 0, {6, 12, 0}},
    {"RTX 3060", "RTX 3060", Vendor::Nvidia, 12, {8, 0, 0}},
    {"GTX 1080 TI", "GTX 1080 Ti", Vendor::Nvidia, 11, {0, 0, 0}},
    {"GTX 1080", "GTX 1080", Vendor::Nvidia, 8, {0, 0, 0}},
    {"GTX 1070", "GTX 1070", Vendor::Nvidia, 8, {0, 0, 0}},
    {"GTX 1660 TI", "GTX 1660 Ti", Vendor::Nvidia, 6, {0, 0, 0}},
    {"GTX 1660 SUPER", "GTX 1660 SUPER", Vendor::Nvidia, 6, {0, 0, 0}},
    {"GTX 1660", "GTX 1660", Vendor::Nvidia, 6, {0, 0, 0}},
    {"GTX 1060", "GTX 1060", Vendor::Nvidia, 0, {3, 6, 0}},
    {"MI100", "MI100", Vendor::Amd, 32, {0, 0, 0}},
    {"MI210", "MI210", Vendor::Amd, 64, {0, 0, 0}},
    {"MI250", "MI250", Vendor::Amd, 64, {128, 0, 0}},
    {"MI250X", "MI250X", Vendor::Amd, 64, {128, 0, 0}},
    {"MI250X MI250", "MI250X", Vendor::Amd, 64, {128, 0, 0}},
    {"MI300A", "MI300A", Vendor::Amd, 128, {0, 0, 0}},
    {"MI300X", "MI300X", Vendor::Amd, 192, {0, 0, 0}},
    {"MI300", "MI300X", Vendor::Amd, 192, {0, 0, 0}},
    {"MI308X", "MI308X", Vendor::Amd, 0, {192, 128, 0}},
    {"MI325X", "MI325X", Vendor::Amd, 256, {0, 0, 0}},
    {"MI325", "MI325X", Vendor::Amd, 256, {0, 0, 0}},
    {"MI350X", "MI350X", Vendor::Amd, 288, {0, 0, 0}},
    {"MI355X", "MI355X", Vendor::Amd, 288, {0, 0, 0}},
    {"RADEON PRO V520", "Radeon PRO V520", Vendor::Amd, 8, {0, 0, 0}},
    {"RADEON PRO W7900", "Radeon PRO W7900", Vendor::Amd, 48, {0, 0, 0}},
    {"RADEON RX 7900 XTX", "Radeon RX 7900 XTX", Vendor::Amd, 24, {0, 0, 0}},
    {"MAX 1550", "Max 1550", Vendor::Intel, 128, {0, 0, 0}},
    {"MAX 1100", "Max 1100", Vendor::Intel, 48, {0, 0, 0}},
    {"FLEX 170", "Flex 170", Vendor::Intel, 16, {0, 0, 0}},
    {"FLEX 140", "Flex 140", Vendor::Intel, 6, {0, 0, 0}},
    {"GAUDI", "Gaudi", Vendor::Habana, 32, {0, 0, 0}},
    {"GAUDI HL 205", "Gaudi", Vendor::Habana, 32, {0, 0, 0}},
    {"GAUDI2", "Gaudi2", Vendor::Habana, 96, {0, 0, 0}},
    {"GAUDI3", "Gaudi3", Vendor::Habana, 128, {0, 0, 0}},
    {"TPU V2", "TPU v2", Vendor::Google, 8, {0, 0, 0}},
    {"TPU V3", "TPU v3", Vendor::Google, 16, {0, 0, 0}},
    {"TPU V4", "TPU v4", Vendor::Google, 32, {0, 0, 0}},
    {"TPU V5E", "TPU v5e", Vendor::Google, 16, {0, 0, 0}},
    {"TPU V5 LITE", "TPU v5e", Vendor::Google, 16, {0, 0, 0}},
    {"TPU V5LITE", "TPU v5e", Vendor::Google, 16, {0, 0, 0}},
    {"TPU V5LITEPOD", "TPU v5e", Vendor::Google, 16, {0, 0, 0}},
    {"TPU V5P", "TPU v5p", Vendor::Google, 95, {0, 0, 0}},
    {"TPU V6E", "TPU v6e", Vendor::Google, 32, {0, 0, 0}},
    {"TPU7X", "TPU7x", Vendor::Google, 192, {0, 0, 0}},
    {"TPU V7X", "TPU7x", Vendor::Google, 192, {0, 0, 0}},
    {"INFERENTIA", "Inferentia", Vendor::Aws, 8, {0, 0, 0}},
    {"INFERENTIA2", "Inferentia2", Vendor::Aws, 32, {0, 0, 0}},
    {"TRAINIUM", "Trainium", Vendor::Aws, 32, {0, 0, 0}},
    {"TRAINIUM2", "Trainium2", Vendor::Aws, 96, {0, 0, 0}},
    {"TRAINIUM3", "Trainium3", Vendor::Aws, 144, {0, 0, 0}},
};

struct AmdDevice
{
    std::string_view id;
    std::string_view key;
};

constexpr AmdDevice amdDevices[] = {
    {"738c", "MI100"},  {"740f", "MI210"},  {"740c", "MI250"},  {"7408", "MI250X"}, {"74a0", "MI300A"},
    {"74a1", "MI300X"}, {"74a9", "MI300X"}, {"74b5", "MI300X"}, {"74bd", "MI300X"}, {"74a2", "MI308X"},
    {"74b6", "MI308X"}, {"74a5", "MI325X"}, {"75a0", "MI350X"}, {"75a3", "MI355X"},
};

} // namespace

const KnownProduct *findKnownProduct(const QString &key)
{
    static const QHash<QString, const KnownProduct *> byKey = [] {
        QHash<QString, const KnownProduct *> result;
        for (const KnownProduct &product : knownProducts)
            result.insert(QString::fromLatin1(product.key), &product);
        return result;
    }();
    return byKey.value(key);
}

const KnownProduct *findAmdDevice(QStringView deviceId)
{
    if (deviceId.startsWith("0x"_L1, Qt::CaseInsensitive))
        deviceId = deviceId.sliced(2);
    for (const AmdDevice &device : amdDevices) {
        if (deviceId.compare(QLatin1StringView(device.id.data(), static_cast<qsizetype>(device.id.size())),
                             Qt::CaseInsensitive) == 0)
            return findKnownProduct(QString::fromLatin1(device.key.data(), static_cast<qsizetype>(device.key.size())));
    }
    return nullptr;
}

bool isNameForSeveralSizes(const KnownProduct &product)
{
    if (std::string_view(product.key).size() > std::string_view(product.name).size())
        return false;
    const auto others =
        std::count_if(product.sizesGiB.begin(), product.sizesGiB.end(), [](int size) { return size > 0; });
    return others + (product.defaultGiB > 0 ? 1 : 0) > 1;
}

std::optional<std::int64_t> nominalMemoryMiB(const KnownProduct &product, std::int64_t memoryMiB)
{
    std::optional<std::int64_t> nearest;
    const auto consider = [&](int sizeGiB) {
        const std::int64_t nominal = std::int64_t(sizeGiB) * 1024;
        const bool isNear = sizeGiB > 0 && std::abs(nominal - memoryMiB) * 10 <= nominal;
        if (isNear && (!nearest || std::abs(nominal - memoryMiB) < std::abs(*nearest - memoryMiB)))
            nearest = nominal;
    };
    consider(product.defaultGiB);
    for (const int sizeGiB : product.sizesGiB)
        consider(sizeGiB);
    return nearest;
}

} // namespace fairlead::accelerators
