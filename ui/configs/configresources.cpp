// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configeditors.h"

#include "backends/manifests/dockerresources.h"
#include "configrows.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

//! What some keys of docker run take.
QString takenBy(const QString &key)
{
    static const QHash<QString, QString> examples{{u"blkio-weight"_s, u"500"_s},
                                                  {u"blkio-weight-device"_s, u"/dev/sda:500"_s},
                                                  {u"cpu-rt-period"_s, u"1000000"_s},
                                                  {u"cpu-rt-runtime"_s, u"950000"_s},
                                                  {u"cpus"_s, u"4"_s},
                                                  {u"cpuset-cpus"_s, u"0-3"_s},
                                                  {u"device"_s, u"/dev/fuse"_s},
                                                  {u"device-cgroup-rule"_s, u"c 42:* rmw"_s},
                                                  {u"device-read-bps"_s, u"/dev/sda:10mb"_s},
                                                  {u"device-read-iops"_s, u"/dev/sda:1000"_s},
                                                  {u"device-write-bps"_s, u"/dev/sda:10mb"_s},
                                                  {u"device-write-iops"_s, u"/dev/sda:1000"_s},
                                                  {u"memory"_s, u"8g"_s},
                                                  {u"memory-reservation"_s, u"8g"_s},
                                                  {u"memory-swap"_s, u"8g"_s},
                                                  {u"memory-swappiness"_s, u"60"_s},
                                                  {u"pids-limit"_s, u"4096"_s},
                                                  {u"ulimit"_s, u"nofile=1024:2048,memlock=-1"_s}};
    return examples.value(key);
}

Suggestions dockerKeys()
{
    Suggestions keys;
    for (const QString &key : manifests::dockerResourceKeys())
        keys.push_back({.text = key, .detail = takenBy(key), .hint = takenBy(key)});
    return keys;
}

//! "kubernetes.limits.cpu": the row called cpu, and the column of the limits.
std::optional<RowsEdit::Place> resourcePlace(const RowsEdit::Rows &rows, const QString &field)
{
    const bool isLimit = field.startsWith("kubernetes.limits."_L1);
    const QString name = field.section(u'.', 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int cell = isLimit ? 2 : 1;
        if (rows[i][0] == name && !rows[i][cell].isEmpty())
            return RowsEdit::Place{i, cell};
    }
    return {};
}

} // namespace

void ConfigFields::makeResources()
{
    addGroup(u"resources"_s, tr("Resources"));
    m_resources =
        rows(u"kubernetes.requests"_s, tr("Requests and limits"), tr("+ Resource"), configrows::resourceCells());
    addAlias(u"kubernetes.limits"_s, u"kubernetes.requests"_s);
    m_resources->showHeader();
    for (const auto &[name, example] : {std::pair(u"cpu"_s, u"500m, 4"_s), std::pair(u"memory"_s, u"16Gi"_s),
                                        std::pair(u"ephemeral-storage"_s, u"20Gi"_s)}) {
        m_resources->setPlaceholder(name, u"request"_s, tr("none, such as %1").arg(example));
        m_resources->setPlaceholder(name, u"limit"_s, tr("none"));
    }
    m_resources->setFinder([this](const QString &field) { return resourcePlace(m_resources->allRows(), field); });
    m_bindings.add(
        [this](const Config &config) {
            m_resources->setRows(configrows::rowsOf(config.kubernetes.requests, config.kubernetes.limits));
        },
        [this](Config &config) {
            settings::KubernetesPart &part = config.kubernetes;
            part.requests = configrows::quantitiesOf(m_resources->rows(), 1, part.requests);
            part.limits = configrows::quantitiesOf(m_resources->rows(), 2, part.limits);
        });
    m_bindings.flag(
        *check(u"kubernetes.sharedMemory.enabled"_s, tr("Shared memory of its own")),
        [](auto &config) -> auto & { return config.kubernetes.sharedMemory.enabled; });
    m_bindings.line(
        *line(u"kubernetes.sharedMemory.size"_s, tr("Its size"), tr("as much as the pod's memory")),
        [](auto &config) -> auto & { return config.kubernetes.sharedMemory.size; });
    makeDockerResources();
}

