// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "product.h"

#include "knownproducts.h"
#include "productname.h"
#include "resourcenames.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

using kubernetes::Node;

namespace {

constexpr QStringView gfdProduct = u"nvidia.com/gpu.product";
constexpr QStringView nebiusName = u"nebius.com/gpu-name";
constexpr QStringView skypilotName = u"skypilot.co/accelerator";
constexpr QStringView instanceType = u"node.kubernetes.io/instance-type";

//! Labels of providers and of people, in order of trust; whose product it is shows in the value only.
constexpr std::array<QStringView, 7> commonNames = {
    u"cloud.google.com/gke-accelerator",
    u"karpenter.k8s.aws/instance-gpu-name",
    u"eks.amazonaws.com/instance-gpu-name",
    u"gpu.nvidia.com/class",
    u"gpu.nvidia.com/model",
    nebiusName,
    skypilotName,
};

//! One label value that may name the product.
struct Naming
{
    QString source;
    QString raw;
    ProductName parsed;
    const KnownProduct *known = nullptr;
};

Naming naming(const QString &source, const QString &raw)
{
    Naming result{source, raw, parseProductName(raw), nullptr};
    QString key = result.parsed.key;
    // Nebius sells the RTX PRO 6000 under the name of its predecessor's predecessor.
    if (source == nebiusName && key == "RTX 6000"_L1)
        key = u"RTX PRO 6000"_s;
    result.known = findKnownProduct(key);
    // vGPU software writes the card's variant behind its name: A100D, V100DX.
    while (!result.known && !result.parsed.vgpuProfile.isEmpty() && key.size() > 2 && key.back().isLetter()) {
        key.chop(1);
        result.known = findKnownProduct(key);
    }
    return result;
}

bool isBlank(QStringView text)
{
    return text.trimmed().isEmpty();
}

//! The first label whose key is not before \p prefix: where keys with that prefix are, if there are any.
auto labelsFrom(const Node &node, QStringView prefix)
{
    return std::lower_bound(node.labels.begin(), node.labels.end(), prefix,
                            [](const auto &label, QStringView wanted) { return QStringView(label.first) < wanted; });
}

bool hasLabelWith(const Node &node, QStringView prefix)
{
    const auto it = labelsFrom(node, prefix);
    return it != node.labels.end() && it->first.startsWith(prefix);
}

//! The values in keys such as "beta.amd.com/gpu.device-id.74a1" (whose label value is a count), with their keys.
std::vector<std::pair<QString, QString>> valuesInKeys(const Node &node, const QString &prefix)
{
    std::vector<std::pair<QString, QString>> result;
    for (auto it = labelsFrom(node, prefix); it != node.labels.end() && it->first.startsWith(prefix); ++it)
        result.emplace_back(it->first, it->first.sliced(prefix.size()));
    return result;
}

//! Old and new spellings of the AMD labeller: value in the label, or one key per value that occurs on the Node.
std::vector<std::pair<QString, QString>> amdValues(const Node &node, QStringView property)
{
    for (const QStringView prefix : {QStringView(u"amd.com/gpu."), QStringView(u"beta.amd.com/gpu.")}) {
        if (!hasLabelWith(node, prefix))
            continue;
        const QString key = prefix.toString() + property.toString();
        if (const QString value = node.label(key); !isBlank(value))
            return {{key, value}};
        if (auto values = valuesInKeys(node, key + u'.'); !values.empty())
            return values;
    }
    return {};
}

Naming amdDeviceNaming(const QString &source, const QString &deviceId)
{
    Naming result{source, deviceId, {}, findAmdDevice(deviceId)};
    result.parsed.base = deviceId;
    return result;
}

//! Two models behind one resource cannot be told apart: both names are shown, and no memory.
Naming merged(const std::vector<Naming> &all)
{
    Naming result = all.front();
    for (const Naming &next : all) {
        const bool isSame = next.known ? next.known == result.known : next.raw == result.raw;
        if (isSame)
            continue;
        const auto nameOf = [](const Naming &n) {
            return n.known ? QString::fromLatin1(n.known->name) : n.parsed.base;
        };
        result.parsed.base = nameOf(result) + u" + "_s + nameOf(next);
        result.raw += u',' + next.raw;
        result.known = nullptr;
        result.parsed.memoryGiB.reset();
    }
    return result;
}

std::optional<Naming> amdNaming(const Node &node)
{
    std::optional<Naming> byName;
    if (const auto values = amdValues(node, u"product-name"); !values.empty()) {
        std::vector<Naming> all;
        all.reserve(values.size());
        for (const auto &[source, value] : values)
            all.push_back(naming(source, value));
        byName = merged(all);
        if (byName->known || all.size() > 1)
            return byName;
    }
    if (const auto values = amdValues(node, u"device-id"); !values.empty()) {
        std::vector<Naming> all;
        all.reserve(values.size());
        for (const auto &[source, value] : values)
            all.push_back(amdDeviceNaming(source, value));
        Naming byId = merged(all);
        if (byId.known || !byName)
            return byId;
    }
    return byName;
}

std::optional<Naming> neuronNaming(const Node &node)
{
    for (const QStringView key : {QStringView(u"karpenter.k8s.aws/instance-accelerator-name"),
                                  QStringView(u"eks.amazonaws.com/instance-accelerator-name")}) {
        if (const QString value = node.label(key); !isBlank(value))
            return naming(key.toString(), value);
    }
    struct Family
    {
        QLatin1StringView prefix;
        QLatin1StringView product;
    };
    constexpr Family families[] = {{"inf1."_L1, "INFERENTIA"_L1},
                                   {"inf2."_L1, "INFERENTIA2"_L1},
                                   {"trn1"_L1, "TRAINIUM"_L1},
                                   {"trn2"_L1, "TRAINIUM2"_L1},
                                   {"trn3"_L1, "TRAINIUM3"_L1}};
    const QString type = node.label(instanceType);
    for (const Family &family : families) {
        if (type.startsWith(family.prefix))
            return Naming{instanceType.toString(), type, {}, findKnownProduct(family.product)};
    }
    return {};
}

//! The vendor's own labels, which read the hardware and therefore come first.
std::optional<Naming> vendorNaming(const Node &node, const AcceleratorResource &resource)
{
    const auto from = [&node](QStringView key) -> std::optional<Naming> {
        const QString value = node.label(key);
        return isBlank(value) ? std::nullopt : std::optional(naming(key.toString(), value));
    };
    switch (resource.vendor) {
    case Vendor::Nvidia:
        if (!resource.profile.isEmpty()) {
            if (auto result = from(u"nvidia.com/mig-%1.product"_s.arg(resource.profile)))
                return result;
        }
        return from(gfdProduct);
    case Vendor::Amd:
        return amdNaming(node);
    case Vendor::Intel:
        return from(u"gpu.intel.com/product");
    case Vendor::Google:
        return from(u"cloud.google.com/gke-tpu-accelerator");
    case Vendor::Aws:
        return neuronNaming(node);
    case Vendor::Habana:
    case Vendor::Huawei:
    case Vendor::Tenstorrent:
    case Vendor::Other:
        return {};
    }
    return {};
}

std::optional<Naming> namingOf(const Node &node, const AcceleratorResource &resource)
{
    std::optional<Naming> first = vendorNaming(node, resource);
    if ((first && first->known) || resource.vendor == Vendor::Huawei || resource.vendor == Vendor::Tenstorrent)
        return first;
    for (const QStringView key : commonNames) {
        const QString value = node.label(key);
        if (isBlank(value))
            continue;
        Naming candidate = naming(key.toString(), value);
        if (candidate.known && (resource.vendor == Vendor::Other || candidate.known->vendor == resource.vendor))
            return candidate;
        if (!candidate.known && !first && resource.model.isEmpty())
            first = std::move(candidate);
    }
    return first;
}

std::int64_t numberLabel(const Node &node, QStringView key)
{
    return std::max<std::int64_t>(0, node.label(key).toLongLong());
}

//! "192G", "196608M".
std::int64_t amdMemoryMiB(const Node &node)
{
    const auto values = amdValues(node, u"vram");
    if (values.size() != 1)
        return 0;
    const QStringView text = values.front().second;
    const std::int64_t number = text.chopped(std::min<qsizetype>(1, text.size())).toLongLong();
    return std::max<std::int64_t>(0, text.endsWith(u'G') ? number * 1024 : text.endsWith(u'M') ? number : 0);
}

std::int64_t labelMemoryMiB(const Node &node, Vendor vendor)
{
    std::int64_t result = 0;
    if (vendor == Vendor::Nvidia) {
        result = numberLabel(node, u"nvidia.com/gpu.memory");
        if (result == 0)
            result = numberLabel(node, u"gpu.nvidia.com/vram") * 1024; // GB
    } else if (vendor == Vendor::Amd) {
        result = amdMemoryMiB(node);
    }
    if (result == 0)
        result = numberLabel(node, u"karpenter.k8s.aws/instance-gpu-memory");
    if (result == 0)
        result = numberLabel(node, u"eks.amazonaws.com/instance-gpu-memory");
    return result;
}

std::optional<std::int64_t> memoryOf(const Node &node, Vendor vendor, const Product &product, const Naming *named)
{
    const bool isSlice = product.kind == Kind::Mig || product.kind == Kind::Vgpu || product.kind == Kind::Shared;
    if (isSlice && !product.profile.isEmpty())
        return profileMemoryMiB(product.profile);
    const std::int64_t label = labelMemoryMiB(node, vendor);
    if (product.kind == Kind::Partition)
        return label > 0 ? std::optional(label) : std::nullopt;
    const KnownProduct *known = named ? named->known : nullptr;
    if (label > 0)
        return known ? nominalMemoryMiB(*known, label).value_or(label) : label;
    const std::int64_t inName = named ? named->parsed.memoryGiB.value_or(0) * 1024 : 0; // 0: it does not say
    if (!known)
        return inName > 0 ? std::optional(inName) : std::nullopt;
    if (inName > 0) {
        if (const auto nominal = nominalMemoryMiB(*known, inName))
            return nominal;
    }
    // SkyPilot's labeller writes the family alone: "a100" for A100-SXM4-80GB, "v100" for either size.
    if (named->source == skypilotName && isNameForSeveralSizes(*known))
        return {};
    return known->defaultGiB > 0 ? std::optional<std::int64_t>(known->defaultGiB * 1024) : std::nullopt;
}

//! How a card is shared out, as the labels of its Node say.
struct Sharing
{
    bool isShared = false;
    std::int64_t replicas = 1;
    bool isOnePerContainer = false;
};

std::int64_t capacityOf(const Node &node, const QString &resource)
{
    return node.capacity.value(resource).value();
}

//! \p capacity devices of \p cards cards.
std::int64_t replicasFromCount(std::int64_t capacity, std::int64_t cards)
{
    return cards > 0 && capacity > cards && capacity % cards == 0 ? capacity / cards : 1;
}

Sharing nvidiaSharing(const Node &node, const QString &resource, const AcceleratorResource &parts, const Naming *named)
{
    const bool isRenamed = parts.kind == Kind::Shared;
    // With renaming the labels speak of nvidia.com/gpu.shared only.
    if (!isRenamed && parts.kind == Kind::Device && capacityOf(node, u"nvidia.com/gpu.shared"_s) > 0)
        return {};
    const QString prefix = parts.profile.isEmpty() ? u"nvidia.com/gpu"_s : u"nvidia.com/mig-"_s + parts.profile;
    const QString strategy = node.label(prefix + u".sharing-strategy"_s);
    Sharing result;
    result.isOnePerContainer = strategy == "mps"_L1;
    result.replicas = std::max<std::int64_t>(1, numberLabel(node, prefix + u".replicas"_s));
    result.isShared = isRenamed || (named && named->parsed.isShared) ||
                      (strategy.isEmpty() ? result.replicas > 1 : strategy != "none"_L1);
    if (const QString gke = node.label(u"cloud.google.com/gke-gpu-sharing-strategy"); !isBlank(gke)) {
        result.isShared = true;
        result.isOnePerContainer = true;
        result.replicas =
            std::max(result.replicas, numberLabel(node, u"cloud.google.com/gke-max-shared-clients-per-gpu"));
    }
    if (!result.isShared)
        return {};
    if (result.replicas == 1 && parts.profile.isEmpty())
        result.replicas = replicasFromCount(capacityOf(node, resource), numberLabel(node, u"nvidia.com/gpu.count"));
    return result;
}

void describeNvidia(Identity &identity, const Node &node, const AcceleratorResource &parts, const Naming *named)
{
    Product &product = identity.product;
    if (product.profile.isEmpty() && named && !named->parsed.migProfile.isEmpty()) {
        product.kind = Kind::Mig;
        product.profile = named->parsed.migProfile;
    } else if (product.profile.isEmpty()) {
        if (const QString size = node.label(u"cloud.google.com/gke-gpu-partition-size"); !isBlank(size)) {
            product.kind = Kind::Mig;
            product.profile = size;
        }
    }
    const bool isVgpu =
        (named && !named->parsed.vgpuProfile.isEmpty()) || node.label(u"nvidia.com/vgpu.present") == "true"_L1;
    if (isVgpu && product.profile.isEmpty()) {
        product.kind = Kind::Vgpu;
        product.profile = named ? named->parsed.vgpuProfile : QString();
    }
    const Sharing sharing = nvidiaSharing(node, product.resource, parts, named);
    if (sharing.isShared) {
        product.kind = Kind::Shared;
        identity.sharedBy = sharing.replicas;
        identity.isOnePerContainer = sharing.isOnePerContainer;
    }
}

void describe(Identity &identity, const Node &node, const AcceleratorResource &parts, const Naming *named)
{
    Product &product = identity.product;
    product.kind = parts.kind;
    product.profile = parts.profile;
    if (parts.vendor == Vendor::Nvidia) {
        describeNvidia(identity, node, parts, named);
    } else if (parts.vendor == Vendor::Google) {
        product.profile = node.label(u"cloud.google.com/gke-tpu-topology").trimmed();
    } else if (parts.vendor == Vendor::Amd && product.resource == "amd.com/gpu"_L1) {
        // With the plugin's single naming strategy partitions keep the name of the whole device.
        const QString mode = node.label(u"amd.com/compute-memory-partition");
        if (!isBlank(mode) && !mode.startsWith("spx"_L1)) {
            product.kind = Kind::Partition;
            product.profile = mode;
        }
    } else if (parts.vendor == Vendor::Intel) {
        identity.sharedBy =
            replicasFromCount(capacityOf(node, product.resource), numberLabel(node, u"gpu.intel.com/device.count"));
        if (identity.sharedBy > 1)
            product.kind = Kind::Shared;
    }
}

QString resourceOfVendor(Vendor vendor)
{
    switch (vendor) {
    case Vendor::Nvidia:
        return u"nvidia.com/gpu"_s;
    case Vendor::Amd:
        return u"amd.com/gpu"_s;
    case Vendor::Intel:
        return u"gpu.intel.com/i915"_s;
    case Vendor::Habana:
        return u"habana.ai/gaudi"_s;
    case Vendor::Google:
        return u"google.com/tpu"_s;
    case Vendor::Aws:
        return u"aws.amazon.com/neuron"_s;
    case Vendor::Huawei:
    case Vendor::Tenstorrent:
    case Vendor::Other:
        return {};
    }
    return {};
}

} // namespace

