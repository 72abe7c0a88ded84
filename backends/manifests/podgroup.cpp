// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podgroup.h"

#include "kubernetesobject.h"

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

constexpr auto Coscheduling = "scheduling.x-k8s.io/v1alpha1"_L1;
constexpr auto Volcano = "scheduling.volcano.sh/v1beta1"_L1;
constexpr auto VolcanosScheduler = "volcano"_L1;
constexpr auto GroupLabel = "scheduling.x-k8s.io/pod-group"_L1;
constexpr auto GroupAnnotation = "scheduling.k8s.io/group-name"_L1;

QJsonObject with(QJsonObject object, const QString &part, const QString &key, const QString &value)
{
    QJsonObject entries = object.value(part).toObject();
    entries.insert(key, value);
    object.insert(part, entries);
    return object;
}

} // namespace

QStringList podGroupApis()
{
    return {Coscheduling, Volcano};
}

QString podGroupApi(const QString &schedulerName, const QStringList &served)
{
    const QString api = schedulerName == VolcanosScheduler ? Volcano : Coscheduling;
    return served.contains(api) ? api : QString();
}

QJsonObject podGroup(const Launch &launch, const QString &ns, const QJsonObject &labels)
{
    Q_ASSERT(podGroupApis().contains(launch.podGroupApi));
    QJsonObject group = kubernetesObject(launch.podGroupApi, u"PodGroup"_s, launch.name, ns, labels);
    group.insert(u"spec"_s, QJsonObject{{u"minMember"_s, launch.nodes}});
    return group;
}

QJsonObject withPodGroup(QJsonObject podTemplate, const Launch &launch)
{
    const bool isVolcanos = launch.podGroupApi == Volcano;
    const QJsonObject metadata = podTemplate.value("metadata"_L1).toObject();
    podTemplate.insert(u"metadata"_s, isVolcanos ? with(metadata, u"annotations"_s, GroupAnnotation, launch.name)
                                                 : with(metadata, u"labels"_s, GroupLabel, launch.name));
    if (isVolcanos && podTemplate.value("spec"_L1)["schedulerName"_L1].toString().isEmpty())
        return with(std::move(podTemplate), u"spec"_s, u"schedulerName"_s, VolcanosScheduler);
    return podTemplate;
}

} // namespace fairlead::manifests
