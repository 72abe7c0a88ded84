// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QStringList>

//! Nodes of every kind, several times over, and pods that ask for all sorts of things of them.
namespace fairlead::tests {

//! The label that tells the islands apart: equal sets of nodes that have nothing to do with each other.
inline const QString IslandLabel = QStringLiteral("fairlead.dev/island");

//! A scenario of the bed with the nodes of island \p island.
inline QByteArray islandNodes(int island)
{
    QByteArray text = R"(
- name: fit-ISLAND-h100
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3, zone: east, cores: "96"}
  capacity: {cpu: "96", memory: 1000Gi, nvidia.com/gpu: "8"}
- name: fit-ISLAND-h100-own
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3, zone: west, cores: "96"}
  capacity: {cpu: "96", memory: 1000Gi, nvidia.com/gpu: "8"}
  allocatable: {cpu: "94", nvidia.com/gpu: "7"}
  taints: [{key: nvidia.com/gpu, value: present, effect: NoSchedule}]
- name: fit-ISLAND-l4
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-L4, zone: east, cores: "16"}
  capacity: {cpu: "16", memory: 64Gi, nvidia.com/gpu: "4"}
  taints: [{key: soft, value: "yes", effect: PreferNoSchedule}]
- name: fit-ISLAND-mig
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB, nvidia.com/mig.strategy: mixed, zone: west}
  capacity: {cpu: "64", memory: 500Gi, nvidia.com/gpu: "0", nvidia.com/mig-1g.10gb: "7"}
- name: fit-ISLAND-amd
  labels: {fairlead.dev/island: "ISLAND", amd.com/gpu.product-name: AMD_Instinct_MI300X_OAM, zone: east, cores: "192"}
  capacity: {cpu: "192", memory: 2000Gi, amd.com/gpu: "8"}
- name: fit-ISLAND-team
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-L4, zone: east, cores: many}
  capacity: {cpu: "32", memory: 128Gi, nvidia.com/gpu: "8"}
  taints: [{key: team, value: llm, effect: NoSchedule}]
- name: fit-ISLAND-drained
  labels: {fairlead.dev/island: "ISLAND", zone: west}
  capacity: {cpu: "32", memory: 128Gi, nvidia.com/gpu: "2"}
  taints: [{key: repair, effect: NoExecute}]
- name: fit-ISLAND-cordoned
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3, zone: east}
  capacity: {cpu: "96", memory: 1000Gi, nvidia.com/gpu: "8"}
  unschedulable: true
- name: fit-ISLAND-lost
  labels: {fairlead.dev/island: "ISLAND", nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3, zone: east}
  capacity: {cpu: "96", memory: 1000Gi, nvidia.com/gpu: "8"}
  conditions: {Ready: {status: "False", reason: KubeletNotReady, message: gone}}
- name: fit-ISLAND-small
  labels: {fairlead.dev/island: "ISLAND", zone: west, cores: "4"}
  capacity: {cpu: "4", memory: 8Gi, pods: "3"}
)";
    return text.replace("ISLAND", QByteArray::number(island));
}

//! Makes pods from a seed: the same ones each time.
class PodGenerator
{
public:
    explicit PodGenerator(quint32 seed)
        : m_random(seed)
    {
    }

    //! A template, as a Job has it; all that it asks for stays on \p island.
    QJsonObject podTemplate(int island)
    {
        QJsonObject spec{{QStringLiteral("terminationGracePeriodSeconds"), 0},
                         {QStringLiteral("restartPolicy"), QStringLiteral("Never")}};
        spec.insert(QStringLiteral("containers"), QJsonArray{container(QStringLiteral("main"), true)});
        QJsonArray inits;
        if (chance(15))
            inits.append(container(QStringLiteral("init"), chance(30)));
        if (chance(10)) {
            QJsonObject sidecar = container(QStringLiteral("sidecar"), false);
            sidecar.insert(QStringLiteral("restartPolicy"), QStringLiteral("Always"));
            inits.append(sidecar);
        }
        if (!inits.isEmpty())
            spec.insert(QStringLiteral("initContainers"), inits);
        QJsonObject selector{{IslandLabel, QString::number(island)}};
        if (chance(15))
            selector.insert(QStringLiteral("zone"), pick({"east", "west", "east", "nowhere"}));
        if (chance(8))
            selector.insert(QStringLiteral("nvidia.com/gpu.product"),
                            pick({"NVIDIA-H100-80GB-HBM3", "NVIDIA-L4", "NVIDIA-B200"}));
        spec.insert(QStringLiteral("nodeSelector"), selector);
        spec.insert(QStringLiteral("tolerations"), tolerations());
        const QString kind = QString::number(m_random.generate(), 36);
        spec.insert(QStringLiteral("affinity"), affinity(kind, island));
        return {{QStringLiteral("metadata"),
                 QJsonObject{{QStringLiteral("labels"), QJsonObject{{QStringLiteral("kind"), kind}}}}},
                {QStringLiteral("spec"), spec}};
    }

    bool chance(int percent) { return m_random.bounded(100) < percent; }
    int number(int least, int most) { return int(m_random.bounded(least, most + 1)); }

private:
    QString pick(std::initializer_list<const char *> choices)
    {
        return QString::fromLatin1(choices.begin()[m_random.bounded(int(choices.size()))]);
    }

