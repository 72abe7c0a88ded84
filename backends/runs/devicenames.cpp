// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicenames.h"

#include "backends/settings/gpuresource.h"

#include <QMap>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeDevices;
using accelerators::NodeRowPtr;
using settings::GpuRequest;

constexpr std::int64_t MiBPerGB = 1'024;

//! Without blanks, dashes and capitals: "H100 80 GB", "h100-80GB".
QString bare(const QString &text)
{
    QString result;
    for (const QChar c : text.toLower()) {
        if (!c.isSpace() && c != u'-' && c != u'_')
            result += c;
    }
    return result;
}

//! \p look gets each node and its devices that \p gpu wants.
template <class Look>
void forWanted(const GpuRequest &gpu, const std::vector<NodeRowPtr> &nodes, Look look)
{
    for (const NodeRowPtr &row : nodes) {
        for (const NodeDevices &devices : row->availability.devices) {
            if (devices.capacity > 0 && isWanted(devices, gpu))
                look(*row->availability.node, devices);
        }
    }
}

QString resourceOf(const GpuRequest &gpu, const std::vector<NodeRowPtr> &nodes)
{
    if (!gpu.resource.isEmpty() || (gpu.product.isEmpty() && gpu.kind.isEmpty()))
        return settings::resourceOf(gpu);
    QMap<QString, int> resources;
    forWanted(gpu, nodes,
              [&](const kubernetes::Node &, const NodeDevices &devices) { ++resources[devices.product.resource]; });
    const auto most = std::max_element(resources.begin(), resources.end());
    return most == resources.end() ? QString(settings::UsualGpuResource) : most.key();
}

QString withMemory(const accelerators::Product &product)
{
    return product.memoryMiB ? u"%1 %2GB"_s.arg(product.name).arg((*product.memoryMiB + MiBPerGB / 2) / MiBPerGB)
                             : product.name;
}

//! What node pools are labelled with before there is a node. Where one name stands for several sizes of memory (A100,
//! V100 of AWS) it says too little. Sources: GKE, "GPU platforms"; Karpenter, "Well-Known Labels".
struct ComingProduct
{
    const char *name;
    std::int64_t memoryGB;
    std::array<const char *, 2> gke; //!< null: none
    const char *karpenter;           //!< null: none
};

const ComingProduct comingProducts[] = {
    {"GB200", 186, {"nvidia-gb200"}, nullptr},
    {"B200", 180, {"nvidia-b200"}, "b200"},
    {"H200", 141, {"nvidia-h200-141gb"}, "h200"},
    {"H100", 80, {"nvidia-h100-80gb", "nvidia-h100-mega-80gb"}, "h100"},
    {"A100", 80, {"nvidia-a100-80gb"}, nullptr},
    {"A100", 40, {"nvidia-tesla-a100"}, nullptr},
    {"A10G", 24, {}, "a10g"},
    {"L40S", 48, {}, "l40s"},
    {"L4", 24, {"nvidia-l4"}, "l4"},
    {"T4", 16, {"nvidia-tesla-t4"}, "t4"},
    {"T4G", 16, {}, "t4g"},
    {"V100", 16, {"nvidia-tesla-v100"}, nullptr},
    {"P100", 16, {"nvidia-tesla-p100"}, nullptr},
    {"P4", 8, {"nvidia-tesla-p4"}, nullptr},
    {"RTX PRO 6000", 96, {"nvidia-rtx-pro-6000"}, nullptr},
};

} // namespace

QString productName(const accelerators::Product &product)
{
    return product.profile.isEmpty() ? withMemory(product) : product.name + u' ' + product.profile;
}

bool isCalled(const accelerators::Product &product, const QString &text)
{
    const QString wanted = bare(text);
    return wanted == bare(product.name) || wanted == bare(withMemory(product)) || wanted == bare(productName(product));
}

bool isWanted(const NodeDevices &devices, const GpuRequest &gpu)
{
    const accelerators::Product &product = devices.product;
    const bool isAny = gpu.resource.isEmpty() && !(gpu.product.isEmpty() && gpu.kind.isEmpty());
    return (isAny || settings::resourceOf(gpu) == product.resource) &&
           (gpu.kind.isEmpty() || gpu.kind == accelerators::toString(product.kind)) &&
           (gpu.product.isEmpty() || isCalled(product, gpu.product) ||
            gpu.product.compare(devices.rawProduct, Qt::CaseInsensitive) == 0);
}

std::vector<manifests::DeviceNames::Label> comingLabels(const QString &product)
{
    if (product.startsWith("NVIDIA-"_L1))
        return {{u"nvidia.com/gpu.product"_s, {product}}};
    QStringList ofGke;
    QStringList ofKarpenter;
    for (const ComingProduct &coming : comingProducts) {
        const bool isIt = isCalled({.name = QString::fromLatin1(coming.name),
                                    .resource = settings::UsualGpuResource,
                                    .memoryMiB = coming.memoryGB * MiBPerGB},
                                   product);
        for (const char *value : coming.gke) {
            if (value && (isIt || product == QLatin1StringView(value)))
                ofGke += QString::fromLatin1(value);
        }
        if (isIt && coming.karpenter)
            ofKarpenter += QString::fromLatin1(coming.karpenter);
    }
    std::vector<manifests::DeviceNames::Label> labels;
    if (!ofGke.isEmpty())
        labels.push_back({u"cloud.google.com/gke-accelerator"_s, ofGke});
    if (!ofKarpenter.isEmpty())
        labels.push_back({u"karpenter.k8s.aws/instance-gpu-name"_s, ofKarpenter});
    return labels;
}

manifests::DeviceNames deviceNames(const GpuRequest &gpu, const std::vector<NodeRowPtr> &nodes)
{
    manifests::DeviceNames names{.resource = resourceOf(gpu, nodes), .labels = {}};
    if (gpu.product.isEmpty() && gpu.kind.isEmpty())
        return names;
    QMap<QString, QStringList> values; // by the key of the label
    forWanted(gpu, nodes, [&](const kubernetes::Node &node, const NodeDevices &devices) {
        if (devices.product.resource != names.resource || devices.labelSource.isEmpty())
            return;
        QStringList &ofLabel = values[devices.labelSource];
        if (const QString value = node.label(devices.labelSource); !ofLabel.contains(value))
            ofLabel += value;
    });
    for (auto label = values.begin(); label != values.end(); ++label) {
        label->sort();
        names.labels.push_back({label.key(), *label});
    }
    return names;
}

manifests::DeviceNames launchDevices(const settings::RuntimeConfig &config, const std::vector<NodeRowPtr> &nodes)
{
    const GpuRequest &gpu = config.kubernetes.gpu;
    manifests::DeviceNames names = deviceNames(gpu, nodes);
    const bool isWhole = gpu.kind.isEmpty() || gpu.kind == "device"_L1;
    if (names.labels.empty() && isWhole && config.timeouts.waitForAutoscaler) {
        names.labels = comingLabels(gpu.product);
        names.areComing = !names.labels.empty();
    }
    return names;
}

} // namespace fairlead::runs
