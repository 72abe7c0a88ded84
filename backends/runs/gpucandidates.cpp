// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpucandidates.h"

#include "backends/settings/gpuresource.h"
#include "devicenames.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeDevices;
using accelerators::Product;
using accelerators::Vendor;
using settings::GpuRequest;

constexpr std::int64_t MiBPerGB = 1'024;

Vendor vendorOf(const Product &product)
{
    const auto resource = accelerators::acceleratorResource(product.resource);
    return resource ? resource->vendor : Vendor::Other;
}

//! Of the first of \p ask's names that \p devices are called by; nothing: of none.
std::optional<qsizetype> nameOf(const NodeDevices &devices, const GpuAsk &ask)
{
    if (ask.names.isEmpty())
        return 0;
    for (qsizetype i = 0; i < ask.names.size(); ++i) {
        if (isWanted(devices, {.resource = devices.product.resource, .product = ask.names[i]}))
            return i;
    }
    return {};
}

//! As products are called, in whole GB.
bool hasMemory(const Product &product, const GpuAsk &ask)
{
    const std::int64_t bytes = (*product.memoryMiB + MiBPerGB / 2) / MiBPerGB * GpuAsk::BytesPerGB;
    return (!ask.leastMemoryBytes || bytes >= *ask.leastMemoryBytes) &&
           (!ask.mostMemoryBytes || bytes <= *ask.mostMemoryBytes);
}

QString kindText(const Product &product)
{
    switch (product.kind) {
    case accelerators::Kind::Mig:
        return u"%1 is a MIG slice, which is asked for as %2"_s.arg(productName(product), product.profile);
    case accelerators::Kind::Shared:
        return u"%1 is shared, which is asked for as shared"_s.arg(productName(product));
    case accelerators::Kind::Vgpu:
        return u"%1 is a vGPU, which is asked for as vgpu"_s.arg(productName(product));
    case accelerators::Kind::Partition:
        return u"%1 is a part of a device, which is asked for as partition"_s.arg(productName(product));
    case accelerators::Kind::Device:
    case accelerators::Kind::Tpu:
        return u"%1 is a whole device"_s.arg(productName(product));
    }
    return {};
}

bool isOfKind(const Product &product, const GpuAsk &ask)
{
    return ask.kind.isEmpty() ? accelerators::isWhole(product.kind) : accelerators::toString(product.kind) == ask.kind;
}

//! A resource that nodes hand out whatever product it is.
bool isAnyProduct(const GpuAsk &ask)
{
    return ask.names.isEmpty() && ask.kind.isEmpty() && !ask.hasMemory();
}

GpuRequest requestOf(const NodeDevices &devices, const GpuAsk &ask)
{
    GpuRequest gpu{.resource = devices.product.resource, .count = ask.leastCount};
    if (isAnyProduct(ask) || devices.labelSource.isEmpty()) // nothing to select nodes by
        return gpu;
    gpu.product = productName(devices.product);
    gpu.kind = accelerators::toString(devices.product.kind);
    return gpu;
}

QString usualResource(const GpuAsk &ask)
{
    if (ask.kind == "mig"_L1 && ask.names.isEmpty())
        return u"nvidia.com/mig-"_s + ask.profile;
    switch (ask.vendor.value_or(Vendor::Other)) {
    case Vendor::Nvidia:
        return ask.names.isEmpty() && ask.kind.isEmpty() ? QString(settings::UsualGpuResource) : QString();
    case Vendor::Amd:
        return u"amd.com/gpu"_s;
    case Vendor::Google:
        return u"google.com/tpu"_s;
    case Vendor::Habana:
        return u"habana.ai/gaudi"_s;
    default:
        return {};
    }
}

} // namespace

std::optional<QString> unlike(const NodeDevices &devices, const GpuAsk &ask)
{
    const Product &product = devices.product;
    const QString name = productName(product);
    if (ask.isPlain()) {
        return product.resource == settings::UsualGpuResource
                   ? std::nullopt
                   : std::optional(u"%1 is %2, and a number alone is of %3"_s.arg(name, product.resource,
                                                                                  QString(settings::UsualGpuResource)));
    }
    if (ask.vendor && vendorOf(product) != *ask.vendor)
        return u"has %1, which is not by %2"_s.arg(name, toString(*ask.vendor));
    if (!nameOf(devices, ask))
        return u"has %1, not %2"_s.arg(name, ask.names.join(u" or "_s));
    const bool isShareOfAny = isAnyProduct(ask) && product.kind == accelerators::Kind::Shared &&
                              product.resource == settings::UsualGpuResource;
    if (!isOfKind(product, ask) && !isShareOfAny)
        return kindText(product);
    if (!ask.profile.isEmpty() && product.profile.compare(ask.profile, Qt::CaseInsensitive) != 0)
        return u"has %1, not %2"_s.arg(name, ask.profile);
    if (ask.hasMemory() && !product.memoryMiB)
        return u"nobody knows how much memory %1 has"_s.arg(name);
    if (ask.hasMemory() && !hasMemory(product, ask))
        return u"has %1, not the memory that is asked for"_s.arg(name);
    return {};
}

GpuCandidates candidates(const GpuAsk &ask, const std::vector<accelerators::NodeRowPtr> &nodes)
{
    struct Found
    {
        qsizetype name;
        std::int64_t memoryMiB;
        GpuRequest gpu;
    };
    std::vector<Found> found;
    GpuCandidates result;
    for (const accelerators::NodeRowPtr &row : nodes) {
        for (const NodeDevices &devices : row->availability.devices) {
            if (devices.capacity <= 0 || ask.isNone)
                continue;
            if (const auto why = unlike(devices, ask)) {
                if (!result.reasons.contains(*why))
                    result.reasons += *why;
                continue;
            }
            GpuRequest gpu = requestOf(devices, ask);
            if (std::none_of(found.begin(), found.end(), [&gpu](const Found &each) { return each.gpu == gpu; }))
                found.push_back({*nameOf(devices, ask), devices.product.memoryMiB.value_or(0), std::move(gpu)});
        }
    }
    std::stable_sort(found.begin(), found.end(), [&ask](const Found &a, const Found &b) {
        const auto key = [&ask](const Found &each) {
            return std::tuple(each.name, isAnyProduct(ask) ? 0 : each.memoryMiB, each.gpu.product, each.gpu.resource);
        };
        return key(a) < key(b);
    });
    for (Found &each : found)
        result.choices.push_back(std::move(each.gpu));
    return result;
}

GpuRequest plainRequest(const GpuAsk &ask)
{
    if (ask.isNone)
        return {};
    GpuRequest gpu{.resource = usualResource(ask), .count = ask.leastCount};
    if (isAnyProduct(ask))
        return gpu;
    if (!ask.names.isEmpty())
        gpu.product = ask.names.front();
    const bool isOneSize = ask.leastMemoryBytes && ask.leastMemoryBytes == ask.mostMemoryBytes;
    if (isOneSize && !gpu.product.isEmpty())
        gpu.product += u" %1GB"_s.arg(*ask.leastMemoryBytes / GpuAsk::BytesPerGB);
    if (!ask.profile.isEmpty() && !gpu.product.isEmpty())
        gpu.product += u' ' + ask.profile;
    gpu.kind = !ask.kind.isEmpty() ? ask.kind : ask.vendor == Vendor::Google ? u"tpu"_s : u"device"_s;
    if (ask.kind == "mig"_L1 && ask.names.isEmpty())
        gpu.kind.clear();
    return gpu;
}

} // namespace fairlead::runs
