// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace fairlead::tests {

//! A policy of a namespace and what is said of it. A real API server refuses those of which something is said.
struct PolicyCase
{
    const char *name;
    QByteArray policy;
    QStringList problems = {}; //!< "line:column field: message"
};

inline std::vector<PolicyCase> policyCases()
{
    using namespace Qt::StringLiterals;
    const auto object = [](const QByteArray &version, const QByteArray &kind, const QByteArray &rest) {
        return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: a}\n" + rest;
    };
    const auto quota = [&](const QByteArray &spec) { return object("v1", "ResourceQuota", "spec: {" + spec + "}"); };
    const auto limits = [&](const QByteArray &item) {
        return object("v1", "LimitRange", "spec: {limits: [{" + item + "}]}");
    };
    const auto network = [&](const QByteArray &spec) {
        return object("networking.k8s.io/v1", "NetworkPolicy", "spec: {" + spec + "}");
    };
    const QString resource = u"Expected a resource such as pods, limits.memory or requests.nvidia.com/gpu"_s;
    const QString quantity = u"expected a quantity such as 500m, 2 or 4Gi"_s;
    return {
        {"a quota", quota("hard: {requests.nvidia.com/gpu: 8, pods: \"10\", limits.memory: 64Gi, count/jobs.batch: 5, "
                          "requests.cpu: 500m, gold.storageclass.storage.k8s.io/requests.storage: 1Gi, "
                          "hugepages-2Mi: 4Mi, requests.hugepages-2Mi: 4Mi, services.loadbalancers: 1, memory: 1e3}")},
        {"a quota of some pods", quota("hard: {pods: 1}, scopes: [BestEffort]")},
        {"a quota of nothing", object("v1", "ResourceQuota", "")},
        {"null says nothing", quota("hard: {pods: ~}")},
        {"a field that no quota has",
         quota("hards: {pods: 1}"),
         {u"4:15 spec.hards: unknown field; hard may be meant"_s}},
        {"a field that no object has", object("v1", "ResourceQuota", "more: 1"), {u"4:7 more: unknown field"_s}},
        {"a field that no metadata has",
         "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a, lables: {a: b}}",
         {u"3:29 metadata.lables: unknown field; labels may be meant"_s}},
        {"a unit that is none", quota("hard: {memory: 4GB}"), {u"4:23 spec.hard.memory: "_s + quantity}},
        {"a unit apart", quota("hard: {memory: 4 Gi}"), {u"4:23 spec.hard.memory: "_s + quantity}},
        {"no amount", quota("hard: {memory: \"\"}"), {u"4:23 spec.hard.memory: "_s + quantity}},
        {"a number that programs write", quota("hard: {memory: \"0x10\"}"), {u"4:23 spec.hard.memory: "_s + quantity}},
        {"a switch for an amount",
         quota("hard: {pods: true}"),
         {u"4:21 spec.hard.pods: expected a quantity, found true or false"_s}},
        {"a list of amounts", quota("hard: [pods]"), {u"4:14 spec.hard: expected a map, found a list"_s}},
        {"less than nothing", quota("hard: {memory: -1}"), {u"4:23 spec.hard.memory: Expected a quantity from 0 on"_s}},
        {"half a pod", quota("hard: {pods: 1.5}"), {u"4:21 spec.hard.pods: Expected a whole number"_s}},
        {"a resource that is none", quota("hard: {nonsense: 1}"), {u"4:25 spec.hard.nonsense: "_s + resource}},
        {"pages are not limited",
         quota("hard: {limits.hugepages-2Mi: 4Mi}"),
         {u"4:37 spec.hard.limits.hugepages-2Mi: "_s + resource}},

        {"limits", limits("type: Container, default: {memory: 1Gi}, defaultRequest: {cpu: 100m, memory: 1Gi}, "
                          "min: {cpu: 10m}, max: {memory: 2Gi}, maxLimitRequestRatio: {cpu: 4}")},
        {"limits of a pod", limits("type: Pod, max: {memory: 2Gi, nvidia.com/gpu: 8}")},
        {"no limits", object("v1", "LimitRange", "spec: {}")},
        {"limits that are no list",
         object("v1", "LimitRange", "spec: {limits: {type: Container}}"),
         {u"4:16 spec.limits: expected a list, found a map"_s}},
        {"limits of nothing",
         limits("default: {memory: 1Gi}"),
         {u"4:17 spec.limits[0].type: Expected one of Container, Pod, PersistentVolumeClaim"_s}},
        {"limits of a word",
         limits("type: Contaner"),
         {u"4:24 spec.limits[0].type: Expected one of Container, Pod, PersistentVolumeClaim"_s}},
        {"a field that no limit has",
         limits("type: Container, defaults: {memory: 1Gi}"),
         {u"4:45 spec.limits[0].defaults: unknown field; default may be meant"_s}},
        {"a limit that is none",
         limits("type: Container, default: {memory: lots}"),
         {u"4:53 spec.limits[0].default.memory: "_s + quantity}},
        {"the least above the most",
         limits("type: Container, min: {memory: 2Gi}, max: {memory: 1Gi}"),
         {u"4:69 spec.limits[0].max.memory: Less than min"_s}},
        {"a request above the limit",
         limits("type: Container, defaultRequest: {memory: 2Gi}, default: {memory: 1Gi}"),
         {u"4:84 spec.limits[0].default.memory: Less than defaultRequest"_s}},
        {"defaults of pods",
         limits("type: Pod, default: {memory: 1Gi}"),
         {u"4:38 spec.limits[0].default: Only containers have defaults, not pods"_s}},

        {"a network policy",
         network(
             "podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{namespaceSelector: {}}, {ipBlock: "
             "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: http}, {port: 80, protocol: TCP}]}]")},
        {"a network policy of nothing", network("")},
        {"a field that no network policy has",
         network("podSelectors: {}"),
         {u"4:22 spec.podSelectors: unknown field; podSelector may be meant"_s}},
        {"a field that no rule has",
         network("podSelector: {}, egress: [{to: [], prots: []}]"),
         {u"4:50 spec.egress[0].prots: unknown field"_s}},
        {"half a port",
         network("podSelector: {}, ingress: [{ports: [{port: 1.5}]}]"),
         {u"4:51 spec.ingress[0].ports[0].port: expected a whole number"_s}},
        {"a type of policy that is none",
         network("podSelector: {}, policyTypes: [Ingres]"),
         {u"4:39 spec.policyTypes[0]: Expected one of Ingress, Egress"_s}},
    };
}

} // namespace fairlead::tests
