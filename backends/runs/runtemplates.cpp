// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runtemplates.h"

#include "trials/trialcommand.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

// NVIDIA's sample image brings the program along; where it is not, the compiler makes it.
constexpr auto VectorAdd = R"sh(for each in /cuda-samples/vectorAdd /cuda-samples/sample vectorAdd; do
  if command -v "$each" >/dev/null 2>&1; then exec "$each"; fi
done
command -v nvcc >/dev/null 2>&1 || { echo "no vectorAdd and no nvcc in this image" >&2; exit 127; }
cat >/tmp/add.cu <<'EOF'
#include <cstdio>
__global__ void add(const float *a, const float *b, float *c, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[i] = a[i] + b[i];
}
int main()
{
    const int n = 1 << 20;
    float *a, *b, *c;
    if (cudaMallocManaged(&a, n * 4) || cudaMallocManaged(&b, n * 4) || cudaMallocManaged(&c, n * 4)) {
        std::printf("no GPU memory: %s\n", cudaGetErrorString(cudaGetLastError()));
        return 1;
    }
    for (int i = 0; i < n; ++i) { a[i] = i; b[i] = 2 * i; }
    add<<<(n + 255) / 256, 256>>>(a, b, c, n);
    if (cudaDeviceSynchronize()) {
        std::printf("failed: %s\n", cudaGetErrorString(cudaGetLastError()));
        return 1;
    }
    for (int i = 0; i < n; ++i)
        if (c[i] != a[i] + b[i]) { std::printf("wrong at %d\n", i); return 1; }
    std::printf("Test PASSED\n");
    return 0;
}
EOF
nvcc -o /tmp/add /tmp/add.cu && exec /tmp/add
)sh"_L1;

// MASTER_ADDR, MASTER_PORT, NNODES, NODE_RANK and GPUS_PER_NODE: where nobody sets them, it is a run of one node.
constexpr auto AllReduce = R"sh(cat >/tmp/allreduce.py <<'EOF'
import os, time, torch, torch.distributed as dist
rank = int(os.environ["LOCAL_RANK"])
torch.cuda.set_device(rank)
dist.init_process_group("nccl")
for size in (1 << 20, 1 << 24, 1 << 28):
    data = torch.ones(size // 4, device="cuda")
    for _ in range(3):
        dist.all_reduce(data)
    torch.cuda.synchronize()
    start = time.time()
    for _ in range(10):
        dist.all_reduce(data)
    torch.cuda.synchronize()
    took = (time.time() - start) / 10
    n = dist.get_world_size()
    if dist.get_rank() == 0:
        print(f"{size} bytes over {n} GPUs: {size / took / 1e9 * 2 * (n - 1) / n:.2f} GB/s bus bandwidth", flush=True)
dist.destroy_process_group()
EOF
exec torchrun --nnodes="${NNODES:-1}" --node-rank="${NODE_RANK:-0}" --nproc-per-node="${GPUS_PER_NODE:-gpu}" \
  --master-addr="${MASTER_ADDR:-127.0.0.1}" --master-port="${MASTER_PORT:-29500}" /tmp/allreduce.py
)sh"_L1;

} // namespace

const std::vector<RunTemplate> &runTemplates()
{
    static const std::vector<RunTemplate> templates{
        {.id = u"print-devices"_s,
         .name = u"Print devices"_s,
         .description =
             u"What the container sees: its host, device variables and files, GPUs. Any image with a shell."_s,
         .command = printDevicesScript(),
         .isShell = true},
        {.id = u"nvidia-smi"_s,
         .name = u"nvidia-smi"_s,
         .description = u"NVIDIA's own table of one GPU. Any image, where the node brings the driver's tools."_s,
         .command = u"nvidia-smi"_s,
         .gpus = u"nvidia:1"_s},
        {.id = u"cuda-vector-add"_s,
         .name = u"CUDA vector add"_s,
         .description = u"Adds a million numbers on one GPU. An image with nvcc, or NVIDIA's sample vectorAdd."_s,
         .command = VectorAdd,
         .isShell = true,
         .gpus = u"nvidia:1"_s},
        {.id = u"nccl-all-reduce"_s,
         .name = u"NCCL all-reduce"_s,
         .description = u"Bandwidth between all GPUs of two nodes, by torchrun. An image with PyTorch."_s,
         .command = AllReduce,
         .isShell = true,
         .gpus = u"nvidia:8"_s,
         .nodes = 2},
        {.id = u"busybox"_s,
         .name = u"busybox"_s,
         .description = u"Says where it runs and waits ten seconds, without a GPU. Any image with a shell."_s,
         .command = u"echo \"hello from $(hostname)\"; sleep 10"_s,
         .isShell = true,
         .gpus = u"none"_s},
    };
    return templates;
}

RunForm filledIn(RunForm form, const RunTemplate &from)
{
    form.command = from.command;
    form.isShell = from.isShell;
    form.gpus = from.gpus;
    form.nodes = from.nodes;
    return form;
}

} // namespace fairlead::runs