    QJsonObject container(const QString &name, bool mayHaveDevices)
    {
        QJsonObject requests;
        if (chance(70))
            requests.insert(QStringLiteral("cpu"), pick({"100m", "1", "2500m", "8", "20", "48", "95", "150", "200"}));
        if (chance(60))
            requests.insert(QStringLiteral("memory"), pick({"512Mi", "4Gi", "20Gi", "100Gi", "600Gi", "1500Gi"}));
        QJsonObject limits;
        if (mayHaveDevices && chance(65)) {
            const QString device =
                pick({"nvidia.com/gpu", "nvidia.com/gpu", "nvidia.com/gpu", "amd.com/gpu", "nvidia.com/mig-1g.10gb"});
            limits.insert(device, pick({"1", "1", "2", "3", "4", "7", "8", "9"})); // the request is the limit
        }
        return {{QStringLiteral("name"), name},
                {QStringLiteral("image"), QStringLiteral("docker.io/bed/pause:1")},
                {QStringLiteral("resources"),
                 QJsonObject{{QStringLiteral("requests"), requests}, {QStringLiteral("limits"), limits}}}};
    }

    static QJsonObject toleration(const char *key, const char *op, const char *value = "", const char *effect = "")
    {
        QJsonObject result{{QStringLiteral("operator"), QLatin1StringView(op)}};
        for (const auto &[name, text] :
             {std::pair("key", key), std::pair("value", value), std::pair("effect", effect)}) {
            if (*text)
                result.insert(QLatin1StringView(name), QLatin1StringView(text));
        }
        return result;
    }

    QJsonArray tolerations()
    {
        QJsonArray result;
        if (chance(45))
            result.append(toleration("nvidia.com/gpu", "Exists"));
        if (chance(15))
            result.append(toleration("team", "Equal", "llm", "NoSchedule"));
        if (chance(8))
            result.append(toleration("team", "Equal", "vision"));
        if (chance(10))
            result.append(toleration("repair", "Exists", "", "NoExecute"));
        if (chance(5))
            result.append(toleration("repair", "Exists", "", "NoSchedule")); // of another effect
        if (chance(6))
            result.append(toleration("node.kubernetes.io/unschedulable", "Exists"));
        if (chance(4))
            result.append(toleration("", "Exists"));
        return result;
    }

    QJsonObject requirement(int island)
    {
        const auto one = [](const QString &key, const char *op, const QStringList &values) {
            QJsonObject result{{QStringLiteral("key"), key}, {QStringLiteral("operator"), QLatin1StringView(op)}};
            if (!values.isEmpty())
                result.insert(QStringLiteral("values"), QJsonArray::fromStringList(values));
            return result;
        };
        const QString zone = QStringLiteral("zone");
        const QString cores = QStringLiteral("cores");
        switch (number(0, 6)) {
        case 0:
            return one(zone, "In", {QStringLiteral("west"), QStringLiteral("north")});
        case 1:
            return one(zone, "NotIn", {QStringLiteral("west")});
        case 2:
            return one(cores, "Exists", {});
        case 3:
            return one(cores, "DoesNotExist", {});
        case 4:
            return one(cores, "Gt", {pick({"4", "16", "95"})});
        case 5:
            return one(cores, "Lt", {pick({"16", "96", "97"})});
        default:
            return one(QStringLiteral("kubernetes.io/hostname"), "NotIn", {QStringLiteral("fit-%1-h100").arg(island)});
        }
    }

    QJsonObject nodeAffinity(int island)
    {
        QJsonArray terms;
        for (int n = number(1, 2); n > 0; --n) {
            QJsonArray expressions;
            for (int m = number(1, 2); m > 0; --m)
                expressions.append(requirement(island));
            QJsonObject term{{QStringLiteral("matchExpressions"), expressions}};
            if (chance(10))
                term.insert(QStringLiteral("matchFields"),
                            QJsonArray{QJsonObject{
                                {QStringLiteral("key"), QStringLiteral("metadata.name")},
                                {QStringLiteral("operator"), QStringLiteral("In")},
                                {QStringLiteral("values"), QJsonArray{QStringLiteral("fit-%1-amd").arg(island)}}}});
            terms.append(term);
        }
        return {{QStringLiteral("requiredDuringSchedulingIgnoredDuringExecution"),
                 QJsonObject{{QStringLiteral("nodeSelectorTerms"), terms}}}};
    }

    QJsonObject affinity(const QString &kind, int island)
    {
        QJsonObject result;
        if (chance(30))
            result.insert(QStringLiteral("nodeAffinity"), nodeAffinity(island));
        if (!chance(12))
            return result;
        const QJsonObject labels{{QStringLiteral("matchLabels"), QJsonObject{{QStringLiteral("kind"), kind}}}};
        result.insert(QStringLiteral("podAntiAffinity"),
                      QJsonObject{{QStringLiteral("requiredDuringSchedulingIgnoredDuringExecution"),
                                   QJsonArray{QJsonObject{
                                       {QStringLiteral("topologyKey"), QStringLiteral("kubernetes.io/hostname")},
                                       {QStringLiteral("labelSelector"), labels}}}}});
        return result;
    }

    QRandomGenerator m_random;
};

} // namespace fairlead::tests
