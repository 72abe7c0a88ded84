// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/kubernetes/kubeconfig/kubeconfigfile.h"
#include "backends/kubernetes/kubeconfig/kuberc.h"

namespace fairlead::fuzz {

void feed(QByteArrayView bytes)
{
    const QByteArray file = bytes.toByteArray();
    for (const kubernetes::KubeconfigProblem &problem :
         kubernetes::parseKubeconfig(file, QStringLiteral("config")).problems) {
        if (problem.line < 1 || problem.column < 1 || problem.message.isEmpty())
            qFatal("a problem has a place and a reason");
    }
    static_cast<void>(kubernetes::parseKuberc(file, QStringLiteral("kuberc"), true));
}

QList<QByteArray> seeds()
{
    return {
        R"(apiVersion: v1
kind: Config
current-context: &here a
clusters:
- name: c
  cluster:
    server: https://h:6443
    certificate-authority-data: LS0t
    tls-server-name: x
    insecure-skip-tls-verify: false
    proxy-url: socks5://p:1080
    extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: [1, null, true, "x"]}}]
users:
- name: u
  user: {token: abc, as: root, as-groups: [a, b], as-user-extra: {k: [v]}, client-key-data: "LS0t"}
- name: e
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: aws
      args: [eks, get-token]
      env: [{name: A, value: b}]
      interactiveMode: IfAvailable
      provideClusterInfo: true
contexts:
- {name: *here, context: {cluster: c, user: u, namespace: n}}
)",
        R"({"clusters": [{"name": "c", "cluster": {"server": "https://h"}}], "contexts": null, "users": []})",
        "base: &b {server: 'https://h'}\nclusters: [{name: c, cluster: {<<: *b, proxy-url: |-\n  http://p\n}}]\n",
        R"(apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
credentialPluginPolicy: Allowlist
credentialPluginAllowlist:
- name: aws
- command: /usr/bin/gke
)",
    };
}

} // namespace fairlead::fuzz
