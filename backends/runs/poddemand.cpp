// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "poddemand.h"

#include "backends/kubernetes/effectiverequest.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::Quantity;
using kubernetes::ResourceList;

QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    for (const QJsonValue &each : list.toArray())
        texts += each.toString();
    return texts;
}

//! A number is a quantity, too.
Quantity quantityOf(const QJsonValue &value)
{
    const QString text = value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
    return Quantity::parse(text.toStdString()).value_or(Quantity());
}

ResourceList amounts(const QJsonObject &object)
{
    ResourceList list;
    for (auto it = object.begin(); it != object.end(); ++it)
        list.set(it.key(), quantityOf(it.value()));
    return list;
}

//! A limit without a request is the request, as the API server defaults it.
ResourceList requestsOf(const QJsonObject &resources)
{
    ResourceList list = amounts(resources.value("limits"_L1).toObject());
    for (const auto &[name, amount] : amounts(resources.value("requests"_L1).toObject()))
        list.set(name, amount);
    return list;
}

std::vector<kubernetes::ContainerResources> containersOf(const QJsonValue &list)
{
    std::vector<kubernetes::ContainerResources> containers;
    for (const QJsonValue &each : list.toArray()) {
        const QJsonObject container = each.toObject();
        containers.push_back({.requests = requestsOf(container.value("resources"_L1).toObject()),
                              .isSidecar = container.value("restartPolicy"_L1) == "Always"_L1});
    }
    return containers;
}

std::vector<NodeRequirement> requirementsOf(const QJsonObject &term)
{
    std::vector<NodeRequirement> requirements;
    for (const auto &[key, isField] : {std::pair("matchExpressions"_L1, false), std::pair("matchFields"_L1, true)}) {
        for (const QJsonValue &each : term.value(key).toArray()) {
            const QJsonObject object = each.toObject();
            requirements.push_back({object.value("key"_L1).toString(), object.value("operator"_L1).toString(),
                                    textsOf(object.value("values"_L1)), isField});
        }
    }
    return requirements;
}

void readAffinity(const QJsonObject &spec, PodDemand &demand)
{
    const QJsonValue required = spec.value("affinity"_L1)
                                    .toObject()
                                    .value("nodeAffinity"_L1)
                                    .toObject()
                                    .value("requiredDuringSchedulingIgnoredDuringExecution"_L1);
    demand.hasNodeTerms = required.isObject();
    for (const QJsonValue &term : required.toObject().value("nodeSelectorTerms"_L1).toArray())
        demand.nodeTerms.push_back(requirementsOf(term.toObject()));
}

bool hasHostPort(const QJsonObject &spec)
{
    for (const QJsonValue container : spec.value("containers"_L1).toArray()) {
        for (const QJsonValue port : container["ports"_L1].toArray()) {
            if (port["hostPort"_L1].toInt() > 0 || spec.value("hostNetwork"_L1).toBool())
                return true;
        }
    }
    return false;
}

//! Whether \p term keeps a pod with \p labels off the nodes of others with them.
bool isAgainstOwnKind(const QJsonValue &term, const QJsonObject &labels)
{
    const QJsonValue selector = term["labelSelector"_L1];
    const QJsonObject wanted = selector["matchLabels"_L1].toObject();
    if (term["topologyKey"_L1] != "kubernetes.io/hostname"_L1 || wanted.isEmpty() ||
        !selector["matchExpressions"_L1].toArray().isEmpty())
        return false;
    for (auto label = wanted.begin(); label != wanted.end(); ++label) {
        if (labels.value(label.key()) != label.value())
            return false;
    }
    return true;
}

//! What binds a pod to others: of one's own kind it is understood.
void readNeighbours(const QJsonObject &podTemplate, const QJsonObject &spec, PodDemand &demand)
{
    const auto required = "requiredDuringSchedulingIgnoredDuringExecution"_L1;
    const QJsonObject labels = podTemplate.value("metadata"_L1)["labels"_L1].toObject();
    const QJsonValue affinity = spec.value("affinity"_L1);
    for (const QJsonValue term : affinity["podAntiAffinity"_L1][required].toArray()) {
        if (isAgainstOwnKind(term, labels))
            demand.needsOwnNode = true;
        else
            demand.notJudged += u"anti-affinity to other pods"_s;
    }
    if (!affinity["podAffinity"_L1][required].toArray().isEmpty())
        demand.notJudged += u"affinity to other pods"_s;
    for (const QJsonValue spread : spec.value("topologySpreadConstraints"_L1).toArray()) {
        if (spread["whenUnsatisfiable"_L1] != "ScheduleAnyway"_L1)
            demand.notJudged += u"topology spread"_s;
    }
    if (hasHostPort(spec)) {
        demand.needsOwnNode = true;
        demand.notJudged += u"ports of the node that others have"_s;
    }
    if (!spec.value("resourceClaims"_L1).toArray().isEmpty())
        demand.notJudged += u"resource claims"_s;
    const QString scheduler = spec.value("schedulerName"_L1).toString();
    if (!scheduler.isEmpty() && scheduler != "default-scheduler"_L1)
        demand.notJudged += u"what the scheduler %1 does"_s.arg(scheduler);
    demand.notJudged.removeDuplicates();
}

} // namespace

PodDemand podDemand(const QJsonObject &podTemplate)
{
    const QJsonObject spec = podTemplate.value("spec"_L1).toObject();
    kubernetes::PodResources resources{.initContainers = containersOf(spec.value("initContainers"_L1)),
                                       .containers = containersOf(spec.value("containers"_L1)),
                                       .overhead = amounts(spec.value("overhead"_L1).toObject())};
    if (const QJsonValue ofPod = spec.value("resources"_L1); ofPod.isObject())
        resources.podRequests = requestsOf(ofPod.toObject());
    PodDemand demand{.requests = kubernetes::effectiveRequest(resources)};
    const QJsonObject selector = spec.value("nodeSelector"_L1).toObject();
    for (auto it = selector.begin(); it != selector.end(); ++it)
        demand.nodeSelector.emplace_back(it.key(), it.value().toString());
    for (const QJsonValue &each : spec.value("tolerations"_L1).toArray()) {
        const QJsonObject toleration = each.toObject();
        demand.tolerations.push_back({toleration.value("key"_L1).toString(), toleration.value("operator"_L1).toString(),
                                      toleration.value("value"_L1).toString(),
                                      toleration.value("effect"_L1).toString()});
    }
    readAffinity(spec, demand);
    readNeighbours(podTemplate, spec, demand);
    return demand;
}

} // namespace fairlead::runs
