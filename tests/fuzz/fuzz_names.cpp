// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/accelerators/product.h"
#include "backends/accelerators/resourcenames.h"
#include "backends/kubernetes/quantity.h"
#include "models/plaintext.h"

namespace fairlead::fuzz {

//! Labels, amounts and messages of a cluster, one a line: what others wrote and we name, count and show.
void feed(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    kubernetes::Node node;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        node.labels.emplace_back(line.left(equals), equals < 0 ? QString() : line.mid(equals + 1));
    }
    for (const char *resource : {"nvidia.com/gpu", "nvidia.com/mig-3g.40gb", "amd.com/gpu", "google.com/tpu"}) {
        if (accelerators::identify(node, QString::fromLatin1(resource)).product.name.isEmpty())
            qFatal("a device has a name");
    }
    static_cast<void>(accelerators::identify(node, text));
    static_cast<void>(accelerators::promisedResources(node));
    static_cast<void>(kubernetes::Quantity::parse(std::string_view(bytes.data(), std::size_t(bytes.size()))));
    for (const QChar character : models::plainLine(text)) {
        if (character.unicode() < 0x20 || character.unicode() == 0x7f || character.unicode() == 0x202e)
            qFatal("a line shows a control character");
    }
    static_cast<void>(models::toolTipText(text));
}

QList<QByteArray> seeds()
{
    return {
        "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3-MIG-1g.10gb-SHARED\nnvidia.com/gpu.memory=81559\n"
        "nvidia.com/gpu.replicas=4\nnvidia.com/gpu.sharing-strategy=time-slicing\nnvidia.com/gpu.count=8",
        "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM\namd.com/gpu.vram=192G\namd.com/"
        "compute-partitioning-supported=1",
        "cloud.google.com/gke-accelerator=nvidia-h100-80gb\ncloud.google.com/gke-tpu-topology=2x4\n"
        "cloud.google.com/gke-tpu-accelerator=tpu-v5-lite-podslice",
        "skypilot.co/accelerator=h100\nnvidia.com/mig-3g.40gb.product=NVIDIA-A100-SXM4-80GB-MIG-3g.40gb",
        "129e6",
        "1.5Gi",
        "-0.000000001n",
        "9223372036854775807",
        "1E",
        "1e-30",
        "\x1b[2J\xe2\x80\xaetxt.exe\x1b]0;title\x07 <b>bold</b>\r\n\xed\xa0\x80",
    };
}

} // namespace fairlead::fuzz
