// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace fairlead::tests {

//! A patch of a pod template and what comes of it; kubectl has to say the same.
struct MergeCase
{
    const char *name;
    QByteArray patch;
    QByteArray merged; //!< of MergeOriginal; empty: only compared with kubectl
};

inline const QByteArray MergeOriginal = R"({metadata: {labels: {a: b}}, spec: {restartPolicy: Never,
 nodeSelector: {pool: gpu, zone: a}, tolerations: [{key: x, operator: Exists}],
 containers: [{name: main, image: i, command: [a, b], env: [{name: A, value: "1"}, {name: B, value: "2"}],
               volumeMounts: [{name: v, mountPath: /v}]}, {name: side, image: s}],
 volumes: [{name: v, emptyDir: {}}]}})";

inline std::vector<MergeCase> mergeCases()
{
    const auto spec = [](const QByteArray &rest) {
        return QByteArray("{metadata: {labels: {a: b}}, spec: {restartPolicy: Never, ") + rest + "}}";
    };
    const QByteArray selector = "nodeSelector: {pool: gpu, zone: a}, ";
    const QByteArray tolerations = "tolerations: [{key: x, operator: Exists}], ";
    const QByteArray main =
        "{name: main, image: i, command: [a, b], env: [{name: A, value: \"1\"}, {name: B, value: \"2\"}], "
        "volumeMounts: [{name: v, mountPath: /v}]}";
    const QByteArray side = "{name: side, image: s}";
    const QByteArray containers = "containers: [" + main + ", " + side + "], ";
    const QByteArray volumes = "volumes: [{name: v, emptyDir: {}}]";
    return {
        {"nothing", "{}", MergeOriginal},
        {"a key more", "{spec: {hostNetwork: true}}",
         spec(selector + tolerations + containers + volumes + ", hostNetwork: true")},
        {"maps key by key", "{spec: {nodeSelector: {zone: b, rack: r}}}",
         spec("nodeSelector: {pool: gpu, zone: b, rack: r}, " + tolerations + containers + volumes)},
        {"null takes away", "{spec: {nodeSelector: {zone: ~}, tolerations: ~}}",
         spec("nodeSelector: {pool: gpu}, " + containers + volumes)},
        {"a list without names as a whole", "{spec: {tolerations: [{key: y}]}}",
         spec(selector + "tolerations: [{key: y}], " + containers + volumes)},
        {"a container by its name", "{spec: {containers: [{name: side, image: t}]}}",
         spec(selector + tolerations + "containers: [" + main + ", {name: side, image: t}], " + volumes)},
        {"a new container comes first", "{spec: {containers: [{name: new, image: n}]}}",
         spec(selector + tolerations + "containers: [{name: new, image: n}, " + main + ", " + side + "], " + volumes)},
        {"plain lists as a whole", "{spec: {containers: [{name: main, command: [c]}]}}", {}},
        {"an item goes", "{spec: {containers: [{name: side, $patch: delete}]}}",
         spec(selector + tolerations + "containers: [" + main + "], " + volumes)},
        {"all items are replaced", "{spec: {containers: [{name: only, image: o}, {$patch: replace}]}}",
         spec(selector + tolerations + "containers: [{name: only, image: o}], " + volumes)},
        {"a map is replaced", "{spec: {nodeSelector: {$patch: replace, a: b}}}",
         spec("nodeSelector: {a: b}, " + tolerations + containers + volumes)},
        {"a map is deleted", "{spec: {nodeSelector: {$patch: delete}}}", {}},
        {"deep within",
         "{spec: {containers: [{name: main, env: [{name: C, value: \"3\"}, {name: A, $patch: delete}]}]}}",
         {}},
        {"env in another order", "{spec: {containers: [{name: main, env: [{name: B, value: x}, {name: A}]}]}}", {}},
        {"mounts by their path",
         "{spec: {containers: [{name: main, volumeMounts: [{mountPath: /v, readOnly: true}, {mountPath: /w, name: "
         "v}]}]}}",
         {}},
        {"ports by their number",
         "{spec: {containers: [{name: main, ports: [{containerPort: 80}, {containerPort: 81, name: b}]}]}}",
         {}},
        {"only what is retained", "{spec: {volumes: [{name: v, $retainKeys: [name, hostPath], hostPath: {path: /x}}]}}",
         spec(selector + tolerations + containers + "volumes: [{name: v, hostPath: {path: /x}}]")},
        {"an order of its own",
         "{spec: {$setElementOrder/containers: [{name: side}, {name: main}], containers: [{name: main, image: j}]}}",
         {}},
        {"what is not there yet",
         "{spec: {affinity: {podAffinity: {}}, imagePullSecrets: [{name: p}], hostAliases: [{ip: 10.0.0.1}]}}",
         {}},
        {"null where nothing is", "{spec: {dnsConfig: {nameservers: ~, searches: [a]}}}", {}},
        {"another kind of value", "{spec: {securityContext: {runAsUser: 1}, terminationGracePeriodSeconds: 0}}", {}},
        {"spread by its key", "{spec: {topologySpreadConstraints: [{topologyKey: zone, maxSkew: 1}]}}", {}},
        {"a finalizer more", "{metadata: {finalizers: [a/b]}}", {}},
    };
}

} // namespace fairlead::tests
