// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "randomcluster.h"

#include "backends/kubernetes/quantity.h"

using namespace Qt::StringLiterals;

namespace fairlead::tests {

namespace {

constexpr int Nodes = 8;
constexpr qint64 MiB = 1024 * 1024;

const QJsonObject toleratesEverything{{u"operator"_s, u"Exists"_s}};

QJsonArray namedContainers(const QJsonObject &spec)
{
    QJsonArray all = spec["initContainers"_L1].toArray();
    for (const QJsonValue &container : spec["containers"_L1].toArray())
        all.append(container);
    return all;
}

kubernetes::Quantity quantity(const QJsonValue &text)
{
    return kubernetes::Quantity::parse(text.toString(u"0"_s).toStdString()).value_or(kubernetes::Quantity());
}

QJsonObject condition(const QString &type, const QString &status, const QString &reason)
{
    return {{u"type"_s, type}, {u"status"_s, status}, {u"reason"_s, reason}};
}

} // namespace

RandomCluster::RandomCluster(quint32 seed, const QString &name)
    : m_random(seed)
    , m_name(name)
{
}

QStringList RandomCluster::deviceResources()
{
    return {u"nvidia.com/gpu"_s, u"nvidia.com/mig-1g.10gb"_s, u"nvidia.com/mig-3g.40gb"_s, u"amd.com/gpu"_s,
            u"gpu.intel.com/xe"_s};
}

QJsonObject RandomCluster::metadata(const QString &name) const
{
    return {{u"name"_s, name}, {u"labels"_s, QJsonObject{{u"fairlead.dev/truth"_s, m_name}}}};
}

QString RandomCluster::millicores(int amount)
{
    if (amount % 1000 == 0 && happens(50))
        return happens(50) ? QString::number(amount / 1000) : QString::number(amount / 1000) + u"e0"_s;
    switch (number(3)) {
    case 0:
        return QString::number(amount) + u'm';
    case 1:
        return QString::number(amount / 1000) + u'.' + QString::number(amount % 1000).rightJustified(3, u'0');
    default:
        return QString::number(amount) + u"e-3"_s;
    }
}

QString RandomCluster::bytes(qint64 amount)
{
    switch (number(6)) {
    case 0:
        return QString::number(amount / MiB + 1) + u"Mi"_s;
    case 1:
        return QString::number(amount / 1'000'000 + 1) + u'M';
    case 2:
        return QString::number(amount / 1'000'000 + 1) + u"e6"_s;
    case 3:
        return QString::number(amount / MiB + 1) + u".25Mi"_s;
    case 4: // half a byte, which the API only warns of
        return QString::number(amount) + u"500m"_s;
    default:
        return QString::number(amount);
    }
}

QString RandomCluster::cpu(int size)
{
    return happens(10) ? u"0.0015"_s : millicores(50 * (1 + number(8 * size)));
}

QString RandomCluster::memory(int size)
{
    return bytes(17 * MiB * (1 + number(8 * size)) + number(1000));
}

QJsonArray RandomCluster::nodes()
{
    QJsonArray result;
    for (int i = 0; i < Nodes; ++i) {
        const QString name = m_name + u"-n"_s + QString::number(i);
        m_nodeNames << name;
        QJsonObject capacity{{u"cpu"_s, millicores(2000 + 250 * number(40))},
                             {u"memory"_s, bytes(4096 * MiB + qint64(number(1'000'000'000)))},
                             {u"pods"_s, QString::number(6 + number(20))}};
        QJsonObject allocatable = capacity;
        if (happens(50))
            allocatable[u"cpu"_s] = millicores(1500 + 100 * number(5));
        if (happens(30))
            allocatable[u"memory"_s] = bytes(2048 * MiB + number(1'000'000));
        for (const QString &resource : deviceResources()) {
            if (!happens(resource == u"nvidia.com/gpu"_s ? 70 : 40))
                continue;
            const int devices = number(10);
            capacity[resource] = QString::number(devices);
            allocatable[resource] = QString::number(std::max(0, devices - (happens(40) ? number(3) : 0)));
            m_devices[name] << resource;
        }
        if (i == 3) {
            capacity.remove(u"pods"_s);
            allocatable.remove(u"pods"_s);
        }
        QJsonArray taints{
            QJsonObject{{u"key"_s, u"fairlead.dev/truth"_s}, {u"value"_s, m_name}, {u"effect"_s, u"NoSchedule"_s}}};
        if (happens(30))
            taints.append(QJsonObject{{u"key"_s, u"nvidia.com/gpu"_s}, {u"effect"_s, u"NoSchedule"_s}});
        if (i == 2)
            taints.append(QJsonObject{{u"key"_s, u"team"_s}, {u"value"_s, u"x"_s}, {u"effect"_s, u"NoSchedule"_s}});
        QJsonObject metadata = this->metadata(name);
        QJsonObject labels = metadata["labels"_L1].toObject();
        labels[u"kubernetes.io/hostname"_s] = name;
        // A product of its own for each Node: what is said of a product is said of the Node.
        labels[u"nvidia.com/gpu.product"_s] = u"X-"_s + name;
        labels[u"amd.com/gpu.product-name"_s] = u"Y-"_s + name;
        metadata[u"labels"_s] = labels;
        metadata[u"annotations"_s] =
            QJsonObject{{u"kwok.x-k8s.io/node"_s, u"fake"_s}, {u"fairlead.dev/conditions"_s, u"truth"_s}};
        result.append(QJsonObject{
            {u"apiVersion"_s, u"v1"_s},
            {u"kind"_s, u"Node"_s},
            {u"metadata"_s, metadata},
            {u"spec"_s, QJsonObject{{u"taints"_s, taints}, {u"unschedulable"_s, i == 0}}},
            {u"status"_s, QJsonObject{{u"capacity"_s, capacity},
                                      {u"allocatable"_s, allocatable},
                                      {u"conditions"_s,
                                       QJsonArray{condition(u"Ready"_s, i == 1 ? u"False"_s : u"True"_s,
                                                            i == 1 ? u"KubeletNotReady"_s : u"KubeletReady"_s)}}}}});
    }
    return result;
}

QJsonArray RandomCluster::runtimeClasses() const
{
    QJsonArray result;
    const QJsonObject overheads[] = {
        {{u"cpu"_s, u"250m"_s}, {u"memory"_s, u"120Mi"_s}}, {{u"memory"_s, u"1000500m"_s}}, {{u"cpu"_s, u"0.033"_s}}};
    for (const QJsonObject &overhead : overheads) {
        result.append(QJsonObject{{u"apiVersion"_s, u"node.k8s.io/v1"_s},
                                  {u"kind"_s, u"RuntimeClass"_s},
                                  {u"metadata"_s, metadata(m_name + u"-r"_s + QString::number(result.size()))},
                                  {u"handler"_s, u"runc"_s},
                                  {u"overhead"_s, QJsonObject{{u"podFixed"_s, overhead}}}});
    }
    return result;
}

QJsonObject RandomCluster::container(const QString &name, int size)
{
    QJsonObject requests;
    QJsonObject limits;
    if (happens(75)) {
        const QString amount = cpu(size);
        if (happens(70))
            requests[u"cpu"_s] = amount;
        if (!requests.contains(u"cpu"_s) || happens(20))
            limits[u"cpu"_s] = amount; // and so the request, where there is none
    }
    if (happens(75)) {
        const QString amount = memory(size);
        if (happens(70))
            requests[u"memory"_s] = amount;
        if (!requests.contains(u"memory"_s) || happens(20))
            limits[u"memory"_s] = amount;
    }
    return {{u"name"_s, name},
            {u"image"_s, u"docker.io/bed/pause:1"_s},
            {u"resources"_s, QJsonObject{{u"requests"_s, requests}, {u"limits"_s, limits}}}};
}

//! Not less than all containers together, which the API insists on.
QJsonObject RandomCluster::podLevel(const QJsonObject &spec)
{
    kubernetes::Quantity cpu;
    kubernetes::Quantity memory;
    for (const QJsonValue &container : namedContainers(spec)) {
        for (const QJsonValue &list :
             {container["resources"_L1]["limits"_L1], container["resources"_L1]["requests"_L1]}) {
            cpu += quantity(list["cpu"_L1]);
            memory += quantity(list["memory"_L1]);
        }
    }
    cpu += kubernetes::Quantity::fromMilli(16); // each may have been rounded up
    if (happens(30)) {
        // A request for memory that is missing follows. One for cpu that follows from 1.5 millicores is made before
        // these are rounded, and then refused as less than their sum.
        QJsonObject requests{{u"cpu"_s, millicores(int(cpu.milliValue()))}};
        if (happens(50))
            requests[u"memory"_s] = bytes(memory.value() + 1);
        return {{u"limits"_s, QJsonObject{{u"cpu"_s, u"400"_s}, {u"memory"_s, u"4000Gi"_s}}},
                {u"requests"_s, requests}};
    }
    QJsonObject requests{{u"cpu"_s, millicores(int(cpu.milliValue()) + 10 * number(50))}};
    if (happens(60))
        requests[u"memory"_s] = bytes(memory.value() + 1 + number(1'000'000));
    return {{u"requests"_s, requests}};
}

QJsonObject RandomCluster::pod(const QString &node, int size)
{
    QJsonObject spec{{u"nodeSelector"_s, QJsonObject{{u"kubernetes.io/hostname"_s, node}}},
                     {u"tolerations"_s, QJsonArray{toleratesEverything}},
                     {u"automountServiceAccountToken"_s, false},
                     {u"enableServiceLinks"_s, false},
                     {u"terminationGracePeriodSeconds"_s, 0}};
    const QStringList devices = m_devices.value(node);
    const auto withDevices = [&](QJsonObject container, int most) {
        if (devices.isEmpty() || !happens(50))
            return container;
        QJsonObject resources = container["resources"_L1].toObject();
        QJsonObject limits = resources["limits"_L1].toObject();
        for (int i = happens(25) ? 2 : 1; i > 0; --i) {
            const QString resource = devices.at(number(int(devices.size())));
            if (limits.contains(resource))
                continue;
            const QString amount = QString::number(number(most + 1));
            limits[resource] = amount;
            if (happens(30)) {
                QJsonObject requests = resources["requests"_L1].toObject();
                requests[resource] = amount;
                resources[u"requests"_s] = requests;
            }
        }
        resources[u"limits"_s] = limits;
        container[u"resources"_s] = resources;
        return container;
    };
    QJsonArray containers;
    for (int i = number(3); i >= 0; --i)
        containers.append(withDevices(container(u"c"_s + QString::number(i), size), 2));
    spec[u"containers"_s] = containers;
    QJsonArray initContainers;
    for (int i = happens(50) ? number(4) : 0; i > 0; --i) {
        QJsonObject one = withDevices(container(u"i"_s + QString::number(i), 2 * size), 4);
        if (happens(50))
            one[u"restartPolicy"_s] = u"Always"_s;
        initContainers.append(one);
    }
    spec[u"initContainers"_s] = initContainers;
    if (happens(25))
        spec[u"resources"_s] = podLevel(spec);
    if (happens(25))
        spec[u"runtimeClassName"_s] = m_name + u"-r"_s + QString::number(number(3));
    return {{u"apiVersion"_s, u"v1"_s},
            {u"kind"_s, u"Pod"_s},
            {u"metadata"_s, metadata(u"p"_s + QString::number(m_pods++))},
            {u"spec"_s, spec}};
}

QJsonObject RandomCluster::boundPod(const QString &node)
{
    QJsonObject pod = this->pod(node, 2);
    QJsonObject spec = pod["spec"_L1].toObject();
    spec[u"nodeName"_s] = node;
    pod[u"spec"_s] = spec;
    return pod;
}

QJsonObject RandomCluster::gatedPod(const QString &node)
{
    QJsonObject pod = this->pod(node, 1);
    QJsonObject spec = pod["spec"_L1].toObject();
    spec[u"schedulingGates"_s] = QJsonArray{QJsonObject{{u"name"_s, u"fairlead.dev/truth"_s}}};
    pod[u"spec"_s] = spec;
    return pod;
}

QJsonObject RandomCluster::probe(const QString &kind, const QString &node, const QJsonObject &requests,
                                 bool toleratesAll) const
{
    // The taint of the test, and what everybody who wants a GPU is given.
    QJsonArray tolerations{toleratesEverything};
    if (!toleratesAll) {
        tolerations = {QJsonObject{{u"key"_s, u"fairlead.dev/truth"_s}, {u"operator"_s, u"Exists"_s}},
                       QJsonObject{{u"key"_s, u"nvidia.com/gpu"_s}, {u"operator"_s, u"Exists"_s}}};
    }
    return {{u"apiVersion"_s, u"v1"_s},
            {u"kind"_s, u"Pod"_s},
            {u"metadata"_s, metadata(kind)},
            {u"spec"_s,
             QJsonObject{{u"nodeSelector"_s, QJsonObject{{u"kubernetes.io/hostname"_s, node}}},
                         {u"tolerations"_s, tolerations},
                         {u"automountServiceAccountToken"_s, false},
                         {u"terminationGracePeriodSeconds"_s, 0},
                         {u"containers"_s,
                          QJsonArray{QJsonObject{
                              {u"name"_s, u"c"_s},
                              {u"image"_s, u"docker.io/bed/pause:1"_s},
                              {u"resources"_s, QJsonObject{{u"requests"_s, requests}, {u"limits"_s, requests}}}}}}}}};
}

QJsonObject RandomCluster::actualRequests(const QJsonObject &specified)
{
    QJsonObject result = specified;
    if (happens(80))
        result[u"cpu"_s] = cpu(3);
    if (happens(60))
        result[u"memory"_s] = memory(3);
    if (happens(10))
        result.remove(u"cpu"_s);
    return result;
}

QJsonObject RandomCluster::resizedStatus(const QJsonObject &pod)
{
    QJsonObject status;
    for (const auto &[field, from] : {std::pair(u"containerStatuses"_s, u"containers"_s),
                                      std::pair(u"initContainerStatuses"_s, u"initContainers"_s)}) {
        QJsonArray statuses;
        for (const QJsonValue &container : pod["spec"_L1][from].toArray()) {
            if (!happens(70))
                continue;
            const QJsonObject specified = container["resources"_L1]["requests"_L1].toObject();
            QJsonObject one{{u"name"_s, container["name"_L1]}};
            if (happens(85))
                one[u"resources"_s] = QJsonObject{{u"requests"_s, actualRequests(specified)}};
            if (happens(60))
                one[u"allocatedResources"_s] = actualRequests(specified);
            statuses.append(one);
        }
        if (!statuses.isEmpty())
            status[field] = statuses;
    }
    const QJsonObject podLevel = pod["spec"_L1]["resources"_L1]["requests"_L1].toObject();
    if (!podLevel.isEmpty()) {
        if (happens(70))
            status[u"resources"_s] = QJsonObject{{u"requests"_s, actualRequests(podLevel)}};
        if (happens(60))
            status[u"allocatedResources"_s] = actualRequests(podLevel);
    }
    if (happens(40))
        status[u"conditions"_s] =
            QJsonArray{condition(u"PodResizePending"_s, u"True"_s, happens(60) ? u"Infeasible"_s : u"Deferred"_s)};
    return {{u"status"_s, status}};
}

} // namespace fairlead::tests