QString toString(Kind kind)
{
    switch (kind) {
    case Kind::Device:
        return u"device"_s;
    case Kind::Mig:
        return u"mig"_s;
    case Kind::Shared:
        return u"shared"_s;
    case Kind::Vgpu:
        return u"vgpu"_s;
    case Kind::Tpu:
        return u"tpu"_s;
    case Kind::Partition:
        return u"partition"_s;
    }
    return {};
}

Identity identify(const Node &node, const QString &resource)
{
    const AcceleratorResource parts = acceleratorResource(resource).value_or(AcceleratorResource());
    const std::optional<Naming> named = namingOf(node, parts);

    Identity identity;
    Product &product = identity.product;
    product.resource = resource;
    if (named) {
        identity.rawProduct = named->raw;
        identity.labelSource = named->source;
        product.name = named->known ? QString::fromLatin1(named->known->name) : named->parsed.base;
    } else {
        product.name = parts.model.isEmpty() ? u"unknown"_s : parts.model;
    }
    describe(identity, node, parts, named ? &*named : nullptr);
    product.memoryMiB = memoryOf(node, parts.vendor, product, named ? &*named : nullptr);
    return identity;
}

std::vector<QString> promisedResources(const Node &node)
{
    std::vector<QString> result;
    if (!isBlank(node.label(gfdProduct)) || node.label(u"nvidia.com/gpu.present") == "true"_L1)
        result.push_back(resourceOfVendor(Vendor::Nvidia));
    if (!isBlank(node.label(u"cloud.google.com/gke-tpu-accelerator")))
        result.push_back(resourceOfVendor(Vendor::Google));
    if (!amdValues(node, u"product-name").empty() || !amdValues(node, u"device-id").empty())
        result.push_back(resourceOfVendor(Vendor::Amd));
    if (!result.empty())
        return result;
    for (const QStringView key : commonNames) {
        const QString value = node.label(key);
        if (isBlank(value))
            continue;
        const KnownProduct *known = naming(key.toString(), value).known;
        result.push_back(resourceOfVendor(known ? known->vendor : Vendor::Nvidia));
        break;
    }
    return result;
}

} // namespace fairlead::accelerators
