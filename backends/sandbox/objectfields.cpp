// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectfields.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

using kubernetes::PodPhase;

namespace {

//! managedFields of one manager: JSON that the API server carries as bytes.
struct Managed
{
    QString manager;
    QString subresource;
    std::int64_t time;
    const QByteArray *fields;
};

QByteArray fieldSet(const QByteArray &path, const QList<QByteArray> &names)
{
    QByteArray set = "{\".\":{}";
    for (const QByteArray &name : names)
        set += ",\"f:" + name + "\":{}";
    set += '}';
    const QList<QByteArray> parents = path.split('.');
    for (auto it = parents.rbegin(); it != parents.rend(); ++it)
        set = "{\"f:" + *it + "\":" + set + '}';
    return set;
}

const QByteArray &createdPodFields()
{
    static const QByteArray fields =
        "{\"f:metadata\":{\"f:annotations\":{\".\":{},\"f:prometheus.io/port\":{},\"f:prometheus.io/scrape\":{}},"
        "\"f:generateName\":{},\"f:labels\":{\".\":{},\"f:app.kubernetes.io/name\":{},\"f:team\":{},\"f:user\":{},"
        "\"f:batch.kubernetes.io/job-name\":{}},\"f:ownerReferences\":{\".\":{},\"k:{\\\"uid\\\":"
        "\\\"5d1f0e0c-6a36-4a6f-a1c6-4c3e1d0f8a11\\\"}\":{}}},\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":"
        "\\\"main\\\"}\":{\".\":{},\"f:args\":{},\"f:command\":{},\"f:env\":{\".\":{},\"k:{\\\"name\\\":"
        "\\\"HF_HOME\\\"}\":{\".\":{},\"f:name\":{},\"f:value\":{}},\"k:{\\\"name\\\":\\\"NCCL_DEBUG\\\"}\":"
        "{\".\":{},\"f:name\":{},\"f:value\":{}},\"k:{\\\"name\\\":\\\"OMP_NUM_THREADS\\\"}\":{\".\":{},"
        "\"f:name\":{},\"f:value\":{}}},\"f:image\":{},\"f:imagePullPolicy\":{},\"f:name\":{},\"f:resources\":{\".\":{}"
        ","
        "\"f:limits\":{\".\":{},\"f:memory\":{},\"f:nvidia.com/gpu\":{}},\"f:requests\":{\".\":{},\"f:cpu\":{},"
        "\"f:memory\":{},\"f:nvidia.com/gpu\":{}}},\"f:terminationMessagePath\":{},\"f:terminationMessagePolicy\":{}}},"
        "\"f:dnsPolicy\":{},\"f:enableServiceLinks\":{},\"f:nodeSelector\":{},\"f:restartPolicy\":{},"
        "\"f:schedulerName\":{},\"f:securityContext\":{},\"f:terminationGracePeriodSeconds\":{},\"f:tolerations\":{}}}";
    return fields;
}

const QByteArray &podStatusFields()
{
    static const QByteArray fields =
        "{\"f:status\":{\"f:conditions\":{\"k:{\\\"type\\\":\\\"ContainersReady\\\"}\":{\".\":{},"
        "\"f:lastProbeTime\":{},\"f:lastTransitionTime\":{},\"f:status\":{},\"f:type\":{}},\"k:{\\\"type\\\":"
        "\\\"Initialized\\\"}\":{\".\":{},\"f:lastProbeTime\":{},\"f:lastTransitionTime\":{},\"f:status\":{},"
        "\"f:type\":{}},\"k:{\\\"type\\\":\\\"PodReadyToStartContainers\\\"}\":{\".\":{},\"f:lastProbeTime\":{},"
        "\"f:lastTransitionTime\":{},\"f:status\":{},\"f:type\":{}},\"k:{\\\"type\\\":\\\"Ready\\\"}\":{\".\":{},"
        "\"f:lastProbeTime\":{},\"f:lastTransitionTime\":{},\"f:status\":{},\"f:type\":{}}},\"f:containerStatuses\":{},"
        "\"f:hostIP\":{},\"f:hostIPs\":{},\"f:phase\":{},\"f:podIP\":{},\"f:podIPs\":{},\"f:startTime\":{}}}";
    return fields;
}

const QByteArray &nodeLabelFields()
{
    static const QByteArray fields = fieldSet("metadata.labels", {"nvidia.com/cuda.driver-version.full",
                                                                  "nvidia.com/cuda.driver-version.major",
                                                                  "nvidia.com/cuda.driver-version.minor",
                                                                  "nvidia.com/cuda.runtime-version.full",
                                                                  "nvidia.com/gfd.timestamp",
                                                                  "nvidia.com/gpu-driver-upgrade-state",
                                                                  "nvidia.com/gpu.compute.major",
                                                                  "nvidia.com/gpu.compute.minor",
                                                                  "nvidia.com/gpu.count",
                                                                  "nvidia.com/gpu.deploy.container-toolkit",
                                                                  "nvidia.com/gpu.deploy.dcgm-exporter",
                                                                  "nvidia.com/gpu.deploy.device-plugin",
                                                                  "nvidia.com/gpu.deploy.driver",
                                                                  "nvidia.com/gpu.family",
                                                                  "nvidia.com/gpu.machine",
                                                                  "nvidia.com/gpu.memory",
                                                                  "nvidia.com/gpu.mode",
                                                                  "nvidia.com/gpu.present",
                                                                  "nvidia.com/gpu.product",
                                                                  "nvidia.com/gpu.replicas",
                                                                  "nvidia.com/gpu.sharing-strategy",
                                                                  "nvidia.com/mig.capable",
                                                                  "nvidia.com/mig.strategy",
                                                                  "nvidia.com/mps.capable",
                                                                  "nvidia.com/vgpu.present",
                                                                  "feature.node.kubernetes.io/cpu-cpuid.AMXTILE",
                                                                  "feature.node.kubernetes.io/cpu-cpuid.AVX512F",
                                                                  "feature.node.kubernetes.io/kernel-version.full",
                                                                  "feature.node.kubernetes.io/pci-10de.present"});
    return fields;
}

const QByteArray &nodeStatusFields()
{
    static const QByteArray fields =
        fieldSet("status.allocatable", {"cpu", "ephemeral-storage", "memory", "nvidia.com/gpu", "pods"});
    return fields;
}

struct Image
{
    QStringList names;
    std::int64_t size;
};

const std::vector<Image> &images()
{
    static const std::vector<Image> images = [] {
        std::vector<Image> result;
        for (int i = 0; i < 20; ++i) {
            const QString repository = u"registry.example.com/ml/image-%1"_s.arg(i, 2, 10, QChar(u'0'));
            const QString digest = u"%1"_s.arg(quint64(i + 1) * 0x9e3779b97f4a7c15ULL, 16, 16, QChar(u'0')).repeated(4);
            result.push_back({{repository + u"@sha256:"_s + digest, repository + u":2026.%1"_s.arg(i % 12)},
                              50'000'000 + 731'000'003LL * i});
        }
        return result;
    }();
    return images;
}

template <class Writer>
void writeManaged(Writer &meta, const std::vector<Managed> &managers)
{
    meta.messages({17, "managedFields"}, managers, [](Writer &entry, const Managed &managed) {
        entry.text({1, "manager"}, managed.manager);
        entry.text({2, "operation"}, u"Update"_s);
        entry.text({3, "apiVersion"}, u"v1"_s);
        entry.time({4, "time"}, managed.time);
        entry.text({6, "fieldsType"}, u"FieldsV1"_s);
        entry.rawJson({7, "fieldsV1"}, *managed.fields);
        entry.text({8, "subresource"}, managed.subresource);
    });
}

template <class Writer>
void writeTaints(Writer &spec, const std::vector<kubernetes::Taint> &taints)
{
    spec.messages({5, "taints"}, taints, [](Writer &message, const kubernetes::Taint &taint) {
        message.text({1, "key"}, taint.key);
        message.text({2, "value"}, taint.value);
        message.text({3, "effect"}, taint.effect);
    });
}

std::vector<kubernetes::Condition> conditionsOf(const SimulatedNode &node)
{
    const auto fine = [&node](const QString &type, const QString &reason, const QString &message) {
        return kubernetes::Condition{type, u"False"_s, reason, message, node.created};
    };
    std::vector<kubernetes::Condition> conditions{
        fine(u"MemoryPressure"_s, u"KubeletHasSufficientMemory"_s, u"kubelet has sufficient memory available"_s),
        fine(u"DiskPressure"_s, u"KubeletHasNoDiskPressure"_s, u"kubelet has no disk pressure"_s),
        fine(u"PIDPressure"_s, u"KubeletHasSufficientPID"_s, u"kubelet has sufficient PID available"_s)};
    if (node.isReady())
        conditions.push_back(
            {u"Ready"_s, u"True"_s, u"KubeletReady"_s, u"kubelet is posting ready status"_s, node.changed});
    else
        conditions.push_back({u"Ready"_s, u"False"_s, node.notReadyReason, node.notReadyMessage, node.changed});
    return conditions;
}

template <class Writer>
void writeNodeStatus(Writer &status, const SimulatedNode &node)
{
    status.amounts({1, "capacity"}, node.capacity);
    status.amounts({2, "allocatable"}, node.allocatable);
    status.messages({4, "conditions"}, conditionsOf(node), [](Writer &message, const kubernetes::Condition &c) {
        message.text({1, "type"}, c.type);
        message.text({2, "status"}, c.status);
        message.time({3, "lastHeartbeatTime"}, c.lastTransition);
        message.time({4, "lastTransitionTime"}, c.lastTransition);
        message.text({5, "reason"}, c.reason);
        message.text({6, "message"}, c.message);
    });
    const std::array addresses{std::pair(u"InternalIP"_s, node.address), std::pair(u"Hostname"_s, node.name)};
    status.messages({5, "addresses"}, addresses, [](Writer &message, const auto &address) {
        message.text({1, "type"}, address.first);
        message.text({2, "address"}, address.second);
    });
    status.message({7, "nodeInfo"}, [&node](Writer &info) {
        info.text({1, "machineID"}, node.uid);
        info.text({2, "systemUUID"}, node.uid);
        info.text({4, "kernelVersion"}, u"6.8.0-79-generic"_s);
        info.text({5, "osImage"}, u"Ubuntu 24.04.3 LTS"_s);
        info.text({6, "containerRuntimeVersion"}, u"containerd://2.1.4"_s);
        info.text({7, "kubeletVersion"}, u"v1.36.3"_s);
        info.text({9, "operatingSystem"}, u"linux"_s);
        info.text({10, "architecture"}, u"amd64"_s);
    });
    status.messages({8, "images"}, images(), [](Writer &message, const Image &image) {
        message.texts({1, "names"}, image.names);
        message.number({2, "sizeBytes"}, image.size);
    });
}

template <class Writer>
void nodeFields(Writer &writer, const SimulatedNode &node, std::uint64_t resourceVersion)
{
    writer.message({1, "metadata"}, [&](Writer &meta) {
        meta.text({1, "name"}, node.name);
        meta.text({5, "uid"}, node.uid);
        meta.text({6, "resourceVersion"}, QString::number(resourceVersion));
        meta.time({8, "creationTimestamp"}, node.created);
        meta.labels({11, "labels"}, node.labels);
        meta.labels({12, "annotations"}, {{u"volumes.kubernetes.io/controller-managed-attach-detach"_s, u"true"_s},
                                          {u"node.alpha.kubernetes.io/ttl"_s, u"0"_s}});
        writeManaged(meta, {{u"nfd-master"_s, {}, node.created, &nodeLabelFields()},
                            {u"kubelet"_s, u"status"_s, node.changed, &nodeStatusFields()}});
    });
    writer.message({2, "spec"}, [&](Writer &spec) {
        spec.text({3, "providerID"}, u"metal://"_s + node.name);
        if (node.isCordoned)
            spec.boolean({4, "unschedulable"}, true);
        writeTaints(spec, effectiveTaints(node));
    });
    writer.message({3, "status"}, [&](Writer &status) { writeNodeStatus(status, node); });
}

template <class Writer>
void writeResources(Writer &writer, Field field, const kubernetes::ResourceList &requests)
{
    kubernetes::ResourceList limits;
    for (const auto &[resource, amount] : requests) {
        if (resource != "cpu"_L1)
            limits.set(resource, amount);
    }
    writer.message(field, [&](Writer &resources) {
        resources.amounts({1, "limits"}, limits);
        resources.amounts({2, "requests"}, requests);
    });
}

template <class Writer>
void writeContainer(Writer &message, const SimulatedContainer &container)
{
    static const std::array environment{std::pair(u"HF_HOME"_s, u"/cache/huggingface"_s),
                                        std::pair(u"NCCL_DEBUG"_s, u"WARN"_s), std::pair(u"OMP_NUM_THREADS"_s, u"8"_s)};
    message.text({1, "name"}, container.name);
    message.text({2, "image"}, container.image);
    message.texts({3, "command"}, {u"python3"_s, u"-m"_s, u"launch"_s});
    message.texts({4, "args"}, {u"--config=/etc/run/config.yaml"_s});
    message.messages({7, "env"}, environment, [](Writer &variable, const auto &entry) {
        variable.text({1, "name"}, entry.first);
        variable.text({2, "value"}, entry.second);
    });
    writeResources(message, {8, "resources"}, container.requests);
    message.text({13, "terminationMessagePath"}, u"/dev/termination-log"_s);
    message.text({14, "imagePullPolicy"}, u"IfNotPresent"_s);
    message.text({20, "terminationMessagePolicy"}, u"File"_s);
    if (container.isSidecar)
        message.text({24, "restartPolicy"}, u"Always"_s);
}

template <class Writer>
void writePodMeta(Writer &meta, const SimulatedPod &pod, std::uint64_t resourceVersion)
{
    meta.text({1, "name"}, pod.name);
    meta.text({2, "generateName"}, pod.ownerName.isEmpty() ? QString() : pod.ownerName + u'-');
    meta.text({3, "namespace"}, pod.namespaceName);
    meta.text({5, "uid"}, pod.uid);
    meta.text({6, "resourceVersion"}, QString::number(resourceVersion));
    meta.time({8, "creationTimestamp"}, pod.created);
    meta.time({9, "deletionTimestamp"}, pod.deleted);
    if (pod.deleted != 0)
        meta.number({10, "deletionGracePeriodSeconds"}, 30);
    meta.labels({11, "labels"}, pod.labels);
    meta.labels({12, "annotations"}, {{u"prometheus.io/port"_s, u"9090"_s}, {u"prometheus.io/scrape"_s, u"true"_s}});
    if (!pod.ownerKind.isEmpty()) {
        const std::array owners{&pod};
        meta.messages({13, "ownerReferences"}, owners, [](Writer &owner, const SimulatedPod *owned) {
            owner.text({1, "kind"}, owned->ownerKind);
            owner.text({3, "name"}, owned->ownerName);
            owner.text({4, "uid"}, owned->ownerUid);
            owner.text({5, "apiVersion"}, owned->ownerApiVersion);
            owner.boolean({6, "controller"}, true);
            owner.boolean({7, "blockOwnerDeletion"}, true);
        });
    }
    writeManaged(meta, {{u"kube-controller-manager"_s, {}, pod.created, &createdPodFields()},
                        {u"kubelet"_s, u"status"_s, pod.created, &podStatusFields()}});
}

template <class Writer>
void writePodSpec(Writer &spec, const SimulatedPod &pod)
{
    spec.messages({2, "containers"}, pod.containers, writeContainer<Writer>);
    spec.text({3, "restartPolicy"}, pod.ownerKind == "Job"_L1 ? u"Never"_s : u"Always"_s);
    spec.number({4, "terminationGracePeriodSeconds"}, 30);
    spec.text({6, "dnsPolicy"}, u"ClusterFirst"_s);
    spec.labels({7, "nodeSelector"}, pod.nodeSelector);
    spec.text({8, "serviceAccountName"}, u"default"_s);
    spec.text({10, "nodeName"}, pod.nodeName);
    spec.text({19, "schedulerName"}, u"default-scheduler"_s);
    spec.messages({20, "initContainers"}, pod.initContainers, writeContainer<Writer>);
    spec.messages({22, "tolerations"}, pod.tolerations, [](Writer &message, const kubernetes::Toleration &toleration) {
        message.text({1, "key"}, toleration.key);
        message.text({2, "operator"}, toleration.operatorName);
        message.text({3, "value"}, toleration.value);
        message.text({4, "effect"}, toleration.effect);
    });
    spec.amounts({32, "overhead"}, pod.overhead);
}

struct PodCondition
{
    QString type;
    bool holds;
    std::int64_t since;
    QString reason;
    QString message;
};

std::vector<PodCondition> conditionsOf(const SimulatedPod &pod)
{
    if (pod.nodeName.isEmpty()) {
        if (pod.waitingMessage.isEmpty()) // the scheduler has not looked at it yet
            return {};
        return {{u"PodScheduled"_s, false, pod.created, u"Unschedulable"_s, pod.waitingMessage}};
    }
    const QString why = pod.isReady                        ? QString()
                        : pod.phase == PodPhase::Succeeded ? u"PodCompleted"_s
                        : pod.phase == PodPhase::Failed    ? u"PodFailed"_s
                                                           : u"ContainersNotReady"_s;
    const std::int64_t since = pod.started == 0 ? pod.created : pod.started;
    return {{u"Initialized"_s, true, since, {}, {}},
            {u"Ready"_s, pod.isReady, since, why, {}},
            {u"ContainersReady"_s, pod.isReady, since, why, {}},
            {u"PodScheduled"_s, true, since, {}, {}}};
}

template <class Writer>
void writeContainerState(Writer &status, const SimulatedPod &pod)
{
    status.message({2, "state"}, [&pod](Writer &state) {
        if (pod.phase == PodPhase::Running) {
            state.message({2, "running"}, [&pod](Writer &running) { running.time({1, "startedAt"}, pod.started); });
        } else if (pod.phase == PodPhase::Pending) {
            state.message({1, "waiting"}, [](Writer &waiting) { waiting.text({1, "reason"}, u"ContainerCreating"_s); });
        } else {
            state.message({3, "terminated"}, [&pod](Writer &terminated) {
                const bool isFine = pod.phase == PodPhase::Succeeded;
                terminated.number({1, "exitCode"}, isFine ? 0 : 1);
                terminated.text({3, "reason"}, isFine ? u"Completed"_s : u"Error"_s);
                terminated.time({5, "startedAt"}, pod.started);
            });
        }
    });
}

template <class Writer>
void writePodStatus(Writer &status, const SimulatedPod &pod)
{
    status.text({1, "phase"}, kubernetes::toString(pod.phase));
    status.messages({2, "conditions"}, conditionsOf(pod), [](Writer &message, const PodCondition &condition) {
        message.text({1, "type"}, condition.type);
        message.text({2, "status"}, condition.holds ? u"True"_s : u"False"_s);
        message.time({4, "lastTransitionTime"}, condition.since);
        message.text({5, "reason"}, condition.reason);
        message.text({6, "message"}, condition.message);
    });
    if (pod.nodeName.isEmpty())
        return;
    status.time({7, "startTime"}, pod.started);
    status.messages({8, "containerStatuses"}, pod.containers, [&pod](Writer &one, const SimulatedContainer &container) {
        const bool isRunning = pod.phase == PodPhase::Running;
        one.text({1, "name"}, container.name);
        writeContainerState(one, pod);
        one.boolean({4, "ready"}, pod.isReady);
        one.number({5, "restartCount"}, 0);
        one.text({6, "image"}, container.image);
        one.boolean({9, "started"}, isRunning);
        if (isRunning) { // in-place resize: what it really has
            one.amounts({10, "allocatedResources"}, container.requests);
            writeResources(one, {11, "resources"}, container.requests);
        }
    });
    status.text({9, "qosClass"}, u"Burstable"_s);
}

template <class Writer>
void podFields(Writer &writer, const SimulatedPod &pod, std::uint64_t resourceVersion)
{
    writer.message({1, "metadata"}, [&](Writer &meta) { writePodMeta(meta, pod, resourceVersion); });
    writer.message({2, "spec"}, [&](Writer &spec) { writePodSpec(spec, pod); });
    writer.message({3, "status"}, [&](Writer &status) { writePodStatus(status, pod); });
}

} // namespace

void writeNode(ProtobufWriter &writer, const SimulatedNode &node, std::uint64_t resourceVersion)
{
    nodeFields(writer, node, resourceVersion);
}

void writeNode(JsonWriter &writer, const SimulatedNode &node, std::uint64_t resourceVersion)
{
    nodeFields(writer, node, resourceVersion);
}

void writePod(ProtobufWriter &writer, const SimulatedPod &pod, std::uint64_t resourceVersion)
{
    podFields(writer, pod, resourceVersion);
}

void writePod(JsonWriter &writer, const SimulatedPod &pod, std::uint64_t resourceVersion)
{
    podFields(writer, pod, resourceVersion);
}

} // namespace fairlead::sandbox
