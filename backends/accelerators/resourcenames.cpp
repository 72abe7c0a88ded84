// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "resourcenames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

namespace {

std::optional<AcceleratorResource> nvidia(QStringView name)
{
    if (name == "gpu"_L1)
        return AcceleratorResource{Vendor::Nvidia, Kind::Device, {}, {}};
    if (name == "gpu.shared"_L1)
        return AcceleratorResource{Vendor::Nvidia, Kind::Shared, {}, {}};
    if (!name.startsWith("mig-"_L1))
        return {};
    const QStringView profile = name.sliced(4);
    if (profile.endsWith(".shared"_L1))
        return AcceleratorResource{Vendor::Nvidia, Kind::Shared, profile.chopped(7).toString(), {}};
    return AcceleratorResource{Vendor::Nvidia, Kind::Mig, profile.toString(), {}};
}

//! Compute and memory partition modes: spx_nps1 (the whole device), dpx_nps2, cpx_nps4, ...
bool isAmdPartition(QStringView name)
{
    return name.size() == 8 && name.sliced(1, 6) == "px_nps"_L1 && name[7].isDigit();
}

std::optional<AcceleratorResource> amd(QStringView name)
{
    if (name == "gpu"_L1)
        return AcceleratorResource{Vendor::Amd, Kind::Device, {}, {}};
    if (!isAmdPartition(name))
        return {};
    const bool isWhole = name.startsWith("spx"_L1);
    if (isWhole)
        return AcceleratorResource{Vendor::Amd, Kind::Device, {}, {}};
    return AcceleratorResource{Vendor::Amd, Kind::Partition, name.toString(), {}};
}

std::optional<AcceleratorResource> intel(QStringView name)
{
    if (name.endsWith("monitoring"_L1) || name == "millicores"_L1 || name == "memory.max"_L1 || name == "tiles"_L1)
        return {};
    return AcceleratorResource{Vendor::Intel, Kind::Device, {}, {}};
}

std::optional<AcceleratorResource> aws(QStringView name)
{
    if (name == "neuron"_L1 || name == "neurondevice"_L1)
        return AcceleratorResource{Vendor::Aws, Kind::Device, {}, u"Neuron"_s};
    if (name == "neuroncore"_L1)
        return AcceleratorResource{Vendor::Aws, Kind::Partition, u"core"_s, u"Neuron"_s};
    return {};
}

//! Memory, cpu and network of the cards and their hosts.
bool isPlainlyNoNpu(QStringView name)
{
    const auto has = [name](QLatin1StringView word) { return name.contains(word, Qt::CaseInsensitive); };
    return has("memory"_L1) || has("rdma"_L1) || has("roce"_L1) || name == "cpu"_L1;
}

std::optional<AcceleratorResource> huawei(QStringView name)
{
    if (name == "npu"_L1)
        return AcceleratorResource{Vendor::Huawei, Kind::Device, {}, u"Ascend"_s};
    if (name == "npu-core"_L1) // dynamic virtualisation hands out AI cores
        return AcceleratorResource{Vendor::Huawei, Kind::Partition, u"core"_s, u"Ascend"_s};
    if (isPlainlyNoNpu(name))
        return {};
    const qsizetype dash = name.indexOf(u'-');
    const bool isVirtual = dash > 0 && dash + 1 < name.size() && name[dash + 1].isDigit();
    if (!isVirtual) // "Ascend310P-VPro" is another card
        return AcceleratorResource{Vendor::Huawei, Kind::Device, {}, name.toString()};
    return AcceleratorResource{Vendor::Huawei, Kind::Partition, name.sliced(dash + 1).toString(),
                               name.first(dash).toString()};
}

} // namespace

std::optional<AcceleratorResource> acceleratorResource(QStringView resource, const QStringList &extra)
{
    // By hand: "cpu" and "memory" of each Pod come here.
    const qsizetype slash = std::find(resource.begin(), resource.end(), u'/') - resource.begin();
    if (slash > 0 && slash + 1 < resource.size()) {
        const QStringView domain = resource.first(slash);
        const QStringView name = resource.sliced(slash + 1);
        std::optional<AcceleratorResource> result;
        if (domain == "nvidia.com"_L1)
            result = nvidia(name);
        else if (domain == "amd.com"_L1)
            result = amd(name);
        else if (domain == "gpu.intel.com"_L1)
            result = intel(name);
        else if (domain == "habana.ai"_L1 && name == "gaudi"_L1)
            result = AcceleratorResource{Vendor::Habana, Kind::Device, {}, u"Gaudi"_s};
        else if (domain == "google.com"_L1 && name == "tpu"_L1)
            result = AcceleratorResource{Vendor::Google, Kind::Tpu, {}, {}};
        else if (domain == "aws.amazon.com"_L1)
            result = aws(name);
        else if (domain == "huawei.com"_L1)
            result = huawei(name);
        else if (domain == "tenstorrent.com"_L1)
            result = AcceleratorResource{Vendor::Tenstorrent, Kind::Device, {}, name.toString()};
        if (result)
            return result;
    }
    if (!extra.isEmpty() && extra.contains(resource))
        return AcceleratorResource{};
    return {};
}

bool isAcceleratorResource(QStringView resource, const QStringList &extra)
{
    return acceleratorResource(resource, extra).has_value();
}

} // namespace fairlead::accelerators
