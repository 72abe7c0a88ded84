// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/product.h"
#include "backends/accelerators/productname.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;

namespace {

//! Rows named after a defect of the systems in their own reference say what the right answer is.
struct Case
{
    const char *row;
    const char *resource;
    const char *labels;
    const char *name;
    Kind kind;
    const char *profile;
    int memoryMiB; //!< 0: absent
    int sharedBy;
};

constexpr Case cases[] = {
    {"skypilot 1.2: NVIDIA-H100-80GB-HBM3", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-H100-PCIe", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-PCIe", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-H100-MEGA-80GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-MEGA-80GB", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-H200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H200", "H200", Kind::Device, "",
     144384, 1},
    {"skypilot 1.2: NVIDIA-H200-NVL", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H200-NVL", "H200", Kind::Device,
     "", 144384, 1},
    {"skypilot 1.2: NVIDIA-GH200-480GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GH200-480GB", "GH200",
     Kind::Device, "", 98304, 1},
    {"skypilot 1.2: NVIDIA-B200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-B200", "B200", Kind::Device, "",
     184320, 1},
    {"skypilot 1.2: NVIDIA-B300-SXM6-AC", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-B300-SXM6-AC", "B300",
     Kind::Device, "", 294912, 1},
    {"skypilot 1.2: NVIDIA-GB200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GB200", "GB200", Kind::Device, "",
     190464, 1},
    {"skypilot 1.2: NVIDIA-A100-SXM4-80GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB", "A100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-A100-80GB-PCIe", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-80GB-PCIe", "A100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-A100-SXM4-40GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB", "A100",
     Kind::Device, "", 40960, 1},
    {"skypilot 1.2: NVIDIA-A100-PCIE-40GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-PCIE-40GB", "A100",
     Kind::Device, "", 40960, 1},
    {"skypilot 1.2: NVIDIA-A100-SXM-64GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM-64GB", "A100",
     Kind::Device, "", 65536, 1},
    {"skypilot 1.2: NVIDIA-A10", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A10", "A10", Kind::Device, "", 24576,
     1},
    {"skypilot 1.2: NVIDIA-A10G", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A10G", "A10G", Kind::Device, "",
     24576, 1},
    {"skypilot 1.2: NVIDIA-A16", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A16", "A16", Kind::Device, "", 16384,
     1},
    {"skypilot 1.2: NVIDIA-A30", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A30", "A30", Kind::Device, "", 24576,
     1},
    {"skypilot 1.2: NVIDIA-A40", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A40", "A40", Kind::Device, "", 49152,
     1},
    {"skypilot 1.2: Tesla-T4", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-T4", "T4", Kind::Device, "", 16384, 1},
    {"skypilot 1.2: Tesla-V100-SXM2-16GB", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-V100-SXM2-16GB", "V100",
     Kind::Device, "", 16384, 1},
    {"skypilot 1.2: Tesla-P100-PCIE-16GB", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-P100-PCIE-16GB", "P100",
     Kind::Device, "", 16384, 1},
    {"skypilot 1.2: Tesla-P40", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-P40", "P40", Kind::Device, "", 24576,
     1},
    {"skypilot 1.2: Tesla-P4", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-P4", "P4", Kind::Device, "", 8192, 1},
    {"skypilot 1.2: Tesla-K80", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-K80", "K80", Kind::Device, "", 12288,
     1},
    {"skypilot 1.2: Tesla-M60", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-M60", "M60", Kind::Device, "", 8192, 1},
    {"skypilot 1.2: NVIDIA-L4", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L4", "L4", Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-L40", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L40", "L40", Kind::Device, "", 49152,
     1},
    {"skypilot 1.2: NVIDIA-L40S", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L40S", "L40S", Kind::Device, "",
     49152, 1},
    {"skypilot 1.2: NVIDIA-L20", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L20", "L20", Kind::Device, "", 49152,
     1},
    {"skypilot 1.2: NVIDIA-H20", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H20", "H20", Kind::Device, "", 98304,
     1},
    {"skypilot 1.2: NVIDIA-H800", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H800", "H800", Kind::Device, "",
     81920, 1},
    {"skypilot 1.2: NVIDIA-A2", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A2", "A2", Kind::Device, "", 16384, 1},
    {"skypilot 1.2: NVIDIA-A800-SXM4-80GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A800-SXM4-80GB", "A800",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.2: NVIDIA-RTX-A6000", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A6000", "RTX A6000",
     Kind::Device, "", 49152, 1},
    {"skypilot 1.2: NVIDIA-RTX-A5000", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A5000", "RTX A5000",
     Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-RTX-A4000", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A4000", "RTX A4000",
     Kind::Device, "", 16384, 1},
    {"skypilot 1.2: NVIDIA-RTX-A2000", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A2000", "RTX A2000",
     Kind::Device, "", 0, 1},
    {"skypilot 1.2: NVIDIA-GeForce-RTX-4090", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-4090",
     "RTX 4090", Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-GeForce-RTX-3090", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-3090",
     "RTX 3090", Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-GeForce-RTX-3080-Ti", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-3080-Ti",
     "RTX 3080 Ti", Kind::Device, "", 12288, 1},
    {"skypilot 1.2: NVIDIA-GeForce-GTX-1080-Ti", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-GTX-1080-Ti",
     "GTX 1080 Ti", Kind::Device, "", 11264, 1},
    {"skypilot 1.2: Quadro-RTX-6000", "nvidia.com/gpu", "nvidia.com/gpu.product=Quadro-RTX-6000", "Quadro RTX 6000",
     Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-TITAN-RTX", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-TITAN-RTX", "TITAN RTX",
     Kind::Device, "", 24576, 1},
    {"skypilot 1.2: NVIDIA-T4G", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-T4G", "T4G", Kind::Device, "", 16384,
     1},
    {"skypilot 1.2: H100 NVL shown as an H100 of 80 GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-NVL",
     "H100", Kind::Device, "", 96256, 1},
    {"skypilot 1.2: V100 32GB variant lost", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-V100-SXM2-32GB", "V100",
     Kind::Device, "", 32768, 1},
    {"skypilot 1.2: RTX 6000 Ada entry never hit", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-RTX-6000-Ada-Generation", "RTX 6000 Ada", Kind::Device, "", 49152, 1},
    {"skypilot 1.2: RTX PRO 6000 under a mangled name", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition", "RTX PRO 6000", Kind::Device, "", 98304, 1},
    {"skypilot 1.2: an unknown product keeps its raw name", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L400",
     "NVIDIA-L400", Kind::Device, "", 0, 1},
    {"skypilot 1.2: A100 MIG lost", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB-MIG-1g.5gb", "A100",
     Kind::Mig, "1g.5gb", 5120, 1},
    {"skypilot 1.2: H100 MIG lost", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3-MIG-3g.40gb",
     "H100", Kind::Mig, "3g.40gb", 40960, 1},
    {"skypilot 1.2: sharing lost", "nvidia.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4-SHARED nvidia.com/gpu.replicas=4 nvidia.com/gpu.sharing-strategy=time-slicing",
     "T4", Kind::Shared, "", 16384, 4},
    {"skypilot 8 #2959: A100 labelled A10", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB", "A100",
     Kind::Device, "", 40960, 1},
    {"skypilot 8 #4404: L40 shown as L4", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L40", "L40", Kind::Device,
     "", 49152, 1},
    {"skypilot 1.3: nvidia-tesla-t4", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-tesla-t4", "T4",
     Kind::Device, "", 16384, 1},
    {"skypilot 1.3: nvidia-tesla-v100", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-tesla-v100", "V100",
     Kind::Device, "", 16384, 1},
    {"skypilot 1.3: nvidia-tesla-a100", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-tesla-a100", "A100",
     Kind::Device, "", 40960, 1},
    {"skypilot 1.3: nvidia-a100-80gb", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-a100-80gb", "A100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.3: nvidia-h100-80gb", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-h100-80gb", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.3: nvidia-h100-mega-80gb", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-h100-mega-80gb",
     "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: nvidia-h200-141gb", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-h200-141gb", "H200",
     Kind::Device, "", 144384, 1},
    {"skypilot 1.3: nvidia-b200", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-b200", "B200",
     Kind::Device, "", 184320, 1},
    {"skypilot 1.3: nvidia-gb200", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-gb200", "GB200",
     Kind::Device, "", 190464, 1},
    {"skypilot 1.3: nvidia-l4", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=nvidia-l4", "L4", Kind::Device, "",
     24576, 1},
    {"skypilot 1.3: H200 in a GKE key was invalid", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=H200", "H200",
     Kind::Device, "", 144384, 1},
    {"skypilot 1.3: CoreWeave value in a GKE key was invalid", "nvidia.com/gpu",
     "cloud.google.com/gke-accelerator=H100_NVLINK_80GB", "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: amd-mi300x was invalid", "amd.com/gpu", "cloud.google.com/gke-accelerator=amd-mi300x", "MI300X",
     Kind::Device, "", 196608, 1},
    {"skypilot 1.3: an empty value says nothing", "nvidia.com/gpu", "cloud.google.com/gke-accelerator=", "unknown",
     Kind::Device, "", 0, 1},
    {"skypilot 1.3: tpu-v4-podslice", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v4-podslice cloud.google.com/gke-tpu-topology=2x2", "TPU v4", Kind::Tpu,
     "2x2", 32768, 1},
    {"skypilot 1.3: tpu-v5-lite-device", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v5-lite-device cloud.google.com/gke-tpu-topology=2x2", "TPU v5e",
     Kind::Tpu, "2x2", 16384, 1},
    {"skypilot 1.3: tpu-v5-lite-podslice", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v5-lite-podslice cloud.google.com/gke-tpu-topology=2x2", "TPU v5e",
     Kind::Tpu, "2x2", 16384, 1},
    {"skypilot 1.3: tpu-v5p-slice", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v5p-slice cloud.google.com/gke-tpu-topology=2x2", "TPU v5p", Kind::Tpu,
     "2x2", 97280, 1},
    {"skypilot 1.3: tpu-v6e-slice", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=2x2", "TPU v6e", Kind::Tpu,
     "2x2", 32768, 1},
    {"skypilot 1.3: tpu7x", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu7x cloud.google.com/gke-tpu-topology=2x2", "TPU7x", Kind::Tpu, "2x2",
     196608, 1},
    {"skypilot 1.5: a TPU without topology hit an assertion", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice", "TPU v6e", Kind::Tpu, "", 32768, 1},
    {"skypilot 1.3: one GPU with a name per source, GKE", "nvidia.com/gpu",
     "cloud.google.com/gke-accelerator=nvidia-h100-80gb", "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: one GPU with a name per source, GFD", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.memory=81559", "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: one GPU with a name per source, SkyPilot", "nvidia.com/gpu", "skypilot.co/accelerator=h100-80gb",
     "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: one GPU with a name per source, Karpenter", "nvidia.com/gpu",
     "karpenter.k8s.aws/instance-gpu-name=h100 karpenter.k8s.aws/instance-gpu-memory=81920", "H100", Kind::Device, "",
     81920, 1},
    {"skypilot 1.3: one GPU with a name per source, EKS", "nvidia.com/gpu",
     "eks.amazonaws.com/instance-gpu-name=h100 eks.amazonaws.com/instance-gpu-memory=81920", "H100", Kind::Device, "",
     81920, 1},
    {"skypilot 1.3: one GPU with a name per source, CoreWeave", "nvidia.com/gpu",
     "gpu.nvidia.com/class=H100_NVLINK_80GB", "H100", Kind::Device, "", 81920, 1},
    {"skypilot 1.3: one GPU with a name per source, Nebius", "nvidia.com/gpu", "nebius.com/gpu-name=H100", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.1: lower case was demanded", "nvidia.com/gpu", "skypilot.co/accelerator=H100-80GB", "H100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.8: a100 is written for A100-SXM4-80GB too", "nvidia.com/gpu", "skypilot.co/accelerator=a100", "A100",
     Kind::Device, "", 0, 1},
    {"skypilot 1.8: a100 beside a memory label", "nvidia.com/gpu",
     "skypilot.co/accelerator=a100 nvidia.com/gpu.memory=81920", "A100", Kind::Device, "", 81920, 1},
    {"skypilot 1.8: a100-80gb by hand", "nvidia.com/gpu", "skypilot.co/accelerator=a100-80gb", "A100", Kind::Device, "",
     81920, 1},
    {"skypilot 1.8: v100 is written for 32 GB cards too", "nvidia.com/gpu", "skypilot.co/accelerator=v100", "V100",
     Kind::Device, "", 0, 1},
    {"skypilot 1.8: h100 is written for an H100 NVL too", "nvidia.com/gpu", "skypilot.co/accelerator=h100", "H100",
     Kind::Device, "", 0, 1},
    {"skypilot 1.8: h100-nvl by hand", "nvidia.com/gpu", "skypilot.co/accelerator=h100-nvl", "H100", Kind::Device, "",
     96256, 1},
    {"skypilot 1.8: l4 is sold in one size", "nvidia.com/gpu", "skypilot.co/accelerator=l4", "L4", Kind::Device, "",
     24576, 1},
    {"skypilot 1.1: SkyPilot V100-32GB", "nvidia.com/gpu", "skypilot.co/accelerator=v100-32gb", "V100", Kind::Device,
     "", 32768, 1},
    {"skypilot 1.1: CoreWeave A100 with its form factor", "nvidia.com/gpu",
     "gpu.nvidia.com/class=A100_NVLINK_A100_SXM4_80GB", "A100", Kind::Device, "", 81920, 1},
    {"skypilot 1.1: CoreWeave vram", "nvidia.com/gpu", "gpu.nvidia.com/class=A100 gpu.nvidia.com/vram=80", "A100",
     Kind::Device, "", 81920, 1},
    {"skypilot 1.1: Karpenter A10G", "nvidia.com/gpu",
     "karpenter.k8s.aws/instance-gpu-name=a10g karpenter.k8s.aws/instance-gpu-memory=22888", "A10G", Kind::Device, "",
     24576, 1},
    {"skypilot 1.1: Nebius RTX6000 is the Blackwell one", "nvidia.com/gpu", "nebius.com/gpu-name=RTX6000",
     "RTX PRO 6000", Kind::Device, "", 98304, 1},
    {"skypilot 8 #6859: a blank label of one vendor hides the next", "nvidia.com/gpu",
     "skypilot.co/accelerator= nvidia.com/gpu.product=NVIDIA-L4", "L4", Kind::Device, "", 24576, 1},
    {"skypilot 8 #5628: of two labels the hardware's own wins", "nvidia.com/gpu",
     "skypilot.co/accelerator=a100 nvidia.com/gpu.product=NVIDIA-H100-PCIe", "H100", Kind::Device, "", 81920, 1},
    {"skypilot 8 #5628: a known name before an unknown one", "nvidia.com/gpu",
     "cloud.google.com/gke-accelerator=nonsense gpu.nvidia.com/class=H200", "H200", Kind::Device, "", 144384, 1},
    {"skypilot 1.4: another vendor's label is not believed, NVIDIA", "nvidia.com/gpu", "skypilot.co/accelerator=mi300x",
     "unknown", Kind::Device, "", 0, 1},
    {"skypilot 1.4: mixed node, NVIDIA", "nvidia.com/gpu",
     "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM nvidia.com/gpu.product=NVIDIA-L4", "L4", Kind::Device, "", 24576,
     1},
    {"skypilot 1.4: mixed node, AMD", "amd.com/gpu",
     "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM nvidia.com/gpu.product=NVIDIA-L4", "MI300X", Kind::Device, "",
     196608, 1},
    {"skypilot 1.4: no AMD labels, only mi300 by hand", "amd.com/gpu", "skypilot.co/accelerator=mi300", "MI300X",
     Kind::Device, "", 196608, 1},
    {"skypilot 1.9: key present, no usable label", "nvidia.com/gpu", "", "unknown", Kind::Device, "", 0, 1},
    {"skypilot 1.4: an unlabelled AMD GPU is no NVIDIA one", "amd.com/gpu", "", "unknown", Kind::Device, "", 0, 1},
    {"dstack 2.2: an unknown model became zero GPUs", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-X900",
     "NVIDIA-X900", Kind::Device, "", 0, 1},
    {"dstack 2.2: a node of both vendors reported NVIDIA only, AMD", "amd.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4 beta.amd.com/gpu.device-id.740f=2", "MI210", Kind::Device, "", 65536, 1},
    {"dstack 2.2: a node of both vendors reported NVIDIA only, NVIDIA", "nvidia.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4 beta.amd.com/gpu.device-id.740f=2", "T4", Kind::Device, "", 16384, 1},
    {"dstack 2.2: gpu.memory unread", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM nvidia.com/gpu.memory=81920", "A100", Kind::Device, "", 81920, 1},
    {"dstack 2.2: gpu.count unread, 8 replicas of 2 cards", "nvidia.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4-SHARED nvidia.com/gpu.count=2", "T4", Kind::Shared, "", 16384, 4},
    {"dstack 2.2: gpu.replicas unread", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L4 nvidia.com/gpu.replicas=4",
     "L4", Kind::Shared, "", 24576, 4},
    {"dstack 2.2: mig.strategy unread, single", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB-MIG-1g.5gb nvidia.com/mig.strategy=single", "A100", Kind::Mig,
     "1g.5gb", 5120, 1},
    {"dstack 2.2: a TPU was no GPU", "google.com/tpu",
     "cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=2x4", "TPU v6e", Kind::Tpu,
     "2x4", 32768, 1},
    {"dstack 2.2: Tesla-T4", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-T4", "T4", Kind::Device, "", 16384, 1},
    {"dstack 2.2: A100-SXM4-40GB", "nvidia.com/gpu", "nvidia.com/gpu.product=A100-SXM4-40GB", "A100", Kind::Device, "",
     40960, 1},
    {"dstack 2.2: NVIDIA-A100-PCIE-40GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-PCIE-40GB", "A100",
     Kind::Device, "", 40960, 1},
    {"dstack 2.2: NVIDIA-A100-SXM4-80GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB", "A100",
     Kind::Device, "", 81920, 1},
    {"dstack 2.2: NVIDIA-H100-80GB-HBM3", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3", "H100",
     Kind::Device, "", 81920, 1},
    {"dstack 2.2: NVIDIA-H200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-H200", "H200", Kind::Device, "",
     144384, 1},
    {"dstack 2.2: NVIDIA-B200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-B200", "B200", Kind::Device, "",
     184320, 1},
    {"dstack 2.2: NVIDIA-GB200", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GB200", "GB200", Kind::Device, "",
     190464, 1},
    {"dstack 2.2: NVIDIA-GH200-480GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GH200-480GB", "GH200",
     Kind::Device, "", 98304, 1},
    {"dstack 2.2: NVIDIA-GeForce-RTX-4090", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-4090",
     "RTX 4090", Kind::Device, "", 24576, 1},
    {"dstack 2.2: 10 GB slice counted as a full card", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB-MIG-1g.10gb", "A100", Kind::Mig, "1g.10gb", 10240, 1},
    {"dstack 2.2: replicas counted as cards", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB-SHARED",
     "A100", Kind::Shared, "", 81920, 1},
    {"dstack 2.2: H100 NVL as 80 GB", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-NVL nvidia.com/gpu.memory=95830", "H100", Kind::Device, "", 96256, 1},
    {"dstack 2.2: V100 16 GB as 32", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-V100-SXM2-16GB", "V100",
     Kind::Device, "", 16384, 1},
    {"dstack 2.2: RTX A6000 missed", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A6000", "RTX A6000",
     Kind::Device, "", 49152, 1},
    {"dstack 2.2: RTX 6000 Ada as Turing with 24 GB", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-RTX-6000-Ada-Generation", "RTX 6000 Ada", Kind::Device, "", 49152, 1},
    {"dstack 2.2: RTX 3060 Ti as 3060 with 12 GB", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-3060-Ti", "RTX 3060 Ti", Kind::Device, "", 8192, 1},
    {"dstack 2.2: RTX 2080 Ti as 2080 with 8 GB", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GeForce-RTX-2080-Ti",
     "RTX 2080 Ti", Kind::Device, "", 11264, 1},
    {"dstack 2.2: RTX PRO 6000 missed", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition", "RTX PRO 6000", Kind::Device, "", 98304, 1},
    {"dstack 2.2: NVIDIA-A30 missed", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-A30", "A30", Kind::Device, "",
     24576, 1},
    {"dstack 2.2: Tesla-K80 missed", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-K80", "K80", Kind::Device, "",
     12288, 1},
    {"dstack 2.2: NVIDIA-GB10 missed", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-GB10", "GB10", Kind::Device, "",
     131072, 1},
    {"dstack 2.2: NVIDIA-GeForce-GTX-1080-Ti missed", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-GeForce-GTX-1080-Ti", "GTX 1080 Ti", Kind::Device, "", 11264, 1},
    {"dstack 2.2: Quadro-RTX-8000 missed", "nvidia.com/gpu", "nvidia.com/gpu.product=Quadro-RTX-8000",
     "Quadro RTX 8000", Kind::Device, "", 49152, 1},
    {"dstack 2.2: AMD id 738c", "amd.com/gpu", "beta.amd.com/gpu.device-id.738c=8", "MI100", Kind::Device, "", 32768,
     1},
    {"dstack 2.2: AMD id 740f", "amd.com/gpu", "beta.amd.com/gpu.device-id.740f=8", "MI210", Kind::Device, "", 65536,
     1},
    {"dstack 2.2: AMD id 740c", "amd.com/gpu", "beta.amd.com/gpu.device-id.740c=8", "MI250", Kind::Device, "", 65536,
     1},
    {"dstack 2.2: AMD id 7408", "amd.com/gpu", "beta.amd.com/gpu.device-id.7408=8", "MI250X", Kind::Device, "", 65536,
     1},
    {"dstack 2.2: AMD id 74a0", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a0=8", "MI300A", Kind::Device, "", 131072,
     1},
    {"dstack 2.2: AMD id 74a1", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a1=8", "MI300X", Kind::Device, "", 196608,
     1},
    {"dstack 2.2: AMD id 74a9", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a9=8", "MI300X", Kind::Device, "", 196608,
     1},
    {"dstack 2.2: AMD id 74b5", "amd.com/gpu", "beta.amd.com/gpu.device-id.74b5=8", "MI300X", Kind::Device, "", 196608,
     1},
    {"dstack 2.2: AMD id 74bd", "amd.com/gpu", "beta.amd.com/gpu.device-id.74bd=8", "MI300X", Kind::Device, "", 196608,
     1},
    {"dstack 2.2: AMD id 74a5", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a5=8", "MI325X", Kind::Device, "", 262144,
     1},
    {"dstack 2.2: AMD id 75a0", "amd.com/gpu", "beta.amd.com/gpu.device-id.75a0=8", "MI350X", Kind::Device, "", 294912,
     1},
    {"dstack 2.2: AMD id 75a3", "amd.com/gpu", "beta.amd.com/gpu.device-id.75a3=8", "MI355X", Kind::Device, "", 294912,
     1},
    {"dstack 2.2: AMD id 74a2, whose size only the label knows", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a2=8",
     "MI308X", Kind::Device, "", 0, 1},
    {"dstack 2.2: AMD id 74b6 with its size", "amd.com/gpu",
     "beta.amd.com/gpu.device-id.74b6=8 beta.amd.com/gpu.vram.192G=8", "MI308X", Kind::Device, "", 196608, 1},
    {"dstack 2.2: AMD new labels not read, id", "amd.com/gpu", "amd.com/gpu.device-id=74a1 amd.com/gpu.vram=192G",
     "MI300X", Kind::Device, "", 196608, 1},
    {"dstack 2.2: AMD new labels not read, name", "amd.com/gpu", "amd.com/gpu.product-name=AMD_Instinct_MI325_OAM",
     "MI325X", Kind::Device, "", 262144, 1},
    {"AMD beta name in the key", "amd.com/gpu", "beta.amd.com/gpu.product-name.AMD_Instinct_MI210=4", "MI210",
     Kind::Device, "", 65536, 1},
    {"AMD unknown name, known id", "amd.com/gpu", "amd.com/gpu.product-name=AMD_Something amd.com/gpu.device-id=0x74a1",
     "MI300X", Kind::Device, "", 196608, 1},
    {"AMD unknown id", "amd.com/gpu", "amd.com/gpu.device-id=ffff", "ffff", Kind::Device, "", 0, 1},
    {"dstack 2.2: two AMD models were no GPUs at all", "amd.com/gpu",
     "beta.amd.com/gpu.device-id.740f=2 beta.amd.com/gpu.device-id.74a1=2", "MI210 + MI300X", Kind::Device, "", 0, 1},
    {"AMD two ids of one model", "amd.com/gpu", "beta.amd.com/gpu.device-id.74a9=2 beta.amd.com/gpu.device-id.74a1=2",
     "MI300X", Kind::Device, "", 196608, 1},
    {"AMD partition by resource name", "amd.com/cpx_nps4", "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM", "MI300X",
     Kind::Partition, "cpx_nps4", 0, 1},
    {"AMD partition by label", "amd.com/gpu",
     "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM amd.com/compute-memory-partition=cpx_nps1", "MI300X",
     Kind::Partition, "cpx_nps1", 0, 1},
    {"AMD spx is the whole device", "amd.com/gpu",
     "amd.com/gpu.product-name=AMD_Instinct_MI300X_OAM amd.com/compute-memory-partition=spx_nps1", "MI300X",
     Kind::Device, "", 196608, 1},
    {"AMD spx by resource name", "amd.com/spx_nps1", "amd.com/gpu.device-id=74a1", "MI300X", Kind::Device, "", 196608,
     1},
    {"memory: label of H100 SXM snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.memory=81559", "H100", Kind::Device, "", 81920, 1},
    {"memory: label of H100 PCIe snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-PCIe nvidia.com/gpu.memory=81559", "H100", Kind::Device, "", 81920, 1},
    {"memory: label of A100 80 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB nvidia.com/gpu.memory=81920", "A100", Kind::Device, "", 81920, 1},
    {"memory: label of A100 40 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB nvidia.com/gpu.memory=40536", "A100", Kind::Device, "", 40960, 1},
    {"memory: label of T4 with ECC snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.memory=15360", "T4", Kind::Device, "", 16384, 1},
    {"memory: label of A10 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A10 nvidia.com/gpu.memory=23028", "A10", Kind::Device, "", 24576, 1},
    {"memory: label of B200 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-B200 nvidia.com/gpu.memory=183359", "B200", Kind::Device, "", 184320, 1},
    {"memory: label of H200 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H200 nvidia.com/gpu.memory=143771", "H200", Kind::Device, "", 144384, 1},
    {"memory: label of GH200 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-GH200-480GB nvidia.com/gpu.memory=97871", "GH200", Kind::Device, "", 98304, 1},
    {"memory: label of B300 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-B300-SXM6-AC nvidia.com/gpu.memory=275040", "B300", Kind::Device, "", 294912, 1},
    {"memory: label of L40S snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-L40S nvidia.com/gpu.memory=46068", "L40S", Kind::Device, "", 49152, 1},
    {"memory: label of H20-3e snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H20-3e nvidia.com/gpu.memory=143771", "H20", Kind::Device, "", 144384, 1},
    {"memory: label of RTX A2000 12 snaps to what is sold", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-RTX-A2000-12GB nvidia.com/gpu.memory=12282", "RTX A2000", Kind::Device, "", 12288,
     1},
    {"memory: the label wins over the size in the name", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB nvidia.com/gpu.memory=81920", "A100", Kind::Device, "", 81920, 1},
    {"memory: a label far from every size stays", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-PCIe nvidia.com/gpu.memory=40000", "H100", Kind::Device, "", 40000, 1},
    {"memory: an unknown product has the label's", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-X900 nvidia.com/gpu.memory=50000", "NVIDIA-X900", Kind::Device, "", 50000, 1},
    {"memory: an unknown product has the size in its name", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-X900-96GB",
     "NVIDIA-X900-96GB", Kind::Device, "", 98304, 1},
    {"memory: nonsense in the label", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L4 nvidia.com/gpu.memory=lots",
     "L4", Kind::Device, "", 24576, 1},
    {"memory: below zero in the label", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-L4 nvidia.com/gpu.memory=-1",
     "L4", Kind::Device, "", 24576, 1},
    {"memory: unlabelled card with memory", "nvidia.com/gpu", "nvidia.com/gpu.memory=81559", "unknown", Kind::Device,
     "", 81559, 1},
    {"skypilot 1.6: MIG mixed", "nvidia.com/mig-1g.5gb",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB nvidia.com/mig-1g.5gb.product=NVIDIA-A100-SXM4-40GB-MIG-1g.5gb "
     "nvidia.com/mig-1g.5gb.memory=4864",
     "A100", Kind::Mig, "1g.5gb", 5120, 1},
    {"skypilot 1.6: MIG mixed, only the card is labelled", "nvidia.com/mig-1g.10gb",
     "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.memory=81559", "H100", Kind::Mig, "1g.10gb", 10240,
     1},
    {"MIG with media engine", "nvidia.com/mig-1g.10gb.me", "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3", "H100",
     Kind::Mig, "1g.10gb.me", 10240, 1},
    {"skypilot 1.6: MIG single, slices shown as full A100", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB-MIG-1g.5gb nvidia.com/gpu.memory=4864 "
     "nvidia.com/mig.strategy=single",
     "A100", Kind::Mig, "1g.5gb", 5120, 1},
    {"MIG on GKE", "nvidia.com/gpu",
     "cloud.google.com/gke-accelerator=nvidia-tesla-a100 cloud.google.com/gke-gpu-partition-size=2g.10gb", "A100",
     Kind::Mig, "2g.10gb", 10240, 1},
    {"MIG of an unknown card", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-X900-MIG-1g.12gb", "NVIDIA-X900",
     Kind::Mig, "1g.12gb", 12288, 1},
    {"time-sliced MIG", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED nvidia.com/gpu.replicas=2 "
     "nvidia.com/gpu.sharing-strategy=time-slicing",
     "A100", Kind::Shared, "1g.5gb", 5120, 2},
    {"time-sliced MIG, mixed", "nvidia.com/mig-1g.5gb",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB nvidia.com/mig-1g.5gb.replicas=3 "
     "nvidia.com/mig-1g.5gb.sharing-strategy=time-slicing",
     "A100", Kind::Shared, "1g.5gb", 5120, 3},
    {"time-sliced MIG, renamed", "nvidia.com/mig-1g.5gb.shared",
     "nvidia.com/gpu.product=NVIDIA-A100-SXM4-40GB nvidia.com/mig-1g.5gb.replicas=3", "A100", Kind::Shared, "1g.5gb",
     5120, 3},
    {"skypilot 1.6: time-sliced replicas shown as real GPUs", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.replicas=4 "
     "nvidia.com/gpu.sharing-strategy=time-slicing",
     "H100", Kind::Shared, "", 81920, 4},
    {"MPS", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3-SHARED nvidia.com/gpu.replicas=10 "
     "nvidia.com/gpu.sharing-strategy=mps",
     "H100", Kind::Shared, "", 81920, 10},
    {"shared, renamed resource", "nvidia.com/gpu.shared",
     "nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=4 nvidia.com/gpu.sharing-strategy=time-slicing", "T4",
     Kind::Shared, "", 16384, 4},
    {"shared on GKE", "nvidia.com/gpu",
     "cloud.google.com/gke-accelerator=nvidia-l4 cloud.google.com/gke-gpu-sharing-strategy=time-sharing "
     "cloud.google.com/gke-max-shared-clients-per-gpu=8",
     "L4", Kind::Shared, "", 24576, 8},
    {"not shared, and says so", "nvidia.com/gpu",
     "nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=1 nvidia.com/gpu.sharing-strategy=none", "T4",
     Kind::Device, "", 16384, 1},
    {"not shared, replicas of one", "nvidia.com/gpu", "nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=1", "T4",
     Kind::Device, "", 16384, 1},
    {"vGPU by label", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A10-8Q nvidia.com/vgpu.present=true nvidia.com/vgpu.host-driver-version=550.90",
     "A10", Kind::Vgpu, "8Q", 8192, 1},
    {"vGPU by name", "nvidia.com/gpu", "nvidia.com/gpu.product=GRID-T4-16Q", "T4", Kind::Vgpu, "16Q", 16384, 1},
    {"vGPU of a card variant", "nvidia.com/gpu", "nvidia.com/gpu.product=GRID-V100DX-32C", "V100", Kind::Vgpu, "32C",
     32768, 1},
    {"vGPU on MIG", "nvidia.com/gpu", "nvidia.com/gpu.product=GRID-A100-1-5C nvidia.com/vgpu.present=true", "A100",
     Kind::Vgpu, "1-5C", 5120, 1},
    {"vGPU of RTX", "nvidia.com/gpu", "nvidia.com/gpu.product=NVIDIA-RTX-A6000-24Q", "RTX A6000", Kind::Vgpu, "24Q",
     24576, 1},
    {"bare metal says vgpu.present=false", "nvidia.com/gpu",
     "nvidia.com/gpu.product=NVIDIA-A10 nvidia.com/vgpu.present=false", "A10", Kind::Device, "", 24576, 1},
    {"dstack 2.2: Intel was no GPU", "gpu.intel.com/i915",
     "gpu.intel.com/product=Max_1550 gpu.intel.com/device.count=8", "Max 1550", Kind::Device, "", 131072, 1},
    {"Intel Flex", "gpu.intel.com/xe", "gpu.intel.com/product=Flex_170", "Flex 170", Kind::Device, "", 16384, 1},
    {"Intel unlabelled", "gpu.intel.com/i915", "", "unknown", Kind::Device, "", 0, 1},
    {"Gaudi unlabelled", "habana.ai/gaudi", "", "Gaudi", Kind::Device, "", 0, 1},
    {"Gaudi on Karpenter", "habana.ai/gaudi", "karpenter.k8s.aws/instance-gpu-name=gaudi-hl-205", "Gaudi", Kind::Device,
     "", 32768, 1},
    {"Gaudi2 by hand", "habana.ai/gaudi", "skypilot.co/accelerator=gaudi2", "Gaudi2", Kind::Device, "", 98304, 1},
    {"Neuron by instance type", "aws.amazon.com/neuron", "node.kubernetes.io/instance-type=trn1.32xlarge", "Trainium",
     Kind::Device, "", 32768, 1},
    {"Neuron by Karpenter", "aws.amazon.com/neuron", "karpenter.k8s.aws/instance-accelerator-name=inferentia2",
     "Inferentia2", Kind::Device, "", 32768, 1},
    {"NeuronCore is a part", "aws.amazon.com/neuroncore", "node.kubernetes.io/instance-type=inf2.xlarge", "Inferentia2",
     Kind::Partition, "core", 0, 1},
    {"Neuron unlabelled", "aws.amazon.com/neurondevice", "", "Neuron", Kind::Device, "", 0, 1},
    {"Ascend", "huawei.com/Ascend910", "", "Ascend910", Kind::Device, "", 0, 1},
    {"Ascend vNPU", "huawei.com/Ascend310P-4c", "", "Ascend310P", Kind::Partition, "4c", 0, 1},
    {"dstack 2.2: Tenstorrent was no GPU", "tenstorrent.com/n300", "", "n300", Kind::Device, "", 0, 1},
    {"the user's own resource", "example.com/accelerator", "", "unknown", Kind::Device, "", 0, 1},
    {"the user's own resource, labelled", "example.com/accelerator", "skypilot.co/accelerator=supercard", "supercard",
     Kind::Device, "", 0, 1},
};

} // namespace

Q_DECLARE_METATYPE(const Case *)

class TestProduct : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void identifies_data();
    void identifies();
    void keepsRawValueAndSource_data();
    void keepsRawValueAndSource();
    void countsReplicasFromCards();
    void leavesWholeCardsBesideRenamedShares();
    void promises_data();
    void promises();
    void spellsKinds();
    void takesNamesApart_data();
    void takesNamesApart();
};

void TestProduct::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestProduct::identifies_data()
{
    QTest::addColumn<const Case *>("expected");
    for (const Case &one : cases)
        QTest::newRow(one.row) << &one;
}

void TestProduct::identifies()
{
    QFETCH(const Case *, expected);
    const QString resource = QString::fromLatin1(expected->resource);
    const auto node = tests::node(u"n"_s, QString::fromLatin1(expected->labels), {{expected->resource, "8"}});
    const Identity identity = identify(node, resource);
    QCOMPARE(identity.product.name, QString::fromLatin1(expected->name));
    QCOMPARE(toString(identity.product.kind), toString(expected->kind));
    QCOMPARE(identity.product.profile, QString::fromLatin1(expected->profile));
    QCOMPARE(identity.product.memoryMiB.value_or(0), expected->memoryMiB);
    QCOMPARE(identity.product.resource, resource);
    QCOMPARE(identity.sharedBy, expected->sharedBy);
}

void TestProduct::keepsRawValueAndSource_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("labels");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("source");

    QTest::newRow("GFD, with suffixes") << u"nvidia.com/gpu"_s << u"nvidia.com/gpu.product=Tesla-T4-SHARED"_s
                                        << u"Tesla-T4-SHARED"_s << u"nvidia.com/gpu.product"_s;
    QTest::newRow("AMD, value in the key") << u"amd.com/gpu"_s << u"beta.amd.com/gpu.device-id.74a1=8"_s << u"74a1"_s
                                           << u"beta.amd.com/gpu.device-id.74a1"_s;
    QTest::newRow("unlabelled") << u"nvidia.com/gpu"_s << u"kubernetes.io/os=linux"_s << QString() << QString();
    QTest::newRow("blank") << u"nvidia.com/gpu"_s << u"nvidia.com/gpu.product="_s << QString() << QString();
    QTest::newRow("unknown stays") << u"nvidia.com/gpu"_s << u"nvidia.com/gpu.product=NVIDIA-New"_s << u"NVIDIA-New"_s
                                   << u"nvidia.com/gpu.product"_s;
    QTest::newRow("instance type") << u"aws.amazon.com/neuron"_s << u"node.kubernetes.io/instance-type=trn2.48xlarge"_s
                                   << u"trn2.48xlarge"_s << u"node.kubernetes.io/instance-type"_s;
}

void TestProduct::keepsRawValueAndSource()
{
    QFETCH(QString, resource);
    QFETCH(QString, labels);
    const Identity identity = identify(tests::node(u"n"_s, labels, {}), resource);
    QTEST(identity.rawProduct, "raw");
    QTEST(identity.labelSource, "source");
}

void TestProduct::countsReplicasFromCards()
{
    const auto sliced = tests::node(u"n"_s, u"nvidia.com/gpu.product=Tesla-T4-SHARED nvidia.com/gpu.count=2"_s,
                                    {{"nvidia.com/gpu", "8"}});
    QCOMPARE(identify(sliced, u"nvidia.com/gpu"_s).sharedBy, 4);

    const auto intel = tests::node(u"n"_s, u"gpu.intel.com/product=Flex_170 gpu.intel.com/device.count=1"_s,
                                   {{"gpu.intel.com/i915", "10"}});
    QCOMPARE(identify(intel, u"gpu.intel.com/i915"_s).sharedBy, 10);
    QVERIFY(identify(intel, u"gpu.intel.com/i915"_s).product.kind == Kind::Shared);
}

void TestProduct::leavesWholeCardsBesideRenamedShares()
{
    const auto node = tests::node(u"n"_s,
                                  u"nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=4 "
                                  "nvidia.com/gpu.sharing-strategy=time-slicing"_s,
                                  {{"nvidia.com/gpu", "1"}, {"nvidia.com/gpu.shared", "4"}});
    QVERIFY(identify(node, u"nvidia.com/gpu"_s).product.kind == Kind::Device);
    QCOMPARE(identify(node, u"nvidia.com/gpu"_s).sharedBy, 1);
    QVERIFY(identify(node, u"nvidia.com/gpu.shared"_s).product.kind == Kind::Shared);
    QCOMPARE(identify(node, u"nvidia.com/gpu.shared"_s).sharedBy, 4);
}

void TestProduct::promises_data()
{
    QTest::addColumn<QString>("labels");
    QTest::addColumn<QString>("resources");

    QTest::newRow("nothing") << u"kubernetes.io/os=linux"_s << QString();
    QTest::newRow("GFD") << u"nvidia.com/gpu.product=NVIDIA-L4"_s << u"nvidia.com/gpu"_s;
    QTest::newRow("operator") << u"nvidia.com/gpu.present=true"_s << u"nvidia.com/gpu"_s;
    QTest::newRow("operator says no") << u"nvidia.com/gpu.present=false"_s << QString();
    QTest::newRow("blank") << u"nvidia.com/gpu.product= cloud.google.com/gke-accelerator="_s << QString();
    QTest::newRow("GKE") << u"cloud.google.com/gke-accelerator=nvidia-l4"_s << u"nvidia.com/gpu"_s;
    QTest::newRow("TPU") << u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice"_s << u"google.com/tpu"_s;
    QTest::newRow("AMD") << u"amd.com/gpu.device-id=74a1"_s << u"amd.com/gpu"_s;
    QTest::newRow("AMD by hand") << u"skypilot.co/accelerator=mi300x"_s << u"amd.com/gpu"_s;
    QTest::newRow("both") << u"amd.com/gpu.device-id=74a1 nvidia.com/gpu.product=X"_s
                          << u"nvidia.com/gpu,amd.com/gpu"_s;
    QTest::newRow("Gaudi") << u"karpenter.k8s.aws/instance-gpu-name=gaudi-hl-205"_s << u"habana.ai/gaudi"_s;
}

void TestProduct::promises()
{
    QFETCH(QString, labels);
    QStringList found;
    for (const QString &resource : promisedResources(tests::node(u"n"_s, labels, {})))
        found.append(resource);
    QTEST(found.join(u','), "resources");
}

void TestProduct::spellsKinds()
{
    QCOMPARE(toString(Kind::Device), u"device"_s);
    QCOMPARE(toString(Kind::Mig), u"mig"_s);
    QCOMPARE(toString(Kind::Shared), u"shared"_s);
    QCOMPARE(toString(Kind::Vgpu), u"vgpu"_s);
    QCOMPARE(toString(Kind::Tpu), u"tpu"_s);
    QCOMPARE(toString(Kind::Partition), u"partition"_s);
}

void TestProduct::takesNamesApart_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("key");

    QTest::newRow("empty") << QString() << QString() << QString();
    QTest::newRow("separators only") << u"--_"_s << u"--_"_s << QString();
    QTest::newRow("only noise") << u"NVIDIA"_s << u"NVIDIA"_s << QString();
    QTest::newRow("padding") << u" NVIDIA-L4 "_s << u"NVIDIA-L4"_s << u"L4"_s;
    QTest::newRow("MIG and shared") << u"NVIDIA-A100-SXM4-40GB-MIG-1g.5gb-SHARED"_s << u"NVIDIA-A100-SXM4-40GB"_s
                                    << u"A100"_s;
    QTest::newRow("vGPU") << u"NVIDIA-A10-8Q"_s << u"NVIDIA-A10"_s << u"A10"_s;
    QTest::newRow("vGPU profile alone is a name") << u"8Q"_s << u"8Q"_s << u"8Q"_s;
    QTest::newRow("joined RTX") << u"rtx4090"_s << u"rtx4090"_s << u"RTX 4090"_s;
}

void TestProduct::takesNamesApart()
{
    QFETCH(QString, raw);
    const ProductName name = parseProductName(raw);
    QTEST(name.base, "base");
    QTEST(name.key, "key");
}

QTEST_GUILESS_MAIN(TestProduct)
#include "tst_product.moc"
