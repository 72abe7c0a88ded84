// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "churn.h"

#include "nodeshapes.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::sandbox {

using kubernetes::PodPhase;
using kubernetes::Quantity;
using kubernetes::ResourceList;

namespace {

constexpr int GpusPerNode = 8;
constexpr int Tries = 40;
constexpr std::int64_t Day = 24 * 3600;

const std::vector<QString> &teams()
{
    static const std::vector<QString> teams{u"llm-pretrain"_s, u"llm-serving"_s, u"vision"_s,    u"speech"_s,
                                            u"recsys"_s,       u"search"_s,      u"notebooks"_s, u"platform"_s,
                                            u"bio"_s,          u"robotics"_s};
    return teams;
}

const std::vector<NvidiaModel> &models()
{
    static const std::vector<NvidiaModel> models{
        {u"NVIDIA-H100-80GB-HBM3"_s, u"hopper"_s, u"DGXH100"_s, 81'559},
        {u"NVIDIA-H100-80GB-HBM3"_s, u"hopper"_s, u"DGXH100"_s, 81'559},
        {u"NVIDIA-A100-SXM4-80GB"_s, u"ampere"_s, u"DGXA100"_s, 81'920},
        {u"NVIDIA-H200"_s, u"hopper"_s, u"DGXH200"_s, 143'771},
    };
    return models;
}

SimulatedContainer container(const QString &name, int gpus, Randomness &random)
{
    ResourceList requests{{u"cpu"_s, Quantity::fromMilli(250 * random.between(1, 32))},
                          {u"memory"_s, Quantity::fromUnits(random.between(1, 64) << 29)}};
    if (gpus > 0)
        requests.set(u"nvidia.com/gpu"_s, Quantity::fromUnits(gpus));
    return {name, u"registry.example.com/ml/%1:2026.%2"_s.arg(name, QString::number(random.below(12))), requests};
}

QString padded(std::int64_t number, int width)
{
    return QString::number(number).rightJustified(width, u'0');
}

//! Drawn so that ten Pods per Node nearly fill the cluster.
int gpuCount(Randomness &random)
{
    const std::int64_t drawn = random.below(100);
    return drawn < 70 ? 0 : drawn < 88 ? 1 : drawn < 94 ? 2 : drawn < 98 ? 4 : 8;
}

} // namespace

Churn::Churn(Size size)
    : m_size(size)
    , m_random(size.seed)
{
    cluster().name = u"simulator"_s;
    cluster().uid = m_random.uid();
}

void Churn::begin(std::chrono::system_clock::time_point now)
{
    m_last = now;
    m_seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    for (int i = 0; i < m_size.nodes; ++i) {
        SimulatedNode node = makeNode(i);
        m_nodeNames.push_back(node.name);
        cluster().putNode(std::move(node));
    }
    m_keys.reserve(std::size_t(m_size.pods));
    for (int i = 0; i < m_size.pods; ++i) {
        SimulatedPod pod = makePod(i);
        if (!pod.nodeName.isEmpty())
            m_keys.push_back(keyOf(pod));
        cluster().putPod(std::move(pod));
    }
}

void Churn::advance(std::chrono::system_clock::time_point now)
{
    m_seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const double passed = std::clamp(std::chrono::duration<double>(now - m_last).count(), 0.0, 1.0);
    m_last = now;
    m_due += passed * m_size.eventsPerSecond;
    while (m_due >= 1 && !m_keys.empty())
        m_due -= change();
}

std::chrono::milliseconds Churn::interval() const
{
    return m_size.eventsPerSecond > 0 ? 10ms : 0ms;
}

SimulatedNode Churn::makeNode(int index)
{
    const Host host{.name = u"node-"_s + padded(index, 5),
                    .address = u"10.%1.%2.%3"_s.arg(64 + index / 65'536).arg(index / 256 % 256).arg(index % 256),
                    .pool = u"metal-8g"_s};
    SimulatedNode node = nvidiaNode(host, m_random.oneOf(models()), GpusPerNode);
    node.uid = m_random.uid();
    node.created = m_seconds - m_random.between(1, 200) * Day;
    node.changed = node.created;
    node.isCordoned = index % 97 == 5;
    if (index % 101 == 7)
        node.notReadyReason = u"KubeletNotReady"_s;
    return node;
}

SimulatedPod Churn::makePod(int index)
{
    const QString &team = m_random.oneOf(teams());
    const QString run = u"run-"_s + padded(m_random.below(1'500), 4);
    const bool isJob = !m_random.isOneIn(3);
    const int gpus = gpuCount(m_random);
    SimulatedPod pod{.namespaceName = team,
                     .name = run + u'-' + padded(index, 6) + u'-' + m_random.suffix(),
                     .uid = m_random.uid(),
                     .created = m_seconds - m_random.below(90 * Day),
                     .labels = {{u"app.kubernetes.io/name"_s, run},
                                {u"batch.kubernetes.io/job-name"_s, run},
                                {u"team"_s, team},
                                {u"user"_s, u"user-"_s + padded(m_random.below(200), 3)}},
                     .ownerApiVersion = isJob ? u"batch/v1"_s : u"apps/v1"_s,
                     .ownerKind = isJob ? u"Job"_s : u"ReplicaSet"_s,
                     .ownerName = isJob ? run : run + u"-6d5f8c9b7d"_s,
                     .ownerUid = m_random.uid(),
                     .tolerations = {{u"nvidia.com/gpu"_s, u"Exists"_s, {}, u"NoSchedule"_s}}};
    pod.containers = {container(u"main"_s, gpus, m_random)};
    if (m_random.isOneIn(3))
        pod.initContainers.push_back(container(u"fetch"_s, 0, m_random));
    if (m_random.isOneIn(4)) {
        pod.initContainers.push_back(container(u"logs"_s, 0, m_random));
        pod.initContainers.back().isSidecar = true;
    }
    place(pod);
    return pod;
}

void Churn::place(SimulatedPod &pod)
{
    const ResourceList request = requestOf(pod);
    for (int i = 0; i < Tries && m_size.nodes > 0; ++i) {
        const SimulatedNodePtr node = cluster().node(m_random.oneOf(m_nodeNames));
        const bool fits = std::all_of(request.begin(), request.end(), [&](const auto &entry) {
            return entry.second <= cluster().left(*node, entry.first);
        });
        if (!fits)
            continue;
        pod.nodeName = node->name;
        pod.phase = PodPhase::Running;
        pod.isReady = true;
        pod.started = pod.created + 8;
        return;
    }
    pod.waitingMessage = u"0/%1 nodes are available: %1 Insufficient nvidia.com/gpu."_s.arg(m_size.nodes);
}

int Churn::change()
{
    QString &key = m_keys[std::size_t(m_random.below(std::int64_t(m_keys.size())))];
    SimulatedPod pod = *cluster().pods().at(key);
    if (!m_random.isOneIn(3)) {
        pod.isReady = !pod.isReady;
        cluster().putPod(std::move(pod));
        return 1;
    }
    cluster().removePod(key);
    pod.uid = m_random.uid();
    pod.name = pod.ownerName + u"-c%1-"_s.arg(++m_serial) + m_random.suffix();
    pod.created = m_seconds;
    pod.started = m_seconds;
    pod.isReady = true;
    key = keyOf(pod);
    cluster().putPod(std::move(pod));
    return 2;
}

} // namespace fairlead::sandbox
