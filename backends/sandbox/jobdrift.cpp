// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jobdrift.h"

#include "nodeshapes.h"
#include "scheduler.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

using kubernetes::PodPhase;
using kubernetes::Quantity;
using kubernetes::ResourceList;

namespace {

constexpr std::int64_t Minute = 60;
constexpr std::int64_t Day = 24 * 60 * Minute;
constexpr std::int64_t WarmUp = 20 * Minute; // also the most that is caught up with after the machine slept
constexpr int WaitingOfAKind = 3;
constexpr int FillTries = 600;

bool isDevice(const QString &resource)
{
    return resource.contains(u'/');
}

std::int64_t devicesIn(const ResourceList &list)
{
    std::int64_t sum = 0;
    for (const auto &[resource, amount] : list)
        sum += isDevice(resource) ? amount.value() : 0;
    return sum;
}

bool hasDevices(const SimulatedNode &node)
{
    return devicesIn(node.capacity) > 0;
}

bool isOfGpus(const QString &daemonSet)
{
    return daemonSet.contains("nvidia"_L1) || daemonSet.contains("amd"_L1) || daemonSet.contains("dcgm"_L1);
}

QString apiVersionOf(const QString &kind)
{
    if (kind == "Job"_L1)
        return u"batch/v1"_s;
    if (kind == "PyTorchJob"_L1)
        return u"kubeflow.org/v1"_s;
    return kind == "RayCluster"_L1 ? u"ray.io/v1"_s : u"apps/v1"_s;
}

//! The names that the controllers give.
QString podName(const Workload &workload, const QString &job, const QString &hash, int index, Randomness &random)
{
    if (workload.ownerKind == "Job"_L1)
        return (workload.pods > 1 ? job + u'-' + QString::number(index) : job) + u'-' + random.suffix();
    if (workload.ownerKind == "PyTorchJob"_L1)
        return index == 0 ? job + u"-master-0"_s : job + u"-worker-"_s + QString::number(index - 1);
    if (workload.ownerKind == "RayCluster"_L1)
        return job + u"-gpu-workers-worker-"_s + random.suffix();
    if (workload.ownerKind == "Deployment"_L1)
        return job + u'-' + hash + u'-' + random.suffix();
    return workload.ownerKind.isEmpty() ? job : job + u'-' + QString::number(index);
}

ResourceList requestsOf(const Workload &workload)
{
    ResourceList requests{{u"cpu"_s, Quantity::fromUnits(workload.cpu)},
                          {u"memory"_s, Quantity::fromUnits(std::int64_t(workload.memoryGiB) << 30)}};
    if (workload.devices > 0)
        requests.set(workload.resource, Quantity::fromUnits(workload.devices));
    return requests;
}

} // namespace

JobDrift::JobDrift(Site site)
    : m_site(std::move(site))
    , m_random(m_site.seed)
{
    cluster().name = m_site.name;
    cluster().uid = m_random.uid();
    cluster().daemonSets = m_site.daemonSets;
    cluster().hasGpuOperator = m_site.hasGpuOperator;
}

void JobDrift::begin(std::chrono::system_clock::time_point now)
{
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    m_now = seconds - WarmUp;
    setUp();
    fill();
    advance(now);
}

void JobDrift::advance(std::chrono::system_clock::time_point now)
{
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    m_now = std::max(m_now, seconds - WarmUp);
    while (m_now < seconds) {
        ++m_now;
        step();
    }
}

void JobDrift::setUp()
{
    for (SimulatedNode node : m_site.nodes) {
        node.uid = m_random.uid();
        node.created = m_now - m_random.between(20 * Day, 200 * Day);
        node.changed = m_now - m_random.between(1 * Day, 20 * Day);
        node.isCordoned = m_site.cordoned.contains(node.name);
        if (m_site.notReady.contains(node.name)) {
            node.notReadyReason = u"KubeletNotReady"_s;
            node.notReadyMessage = u"container runtime is down: PLEG is not healthy"_s;
            node.changed = m_now - 3 * 60 * Minute;
        }
        cluster().putNode(node);
        for (const QString &daemonSet : m_site.daemonSets) {
            if (isOfGpus(daemonSet) && !hasDevices(node))
                continue;
            const QString name = daemonSet.section(u'/', 1);
            SimulatedPod pod{.namespaceName = daemonSet.section(u'/', 0, 0),
                             .name = name + u'-' + m_random.suffix(),
                             .uid = m_random.uid(),
                             .created = node.changed,
                             .started = node.changed,
                             .labels = {{u"app.kubernetes.io/name"_s, name}},
                             .ownerApiVersion = u"apps/v1"_s,
                             .ownerKind = u"DaemonSet"_s,
                             .ownerName = name,
                             .ownerUid = u"d5a0c3f2-"_s + name.left(4),
                             .tolerations = {{.operatorName = u"Exists"_s}},
                             .nodeName = node.name,
                             .phase = PodPhase::Running,
                             .isReady = true};
            pod.containers = {{name,
                               u"registry.example.com/platform/"_s + name + u":v1.2"_s,
                               {{u"cpu"_s, Quantity::fromMilli(100)}, {u"memory"_s, quantity("256Mi")}}}};
            cluster().putPod(pod);
        }
    }
}

