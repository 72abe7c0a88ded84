// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodeshapes.h"

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

using kubernetes::Quantity;

namespace {

void addDevices(SimulatedNode &node, const QString &resource, std::int64_t count)
{
    node.capacity.set(resource, Quantity::fromUnits(count));
    node.allocatable.set(resource, Quantity::fromUnits(count));
}

void addLabels(SimulatedNode &node, const Labels &labels)
{
    node.labels.insert(node.labels.end(), labels.begin(), labels.end());
}

//! What GPU Feature Discovery and the operator write on every Node, whatever the mode.
Labels gfdLabels(const NvidiaModel &model, int gpus)
{
    return {{u"feature.node.kubernetes.io/pci-10de.present"_s, u"true"_s},
            {u"nvidia.com/cuda.driver-version.full"_s, u"580.82.07"_s},
            {u"nvidia.com/cuda.driver-version.major"_s, u"580"_s},
            {u"nvidia.com/cuda.runtime-version.full"_s, u"13.0"_s},
            {u"nvidia.com/gpu-driver-upgrade-state"_s, u"upgrade-done"_s},
            {u"nvidia.com/gpu.count"_s, QString::number(gpus)},
            {u"nvidia.com/gpu.deploy.dcgm-exporter"_s, u"true"_s},
            {u"nvidia.com/gpu.deploy.device-plugin"_s, u"true"_s},
            {u"nvidia.com/gpu.deploy.driver"_s, u"true"_s},
            {u"nvidia.com/gpu.family"_s, model.family},
            {u"nvidia.com/gpu.machine"_s, model.machine},
            {u"nvidia.com/gpu.memory"_s, QString::number(model.memoryMiB)},
            {u"nvidia.com/gpu.mode"_s, u"compute"_s},
            {u"nvidia.com/gpu.present"_s, u"true"_s}};
}

} // namespace

Quantity quantity(const char *text)
{
    return Quantity::parse(text).value();
}

SimulatedNode cpuNode(const Host &host)
{
    SimulatedNode node;
    node.name = host.name;
    node.address = host.address;
    node.labels = {
        {u"karpenter.sh/nodepool"_s, host.pool},
        {u"kubernetes.io/arch"_s, u"amd64"_s},
        {u"kubernetes.io/hostname"_s, host.name},
        {u"kubernetes.io/os"_s, u"linux"_s},
        {u"node.kubernetes.io/instance-type"_s, host.pool},
        {u"topology.kubernetes.io/region"_s, u"eu-north"_s},
        {u"topology.kubernetes.io/zone"_s, u"eu-north-"_s + QChar(u'a' + host.name.back().digitValue() % 2)}};
    const auto gibibytes = [](std::int64_t number) { return Quantity::fromUnits(number << 30); };
    node.capacity = {{u"cpu"_s, Quantity::fromUnits(host.cpu)},
                     {u"ephemeral-storage"_s, gibibytes(7'000)},
                     {u"memory"_s, gibibytes(host.memoryGiB)},
                     {u"pods"_s, Quantity::fromUnits(250)}};
    node.allocatable = node.capacity;
    node.allocatable.set(u"cpu"_s, Quantity::fromMilli(host.cpu * 1'000 - 500)); // kubelet and system
    node.allocatable.set(u"memory"_s, gibibytes(host.memoryGiB - 16));
    return node;
}

SimulatedNode nvidiaNode(const Host &host, const NvidiaModel &model, int gpus)
{
    SimulatedNode node = cpuNode(host);
    addLabels(node, gfdLabels(model, gpus));
    addLabels(node, {{u"nvidia.com/gpu.product"_s, model.product},
                     {u"nvidia.com/gpu.replicas"_s, u"1"_s},
                     {u"nvidia.com/gpu.sharing-strategy"_s, u"none"_s},
                     {u"nvidia.com/mig.strategy"_s, u"none"_s}});
    addDevices(node, u"nvidia.com/gpu"_s, gpus);
    return node;
}

SimulatedNode migNode(const Host &host, const NvidiaModel &model, int gpus,
                      const std::vector<std::pair<QString, int>> &profiles)
{
    SimulatedNode node = cpuNode(host);
    addLabels(node, gfdLabels(model, gpus));
    addLabels(node, {{u"nvidia.com/gpu.product"_s, model.product},
                     {u"nvidia.com/gpu.replicas"_s, u"1"_s},
                     {u"nvidia.com/mig.config"_s, u"custom-mixed"_s},
                     {u"nvidia.com/mig.config.state"_s, u"success"_s},
                     {u"nvidia.com/mig.strategy"_s, u"mixed"_s}});
    addDevices(node, u"nvidia.com/gpu"_s, 0);
    for (const auto &[profile, perCard] : profiles) {
        const QString resource = u"nvidia.com/mig-"_s + profile;
        addDevices(node, resource, std::int64_t(perCard) * gpus);
        addLabels(node, {{resource + u".count"_s, QString::number(perCard * gpus)},
                         {resource + u".product"_s, model.product + u"-MIG-"_s + profile},
                         {resource + u".replicas"_s, u"1"_s}});
    }
    return node;
}

SimulatedNode timeSlicedNode(const Host &host, const NvidiaModel &model, int gpus, int replicas)
{
    SimulatedNode node = cpuNode(host);
    addLabels(node, gfdLabels(model, gpus));
    addLabels(node, {{u"nvidia.com/gpu.product"_s, model.product + u"-SHARED"_s},
                     {u"nvidia.com/gpu.replicas"_s, QString::number(replicas)},
                     {u"nvidia.com/gpu.sharing-strategy"_s, u"time-slicing"_s}});
    addDevices(node, u"nvidia.com/gpu"_s, std::int64_t(gpus) * replicas);
    return node;
}

SimulatedNode amdNode(const Host &host, const QString &productName, const QString &deviceId, const QString &vram,
                      int gpus)
{
    SimulatedNode node = cpuNode(host);
    addLabels(node, {{u"amd.com/gpu.device-id"_s, deviceId},
                     {u"amd.com/gpu.family"_s, u"AI"_s},
                     {u"amd.com/gpu.product-name"_s, productName},
                     {u"amd.com/gpu.vram"_s, vram},
                     {u"feature.node.kubernetes.io/pci-1002.present"_s, u"true"_s}});
    addDevices(node, u"amd.com/gpu"_s, gpus);
    return node;
}

} // namespace fairlead::sandbox
