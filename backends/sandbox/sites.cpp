// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sites.h"

#include "nodeshapes.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::sandbox {

namespace {

const QString nvidiaGpu = u"nvidia.com/gpu"_s;
const QString amdGpu = u"amd.com/gpu"_s;
const QString gpuProduct = u"nvidia.com/gpu.product"_s;

const NvidiaModel h100{u"NVIDIA-H100-80GB-HBM3"_s, u"hopper"_s, u"DGXH100"_s, 81'559};
const NvidiaModel a100{u"NVIDIA-A100-SXM4-80GB"_s, u"ampere"_s, u"DGXA100"_s, 81'920};
const NvidiaModel l40s{u"NVIDIA-L40S"_s, u"ada-lovelace"_s, u"PowerEdge-R760xa"_s, 46'068};
const NvidiaModel t4{u"Tesla-T4"_s, u"turing"_s, u"ProLiant-DL380"_s, 15'360};

std::vector<kubernetes::Toleration> toleratesGpus()
{
    return {{nvidiaGpu, u"Exists"_s, {}, u"NoSchedule"_s}, {amdGpu, u"Exists"_s, {}, u"NoSchedule"_s}};
}

//! "h100-03": numbers from 1, addresses of their own.
Host host(const QString &pool, int number, int network, int cpu, int memoryGiB)
{
    return {.name = u"%1-%2"_s.arg(pool).arg(number, 2, 10, QChar(u'0')),
            .address = u"10.%1.0.%2"_s.arg(network).arg(number + 10),
            .pool = pool,
            .cpu = cpu,
            .memoryGiB = memoryGiB};
}

template <class Make>
void addNodes(Site &site, int count, Make make)
{
    for (int number = 1; number <= count; ++number)
        site.nodes.push_back(make(number));
}

void taint(SimulatedNode &node, const QString &key, const QString &value)
{
    node.taints.push_back({key, value, u"NoSchedule"_s});
}

} // namespace

Site trainingSite()
{
    Site site{.name = u"sandbox-training"_s,
              .seed = 11,
              .cordoned = {u"h100-17"_s},
              .daemonSets = {u"kube-system/cilium"_s, u"gpu-operator/nvidia-device-plugin-daemonset"_s,
                             u"gpu-operator/nvidia-dcgm-exporter"_s, u"monitoring/node-exporter"_s},
              .hasGpuOperator = true};
    addNodes(site, 24, [](int number) {
        SimulatedNode node = nvidiaNode(host(u"h100"_s, number, 20, 192, 2'048), h100, 8);
        taint(node, nvidiaGpu, u"present"_s);
        if (number > 22) // kept for one team
            taint(node, u"dedicated"_s, u"serving"_s);
        return node;
    });
    addNodes(site, 3, [](int number) { return cpuNode(host(u"cpu"_s, number, 21, 64, 512)); });
    const Labels onH100{{gpuProduct, h100.product}};
    std::vector<kubernetes::Toleration> serving = toleratesGpus();
    serving.push_back({u"dedicated"_s, u"Equal"_s, u"serving"_s, u"NoSchedule"_s});
    site.workloads = {
        {.team = u"llm-pretrain"_s,
         .userLabel = u"user"_s,
         .users = {u"mara"_s, u"jonas"_s, u"wei"_s},
         .names = {u"atlas-70b"_s, u"atlas-8b"_s, u"tokenizer-v3"_s},
         .ownerKind = u"PyTorchJob"_s,
         .pods = 4,
         .resource = nvidiaGpu,
         .devices = 8,
         .cpu = 96,
         .memoryGiB = 1'200,
         .nodeSelector = onH100,
         .tolerations = toleratesGpus(),
         .shortest = 60min,
         .longest = 600min,
         .weight = 2,
         .hasHelpers = true},
        {.team = u"llm-align"_s,
         .userLabel = u"user"_s,
         .users = {u"noor"_s, u"felix"_s, u"yuki"_s},
         .names = {u"dpo-sweep"_s, u"reward-model"_s, u"sft-atlas"_s},
         .ownerKind = u"Job"_s,
         .pods = 2,
         .resource = nvidiaGpu,
         .devices = 4,
         .cpu = 48,
         .memoryGiB = 480,
         .nodeSelector = onH100,
         .tolerations = toleratesGpus(),
         .shortest = 20min,
         .longest = 200min,
         .weight = 5,
         .hasHelpers = true},
        {.team = u"llm-serving"_s,
         .users = {u"platform"_s},
         .names = {u"chat-gateway"_s, u"embed"_s, u"rerank"_s},
         .ownerKind = u"Deployment"_s,
         .pods = 3,
         .resource = nvidiaGpu,
         .devices = 2,
         .cpu = 16,
         .memoryGiB = 180,
         .nodeSelector = onH100,
         .tolerations = serving,
         .shortest = 120min,
         .longest = 900min,
         .weight = 2},
        {.team = u"speech"_s,
         .userLabel = u"user"_s,
         .users = {u"amelie"_s, u"tomasz"_s},
         .names = {u"asr-eval"_s, u"tts-distill"_s, u"vad-train"_s},
         .ownerKind = u"RayCluster"_s,
         .pods = 3,
         .resource = nvidiaGpu,
         .devices = 1,
         .cpu = 12,
         .memoryGiB = 96,
         .nodeSelector = onH100,
         .tolerations = toleratesGpus(),
         .shortest = 10min,
         .longest = 90min,
         .weight = 4},
        {.team = u"notebooks"_s,
         .userLabel = u"hub.jupyter.org/username"_s,
         .users = {u"ines"_s, u"oskar"_s, u"priya"_s, u"samuel"_s, u"lena"_s},
         .names = {u"jupyter"_s},
         .resource = nvidiaGpu,
         .devices = 1,
         .cpu = 8,
         .memoryGiB = 64,
         .nodeSelector = onH100,
         .tolerations = toleratesGpus(),
         .shortest = 30min,
         .longest = 240min,
         .weight = 3},
        {.team = u"data"_s,
         .userLabel = u"user"_s,
         .users = {u"ravi"_s},
         .names = {u"dedup"_s, u"tokenize"_s},
         .ownerKind = u"Job"_s,
         .pods = 2,
         .cpu = 14,
         .memoryGiB = 64,
         .shortest = 5min,
         .longest = 40min,
         .weight = 2},
    };
    return site;
}

Site researchSite()
{
    Site site{.name = u"sandbox-research"_s,
              .seed = 42,
              .cordoned = {u"a100-02"_s},
              .notReady = {u"mi300x-04"_s},
              .daemonSets = {u"kube-system/cilium"_s, u"gpu-operator/nvidia-device-plugin-daemonset"_s,
                             u"kube-amd-gpu/amd-gpu-device-plugin"_s},
              .hasGpuOperator = true,
              .demand = 0.85,
              .arrivals = 20s};
    addNodes(site, 5, [](int number) {
        return amdNode(host(u"mi300x"_s, number, 30, 192, 2'048), u"AMD_Instinct_MI300X_OAM"_s, u"74a1"_s, u"192G"_s,
                       8);
    });
    addNodes(site, 4, [](int number) { return nvidiaNode(host(u"a100"_s, number, 31, 128, 1'024), a100, 8); });
    addNodes(site, 2, [](int number) {
        return migNode(host(u"a100-mig"_s, number, 32, 128, 1'024), a100, 4, {{u"1g.10gb"_s, 4}, {u"3g.40gb"_s, 1}});
    });
    addNodes(site, 3, [](int number) { return nvidiaNode(host(u"l40s"_s, number, 33, 64, 512), l40s, 4); });
    addNodes(site, 2, [](int number) { return timeSlicedNode(host(u"t4"_s, number, 34, 32, 256), t4, 2, 4); });
    const auto job = [](const QString &team, const std::vector<QString> &users, const std::vector<QString> &names,
                        const QString &resource, int devices) {
        return Workload{.team = team,
                        .userLabel = u"user"_s,
                        .users = users,
                        .names = names,
                        .ownerKind = u"Job"_s,
                        .resource = resource,
                        .devices = devices,
                        .cpu = 6 * devices,
                        .memoryGiB = 48 * devices,
                        .tolerations = toleratesGpus(),
                        .weight = 3};
    };
    Workload fold = job(u"bio"_s, {u"hanna"_s, u"kofi"_s}, {u"fold-screen"_s, u"ligand-dock"_s}, amdGpu, 4);
    Workload diffusion = job(u"vision"_s, {u"lin"_s, u"marco"_s}, {u"diffusion-xl"_s, u"segment-any"_s}, amdGpu, 8);
    diffusion.ownerKind = u"RayCluster"_s;
    diffusion.longest = 300min;
    diffusion.weight = 1;
    Workload finetune = job(u"nlp"_s, {u"sofia"_s, u"daniel"_s}, {u"lora-mistral"_s, u"eval-mmlu"_s}, nvidiaGpu, 2);
    finetune.nodeSelector = {{gpuProduct, a100.product}};
    finetune.hasHelpers = true;
    Workload whole = job(u"nlp"_s, {u"sofia"_s}, {u"pretrain-1b"_s}, nvidiaGpu, 8);
    whole.nodeSelector = {{gpuProduct, a100.product}};
    whole.weight = 1;
    Workload render = job(u"robotics"_s, {u"emil"_s, u"chiara"_s}, {u"isaac-sim"_s, u"render-nerf"_s}, nvidiaGpu, 1);
    render.nodeSelector = {{gpuProduct, l40s.product}};
    render.ownerKind = u"StatefulSet"_s;
    Workload slice = job(u"notebooks"_s,
                         {u"anna"_s, u"bela"_s, u"carlo"_s, u"dina"_s, u"edgar"_s, u"fatima"_s, u"goran"_s, u"helen"_s},
                         {u"jupyter"_s, u"vscode"_s, u"rstudio"_s}, u"nvidia.com/mig-1g.10gb"_s, 1);
    slice.userLabel = u"hub.jupyter.org/username"_s;
    slice.ownerKind.clear();
    slice.weight = 9;
    Workload half = job(u"vision"_s, {u"lin"_s}, {u"detector"_s}, u"nvidia.com/mig-3g.40gb"_s, 1);
    half.weight = 3;
    Workload course = job(u"teaching"_s, {u"student01"_s, u"student02"_s, u"student03"_s, u"student04"_s},
                          {u"lab"_s, u"homework"_s}, nvidiaGpu, 1);
    course.nodeSelector = {{gpuProduct, t4.product + u"-SHARED"_s}};
    course.weight = 5;
    course.cpu = 2;
    course.memoryGiB = 8;
    course.ownerKind.clear();
    site.workloads = {fold, diffusion, finetune, whole, render, slice, half, course};
    return site;
}

Site flakySite()
{
    Site site{.name = u"sandbox-flaky"_s,
              .seed = 7,
              .daemonSets = {u"kube-system/cilium"_s, u"gpu-operator/nvidia-device-plugin-daemonset"_s},
              .demand = 0.8,
              .arrivals = 30s};
    addNodes(site, 12, [](int number) { return nvidiaNode(host(u"edge"_s, number, 40, 64, 512), l40s, 4); });
    site.workloads = {{.team = u"inspection"_s,
                       .users = {u"plant"_s},
                       .names = {u"weld-check"_s, u"surface-scan"_s},
                       .ownerKind = u"Deployment"_s,
                       .pods = 2,
                       .resource = nvidiaGpu,
                       .devices = 1,
                       .shortest = 60min,
                       .longest = 600min,
                       .weight = 2},
                      {.team = u"video"_s,
                       .userLabel = u"user"_s,
                       .users = {u"greta"_s, u"hugo"_s},
                       .names = {u"transcode"_s, u"caption"_s},
                       .ownerKind = u"Job"_s,
                       .pods = 2,
                       .resource = nvidiaGpu,
                       .devices = 2,
                       .cpu = 12,
                       .weight = 3}};
    return site;
}

FaultScript flakyFaults()
{
    using What = Fault::What;
    FaultScript script{.repeatsEvery = 5min};
    script.faults = {
        {.what = What::Delay, .from = 60s, .lasts = 30s, .delay = 1'500ms},
        {.what = What::CutMidFrame, .from = 60s, .lasts = 1s, .path = "/api/v1/", .watches = true, .items = 2},
        {.what = What::Cut, .from = 120s, .lasts = 1s, .path = "/api/v1/", .watches = true},
        {.what = What::TooManyRequests, .from = 120s, .lasts = 15s, .path = "/api/v1/", .retryAfter = 3s},
        {.what = What::Gone, .from = 180s, .lasts = 1s, .path = "/api/v1/pods", .watches = true},
        {.what = What::RefuseConnections, .from = 225s, .lasts = 30s},
    };
    return script;
}

} // namespace fairlead::sandbox