//! The jobs that are already there: some since days.
void JobDrift::fill()
{
    for (int i = 0; i < FillTries && wantsMore(); ++i) {
        arrive(m_random.between(Minute, 8 * 60 * Minute));
        schedulePending();
    }
    // What was bound just now has been running since.
    const auto pods = cluster().pods();
    for (const auto &[key, object] : pods) {
        const auto course = m_courses.find(key);
        if (course == m_courses.end() || object->nodeName.isEmpty())
            continue;
        SimulatedPod pod = *object;
        pod.phase = PodPhase::Running;
        pod.isReady = true;
        pod.started = pod.created + m_random.between(4, 40);
        course->second.starts = pod.started;
        course->second.ends = m_now + m_random.between(5 * Minute, course->second.lasts);
        cluster().putPod(pod);
    }
}

void JobDrift::step()
{
    for (std::size_t i = 0; i < m_repairs.size();) {
        if (m_repairs[i].at > m_now) {
            ++i;
            continue;
        }
        repair(m_repairs[i]);
        m_repairs.erase(m_repairs.begin() + std::ptrdiff_t(i));
    }
    if (m_random.isOneIn(std::chrono::seconds(m_site.mishaps).count()))
        mishap();
    std::vector<QString> keys;
    keys.reserve(m_courses.size());
    for (const auto &[key, course] : m_courses)
        keys.push_back(key);
    for (const QString &key : keys)
        follow(key);
    if (m_random.isOneIn(m_site.arrivals.count()) && (m_random.isOneIn(10) || wantsMore()))
        arrive(0);
    if (std::exchange(m_mayFit, false))
        schedulePending();
}

//! A job of the mix, unless enough of its kind wait already.
void JobDrift::arrive(std::int64_t age)
{
    std::int64_t sum = 0;
    for (const Workload &workload : m_site.workloads)
        sum += workload.weight;
    std::int64_t pick = m_random.below(sum);
    const auto it = std::find_if(m_site.workloads.begin(), m_site.workloads.end(),
                                 [&pick](const Workload &workload) { return (pick -= workload.weight) < 0; });
    const Workload &workload = *it;
    if (isCrowded(workload))
        return;
    Job job{m_random.oneOf(workload.names) + u'-', m_random.oneOf(workload.users), m_random.uid()};
    job.name += workload.ownerKind.isEmpty() ? job.user : QString::number(++m_jobs);
    for (int index = 0; index < workload.pods; ++index)
        addPod(workload, job, index, age);
    m_mayFit = true;
}

