// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/configimport/import.h"
#include "backends/configimport/importchanges.h"

namespace fairlead::fuzz {

using namespace configimport;

namespace {

constexpr qsizetype Longest = 8'192;

QStringList idsOf(const settings::Settings &settings)
{
    QStringList ids;
    for (const settings::RuntimeConfig &config : settings.runtimeConfigs)
        ids += config.id;
    return ids;
}

} // namespace

//! What can be read is told field by field, and becomes the same again when it is exported.
void feed(QByteArrayView bytes)
{
    const QByteArray text = bytes.first(std::min(bytes.size(), Longest)).toByteArray();
    const auto import = importConfigs(text, QStringLiteral("a"), {});
    if (!import) {
        if (import.error().message.isEmpty())
            qFatal("an error has a reason");
        return;
    }
    for (const ImportRow &row : import->rows) {
        if (row.what == ImportRow::What::Secret && !(row.value.isEmpty() && row.to.isEmpty()))
            qFatal("a secret is neither shown nor taken");
        if (row.what == ImportRow::What::NotTaken && (!row.to.isEmpty() || row.note.isEmpty()))
            qFatal("what is not taken says why");
    }
    const settings::Settings &before = import->additions;
    const auto again = importConfigs(selfContained(before, idsOf(before)), QStringLiteral("b"), {});
    if (!again || again->additions.runtimeConfigs != before.runtimeConfigs)
        qFatal("an export becomes the same again");
}

QList<QByteArray> seeds()
{
    return {
        R"({"containerSettings": {"executionConfigs": [{"name": "gpu", "type": "KUBERNETES", "workloadType": "ANY",
 "usableBy": "ALLOWED", "allowedGroups": ["a"], "repositoryURL": "h.example:5000/p", "prePushMode": "ECR",
 "baseImage": "a:1", "kubeCtlContext": "c", "kubernetesNamespace": "ns-${dssUserLogin}", "createNamespace": true,
 "kubernetesResources": {"memRequestMB": 1024, "cpuLimit": 0.5, "customLimits": [{"key": "nvidia.com/gpu", "value": "1"}]},
 "hostPathVolumes": [{"hostPath": "/a", "mountPath": "/b"}], "enableCustomSHM": true, "customSHMValueMB": 64,
 "nodeSelector": "a: b", "tolerations": "- {key: a, operator: Exists}", "affinity": "nodeAffinity: {}",
 "properties": [{"key": "readOnlyRootFilesystem", "value": "true"}, {"key": "password", "value": "x"}]},
 {"name": "d", "type": "DOCKER", "dockerHost": "b:1", "dockerResources": [{"key": "--gpus", "value": "all"}]}],
 "defaultExecutionConfig": "gpu"}, "k8sPoliciesSettings": {"policies": [{"namespacePattern": "ns-.*",
 "elements": "kind: ResourceQuota\n---\nkind: LimitRange"}]}})",
        R"({"containerSettings": {"buildConfigs": [{"name": "b", "dockerBuilderConfig": {"pushConfigs":
 [{"repositoryURL": "h.example", "hook": "ACR"}]}}], "executionConfigs": [{"name": "e", "imageBuildConfig": "b",
 "kubernetesRuntimeConfig": {"kubernetesNamespace": "n", "namespaceLabels": [{"key": "a", "value": "b"}]}}]}})",
        R"(kubernetes:
  allowed_contexts: [a, b]
  remote_identity: {a*: x, "*": y}
  provision_timeout: 600
  custom_metadata: {labels: {a: b}}
  allowed_nodes: {names: [n], labels: {a: b}}
  pod_config: {spec: {tolerations: [{key: a}], containers: [{image: i, env: [{name: TOKEN, value: x}]}]}}
  context_configs:
    b: {pod_config: {spec: {containers: [{args: [x]}], imagePullSecrets: [{name: s}]}}}
)",
        "projects:\n- name: main\n  backends:\n  - type: kubernetes\n    kubeconfig: {data: x}\n    contexts: [a, "
        "{name: b}]\n",
        "projects:\n- name: main\n    backends:\n    - type: kubernetes\n",
        R"(apiVersion: fairlead/v1
registries: [{id: r, name: r, host: h}]
baseImages: [{id: i, name: i, from: "${recipe:i}", registries: [{id: r}]}]
runtimeConfigs: [{id: c, name: c, image: {baseImage: {id: i}}, env: [{name: a, value: b}], kubernetes: {podTemplatePatch: {a: b}}}]
defaults: {visual: {runtimeConfig: {id: c}}}
)",
    };
}

} // namespace fairlead::fuzz