void ConfigFields::makeDockerResources()
{
    PairsEdit *edit = pairs(u"docker.resources"_s, tr("Limits, as docker run has them"), tr("key"), tr("value"));
    edit->setSuggestions(dockerKeys());
    m_bindings.pairs(
        *edit, [](auto &config) -> auto & { return config.docker.resources; });
    m_bindings.line(
        *line(u"docker.shmSize"_s, tr("Shared memory"), tr("64m, the daemon's default")),
        [](auto &config) -> auto & { return config.docker.shmSize; });
    SuggestEdit *network = suggest(u"docker.network"_s, tr("Network"), {u"bridge"_s, u"host"_s, u"none"_s});
    network->edit().setPlaceholderText(tr("bridge, the daemon's default"));
    m_bindings.line(
        network->edit(), [](auto &config) -> auto & { return config.docker.network; });
}

void ConfigFields::makeGpus()
{
    addGroup(u"gpus"_s, tr("GPUs"));
    auto *counter = new QWidget(this);
    auto *count = new QLineEdit(counter);
    count->setAccessibleName(tr("Number of GPUs"));
    count->setPlaceholderText(tr("none"));
    count->setFixedWidth(96);
    m_mostDevices = new PlainLabel(u"dim"_s, counter);
    m_mostDevices->setWordWrap(true);
    auto *beside = new QHBoxLayout(counter);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(count);
    beside->addWidget(m_mostDevices, 1);
    counter->setFocusProxy(count);
    add(u"kubernetes.gpu.count"_s, tr("Number"), counter);
    connect(count, &QLineEdit::textChanged, this, [this] { touch(u"kubernetes.gpu.count"_s); });
    m_numbers.insert(u"kubernetes.gpu.count"_s, count);
    m_bindings.number(
        *count, [](auto &config) -> auto & { return config.kubernetes.gpu.count; });
    m_gpuProduct = suggest(u"kubernetes.gpu.product"_s, tr("Product"));
    m_gpuProduct->setWordForNothing(tr("any"));
    m_bindings.line(
        m_gpuProduct->edit(), [](auto &config) -> auto & { return config.kubernetes.gpu.product; });
    menu(
        u"kubernetes.gpu.kind"_s, tr("Kind"),
        {{QString(), tr("any")},
         {u"device"_s, tr("whole devices")},
         {u"mig"_s, tr("MIG slices")},
         {u"shared"_s, tr("shared devices")},
         {u"vgpu"_s, tr("vGPUs")},
         {u"tpu"_s, tr("TPUs")},
         {u"partition"_s, tr("partitions")}},
        [](auto &config) -> auto & { return config.kubernetes.gpu.kind; });
    m_gpuResource = suggest(u"kubernetes.gpu.resource"_s, tr("Resource"));
    m_gpuResource->edit().setPlaceholderText(tr("as the nodes call it, else nvidia.com/gpu"));
    m_bindings.line(
        m_gpuResource->edit(), [](auto &config) -> auto & { return config.kubernetes.gpu.resource; });
    makeDockerGpus();
}

void ConfigFields::makeDockerGpus()
{
    number(
        u"docker.gpus.count"_s, tr("Number"), tr("none; -1 is all"),
        [](auto &config) -> auto & { return config.docker.gpus.count; });
    m_bindings.words(
        *line(u"docker.gpus.deviceIds"_s, tr("Device ids"), tr("instead: 0, 1 or GPU-3a23c669-…")),
        [](auto &config) -> auto & { return config.docker.gpus.deviceIds; });
    m_cdiDevices = list(
        u"docker.gpus.cdiDevices"_s, tr("CDI devices"), tr("+ CDI device"), u"nvidia.com/gpu=0"_s,
        [](auto &config) -> auto & { return config.docker.gpus.cdiDevices; });
    m_runtime = suggest(u"docker.gpus.runtime"_s, tr("Runtime"));
    m_runtime->setWordForNothing(tr("the daemon's default"));
    m_bindings.line(
        m_runtime->edit(), [](auto &config) -> auto & { return config.docker.gpus.runtime; });
}

} // namespace fairlead::ui