void JobDrift::addPod(const Workload &workload, const Job &job, int index, std::int64_t age)
{
    const bool isDeployment = workload.ownerKind == "Deployment"_L1;
    const QString hash = u"6d5f8c%1"_s.arg(m_jobs % 1'000, 4, 10, QChar(u'0'));
    SimulatedPod pod{.namespaceName = workload.team,
                     .name = podName(workload, job.name, hash, index, m_random),
                     .uid = m_random.uid(),
                     .created = m_now - age,
                     .labels = {{u"app.kubernetes.io/name"_s, job.name}, {u"team"_s, workload.team}},
                     .nodeSelector = workload.nodeSelector,
                     .tolerations = workload.tolerations};
    if (!workload.ownerKind.isEmpty()) {
        pod.ownerApiVersion = apiVersionOf(workload.ownerKind);
        pod.ownerKind = isDeployment ? u"ReplicaSet"_s : workload.ownerKind;
        pod.ownerName = isDeployment ? job.name + u'-' + hash : job.name;
        pod.ownerUid = job.uid;
    }
    if (isDeployment)
        pod.labels.emplace_back(u"pod-template-hash"_s, hash);
    if (!workload.userLabel.isEmpty())
        pod.labels.emplace_back(workload.userLabel, job.user);
    const QString image = u"registry.example.com/%1/%2:2026.11"_s.arg(workload.team, job.name.section(u'-', 0, 0));
    pod.containers = {{u"main"_s, image, requestsOf(workload)}};
    if (workload.hasHelpers) {
        const ResourceList fetch{{u"cpu"_s, Quantity::fromUnits(4)}, {u"memory"_s, quantity("16Gi")}};
        const ResourceList logs{{u"cpu"_s, Quantity::fromMilli(250)}, {u"memory"_s, quantity("512Mi")}};
        pod.initContainers = {{u"logs"_s, u"registry.example.com/platform/vector:0.50"_s, logs, true},
                              {u"fetch-weights"_s, image, fetch}};
    }
    const QString key = keyOf(pod);
    if (cluster().pods().contains(key))
        return; // a notebook that is still there
    m_courses[key] = {.lasts = m_random.between(std::chrono::seconds(workload.shortest).count(),
                                                std::chrono::seconds(workload.longest).count())};
    cluster().putPod(std::move(pod));
}

//! The scheduler's queue: the oldest first; who does not fit does not keep others from it.
void JobDrift::schedulePending()
{
    std::vector<SimulatedPodPtr> pending;
    for (const auto &[key, pod] : cluster().pods()) {
        if (pod->nodeName.isEmpty() && pod->deleted == 0 && pod->phase == PodPhase::Pending)
            pending.push_back(pod);
    }
    std::stable_sort(pending.begin(), pending.end(),
                     [](const auto &a, const auto &b) { return a->created < b->created; });
    for (const SimulatedPodPtr &waiting : pending) {
        const Placement placement = schedule(*waiting, cluster());
        if (placement.nodeName.isEmpty() && placement.message == waiting->waitingMessage)
            continue;
        SimulatedPod pod = *waiting;
        pod.nodeName = placement.nodeName;
        pod.waitingMessage = placement.message;
        if (!pod.nodeName.isEmpty())
            m_courses[keyOf(pod)].starts = m_now + m_random.between(2, 20);
        cluster().putPod(std::move(pod));
    }
}

//! What is due for one Pod.
void JobDrift::follow(const QString &key)
{
    const auto it = m_courses.find(key);
    Course &course = it->second;
    const SimulatedPodPtr &object = cluster().pods().at(key);
    if (course.goes != 0 && m_now >= course.goes) {
        m_mayFit = true;
        cluster().removePod(key);
        m_courses.erase(it);
    } else if (course.goes != 0) {
        return;
    } else if (object->phase == PodPhase::Pending && course.starts != 0 && m_now >= course.starts) {
        SimulatedPod pod = *object;
        pod.phase = PodPhase::Running;
        pod.isReady = true;
        pod.started = m_now;
        course.ends = m_now + course.lasts;
        cluster().putPod(std::move(pod));
    } else if (course.ends != 0 && m_now >= course.ends) {
        end(*object, course);
    }
}

//! Jobs complete and stay to be looked at, some fail; whatever else is deleted and takes a while to let go.
void JobDrift::end(SimulatedPod pod, Course &course)
{
    const bool isJob = pod.ownerKind == "Job"_L1 || pod.ownerKind == "PyTorchJob"_L1;
    pod.isReady = false;
    if (isJob && !m_random.isOneIn(4)) {
        pod.phase = m_random.isOneIn(6) ? PodPhase::Failed : PodPhase::Succeeded;
        course.goes = m_now + m_random.between(5 * Minute, 30 * Minute);
        m_mayFit = true;
    } else {
        pod.deleted = m_now;
        course.goes = m_now + m_random.between(20, 90);
    }
    cluster().putPod(std::move(pod));
}

void JobDrift::mishap()
{
    std::vector<SimulatedNodePtr> candidates;
    for (const auto &[name, node] : cluster().nodes()) {
        if (hasDevices(*node) && node->isReady() && !node->isCordoned)
            candidates.push_back(node);
    }
    if (candidates.empty())
        return;
    SimulatedNode node = *m_random.oneOf(candidates);
    if (m_random.isOneIn(2))
        return loseGpu(node);
    node.isCordoned = true;
    m_repairs.push_back({.at = m_now + m_random.between(4 * Minute, 20 * Minute), .node = node.name, .isCordon = true});
    cluster().putNode(std::move(node));
}

//! A device that nobody holds: the plugin reports one less, and nothing is over-committed.
void JobDrift::loseGpu(SimulatedNode node)
{
    for (const auto &[resource, capacity] : node.capacity) {
        if (!isDevice(resource) || cluster().left(node, resource) < Quantity::fromUnits(1))
            continue;
        node.allocatable.set(resource, node.allocatable.value(resource) - Quantity::fromUnits(1));
        m_repairs.push_back(
            {.at = m_now + m_random.between(4 * Minute, 20 * Minute), .node = node.name, .resource = resource});
        return cluster().putNode(std::move(node));
    }
}

void JobDrift::repair(const Repair &repair)
{
    SimulatedNode node = *cluster().node(repair.node);
    if (repair.isCordon)
        node.isCordoned = false;
    else
        node.allocatable.set(repair.resource, node.allocatable.value(repair.resource) + Quantity::fromUnits(1));
    cluster().putNode(std::move(node));
    m_mayFit = true;
}

bool JobDrift::wantsMore() const
{
    std::int64_t devices = 0;
    for (const auto &[name, node] : cluster().nodes())
        devices += node->isReady() && !node->isCordoned ? devicesIn(node->allocatable) : 0;
    std::int64_t asked = 0;
    for (const auto &[key, pod] : cluster().pods()) {
        if (pod->phase == PodPhase::Pending || pod->phase == PodPhase::Running)
            asked += devicesIn(requestOf(*pod));
    }
    return double(asked) < m_site.demand * double(devices);
}

bool JobDrift::isCrowded(const Workload &workload) const
{
    const auto &pods = cluster().pods();
    const auto waiting = std::count_if(pods.begin(), pods.end(), [&workload](const auto &entry) {
        const SimulatedPod &pod = *entry.second;
        return pod.nodeName.isEmpty() && pod.nodeSelector == workload.nodeSelector &&
               pod.namespaceName == workload.team;
    });
    return waiting >= WaitingOfAKind;
}

} // namespace fairlead::sandbox
