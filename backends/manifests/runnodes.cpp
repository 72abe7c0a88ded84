// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runnodes.h"

#include "kubernetesobject.h"
#include "nodeenvironment.h"
#include "podtemplate.h"
#include "runlabels.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

constexpr int MostNodes = 1'000; // so that the list of their names is no longer than a variable may be
constexpr auto VolumeName = "run-nodes"_L1;

QString hostfile(const QStringList &names, std::optional<qint64> devices)
{
    const QString suffix = devices.value_or(0) > 0 ? u" slots=%1"_s.arg(*devices) : QString();
    QString text;
    for (const QString &name : names)
        text += name + suffix + u'\n';
    return text;
}

QJsonArray appended(const QJsonValue &list, const QJsonObject &item)
{
    QJsonArray items = list.toArray();
    items.append(item);
    return items;
}

} // namespace

QString nodesProblem(int nodes)
{
    if (nodes < 1)
        return u"expected 1 node or more"_s;
    return nodes > MostNodes ? u"expected no more than %1 nodes"_s.arg(MostNodes) : QString();
}

QStringList nodeNames(const Launch &launch)
{
    QStringList names;
    for (int rank = 0; rank < launch.nodes; ++rank)
        names += u"%1-%2.%1"_s.arg(launch.name).arg(rank);
    return names;
}

QJsonObject nodesService(const Launch &launch, const QString &ns, const QJsonObject &labels)
{
    QJsonObject service = kubernetesObject(u"v1"_s, u"Service"_s, launch.name, ns, labels);
    service.insert(u"spec"_s, QJsonObject{{u"clusterIP"_s, u"None"_s},
                                          {u"publishNotReadyAddresses"_s, true},
                                          {u"selector"_s, QJsonObject{{RunLabel, launch.runId}}}});
    return service;
}

QJsonObject nodesConfigMap(const Launch &launch, const QString &ns, const QJsonObject &labels,
                           std::optional<qint64> devices)
{
    const QStringList names = nodeNames(launch);
    QJsonObject map = kubernetesObject(u"v1"_s, u"ConfigMap"_s, launch.name, ns, labels);
    map.insert(u"data"_s, QJsonObject{{HostfileKey, hostfile(names, devices)}, {NodeListKey, names.join(u'\n')}});
    return map;
}

QJsonObject withNodes(QJsonObject podTemplate, const Launch &launch, std::optional<qint64> devices)
{
    const NodeFacts facts{
        .nodes = launch.nodes, .master = nodeNames(launch).first(), .configMap = launch.name, .devices = devices};
    QJsonObject spec = podTemplate.value("spec"_L1).toObject();
    QJsonArray containers = spec.value("containers"_L1).toArray();
    for (qsizetype i = 0; i < containers.size(); ++i) {
        if (containers[i]["name"_L1] != QLatin1StringView(MainContainer))
            continue;
        QJsonObject container = withNodeEnvironment(containers[i].toObject(), facts);
        const QJsonObject mount{{u"name"_s, VolumeName}, {u"mountPath"_s, NodesFolder}, {u"readOnly"_s, true}};
        container.insert(u"volumeMounts"_s, appended(container.value("volumeMounts"_L1), mount));
        containers[i] = container;
    }
    const QJsonObject volume{{u"name"_s, VolumeName}, {u"configMap"_s, QJsonObject{{u"name"_s, launch.name}}}};
    spec.insert(u"containers"_s, containers);
    spec.insert(u"volumes"_s, appended(spec.value("volumes"_L1), volume));
    spec.insert(u"subdomain"_s, launch.name);
    podTemplate.insert(u"spec"_s, spec);
    return podTemplate;
}

QJsonObject withRanks(QJsonObject jobSpec, int nodes, bool isQueued)
{
    jobSpec.insert(u"completionMode"_s, u"Indexed"_s);
    jobSpec.insert(u"completions"_s, nodes);
    jobSpec.insert(u"parallelism"_s, nodes);
    jobSpec.insert(u"backoffLimit"_s, 0);
    if (isQueued)
        jobSpec.insert(u"suspend"_s, true);
    return jobSpec;
}

} // namespace fairlead::manifests
