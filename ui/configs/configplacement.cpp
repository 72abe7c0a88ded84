// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configeditors.h"

#include "configrows.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/checkbox.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

void ConfigFields::makePlacement()
{
    addGroup(u"placement"_s, tr("Placement"));
    m_nodeSelector = pairs(u"kubernetes.nodeSelector"_s, tr("Node selector"), tr("label"), tr("value"));
    m_bindings.pairs(
        *m_nodeSelector, [](auto &config) -> auto & { return config.kubernetes.nodeSelector; });
    makeTolerations();
    yamlField(
        u"kubernetes.affinity"_s, tr("Affinity, as a pod has it"), files::YamlValue::Type::Map,
        [](auto &config) -> auto & { return config.kubernetes.affinity; })
        ->setPlaceholderText(u"nodeAffinity:\n  preferredDuringSchedulingIgnoredDuringExecution:\n  - weight: 1\n"
                             "    preference: …"_s);
    const auto name = [this](const QString &key, const QString &text, const QString &placeholder, auto member) {
        m_bindings.line(*line(key, text, placeholder), member);
    };
    name(
        u"kubernetes.priorityClassName"_s, tr("Priority class"), tr("the cluster's default"),
        [](auto &config) -> auto & { return config.kubernetes.priorityClassName; });
    name(
        u"kubernetes.runtimeClassName"_s, tr("Runtime class"), tr("the nodes' default"),
        [](auto &config) -> auto & { return config.kubernetes.runtimeClassName; });
    name(
        u"kubernetes.schedulerName"_s, tr("Scheduler"), u"default-scheduler"_s,
        [](auto &config) -> auto & { return config.kubernetes.schedulerName; });
    name(
        u"kubernetes.queueName"_s, tr("Kueue queue"), tr("none; a LocalQueue of the namespace"),
        [](auto &config) -> auto & { return config.kubernetes.queueName; });
    m_bindings.flag(
        *check(u"kubernetes.hostNetwork"_s, tr("The node's own network")),
        [](auto &config) -> auto & { return config.kubernetes.hostNetwork; });
}

void ConfigFields::makeTolerations()
{
    m_tolerations =
        rows(u"kubernetes.tolerations"_s, tr("Tolerations"), tr("+ Toleration"), configrows::tolerationCells());
    m_tolerations->setNothing(tr("none; taints of GPUs are tolerated where GPUs are asked for"));
    m_rows.insert(u"kubernetes.tolerations"_s, m_tolerations);
    m_bindings.add(
        [this](const Config &config) { m_tolerations->setRows(configrows::rowsOf(config.kubernetes.tolerations)); },
        [this](Config &config) { config.kubernetes.tolerations = configrows::tolerationsOf(m_tolerations->rows()); });
    m_topologySpread = rows(u"kubernetes.topologySpread"_s, tr("Topology spread of the pods of one run"),
                            tr("+ Topology key"), configrows::topologyCells());
    m_rows.insert(u"kubernetes.topologySpread"_s, m_topologySpread);
    m_bindings.add(
        [this](const Config &config) {
            m_topologySpread->setRows(configrows::rowsOf(config.kubernetes.topologySpread));
        },
        [this](Config &config) {
            config.kubernetes.topologySpread = configrows::topologyOf(m_topologySpread->rows());
        });
}

void ConfigFields::makeStorage()
{
    addGroup(u"storage"_s, tr("Storage"));
    RowsEdit *volumes = rows(u"kubernetes.volumes"_s, tr("Volumes"), tr("+ Volume"), configrows::volumeCells());
    m_bindings.add([volumes](const Config &config) { volumes->setRows(configrows::rowsOf(config.kubernetes.volumes)); },
                   [volumes](Config &config) { config.kubernetes.volumes = configrows::volumesOf(volumes->rows()); });
    RowsEdit *mounts = rows(u"docker.mounts"_s, tr("Mounts"), tr("+ Mount"), configrows::mountCells());
    m_bindings.add([mounts](const Config &config) { mounts->setRows(configrows::rowsOf(config.docker.mounts)); },
                   [mounts](Config &config) { config.docker.mounts = configrows::mountsOf(mounts->rows()); });
}

} // namespace fairlead::ui
