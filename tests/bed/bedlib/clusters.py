# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The parts of one cluster's control plane: their flags, their order, and what is granted to whom."""

import json
import os

from . import certificates, kubeconfigs
from .api import Api
from .layout import NODE_ADDRESS, SOURCES, invoker
from .processes import Part, wait_ready
from .reports import say

AUDIT_POLICY = {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"], "rules": [{"level": "Metadata"}]}


def prepare(cluster):
    """Certificates, kubeconfigs and files that the parts read."""
    certificates.create_cluster_certificates(cluster)
    cluster.audit_log.parent.mkdir(parents=True)
    cluster.audit_log.touch(0o640)
    os.chown(cluster.audit_log, *invoker()[:2])
    os.chown(cluster.audit_log.parent, *invoker()[:2])
    (cluster.folder / "audit-policy.json").write_text(json.dumps(AUDIT_POLICY))
    users = ["kwok"] + (["kube-controller-manager", "kube-scheduler", "kubelet"] if cluster.whole else [])
    for user in users:
        kubeconfigs.write_component(cluster, user)


def etcd(cluster):
    client, peer = f"http://127.0.0.1:{cluster.etcd_port}", f"http://127.0.0.1:{cluster.etcd_port + 1}"
    return Part(cluster.bed, f"{cluster.name}/etcd", [
        cluster.bed.bin / "etcd", "--name", "default", "--data-dir", cluster.etcd_data, "--listen-client-urls", client,
        "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
        "--initial-cluster", f"default={peer}", "--unsafe-no-fsync", "--quota-backend-bytes", 8 << 30, "--log-level", "warn"])


def apiserver(cluster):
    pki = cluster.pki
    flags = [
        f"--etcd-servers=http://127.0.0.1:{cluster.etcd_port}", "--bind-address=127.0.0.1", f"--secure-port={cluster.api_port}",
        f"--tls-cert-file={pki}/apiserver.crt", f"--tls-private-key-file={pki}/apiserver.key", f"--client-ca-file={pki}/ca.crt",
        f"--kubelet-client-certificate={pki}/kubelet-client.crt", f"--kubelet-client-key={pki}/kubelet-client.key",
        f"--kubelet-certificate-authority={pki}/ca.crt", "--kubelet-preferred-address-types=InternalIP",
        f"--service-account-key-file={pki}/service-accounts.pub", f"--service-account-signing-key-file={pki}/service-accounts.key",
        f"--service-account-issuer=https://{cluster.name}", "--service-cluster-ip-range=10.96.0.0/16", "--endpoint-reconciler-type=none",
        "--authorization-mode=Node,RBAC", "--anonymous-auth=false", "--allow-privileged=true",
        f"--audit-policy-file={cluster.folder}/audit-policy.json", f"--audit-log-path={cluster.audit_log}",
        "--audit-log-maxsize=64", "--audit-log-maxbackup=2"]
    if cluster.whole:
        flags.append("--enable-admission-plugins=NodeRestriction")
    else:  # nobody makes service accounts here, and no pod would be admitted without one
        flags.append("--disable-admission-plugins=ServiceAccount")
    tokens = cluster.folder / "tokens.csv"
    if tokens.exists():
        flags.append(f"--token-auth-file={tokens}")
    return Part(cluster.bed, f"{cluster.name}/kube-apiserver", [cluster.bed.bin / "kube-apiserver", *flags])


def controller_manager(cluster):
    kubeconfig = cluster.kubeconfig("kube-controller-manager")
    return Part(cluster.bed, f"{cluster.name}/kube-controller-manager", [
        cluster.bed.bin / "kube-controller-manager", f"--kubeconfig={kubeconfig}", f"--authentication-kubeconfig={kubeconfig}",
        f"--authorization-kubeconfig={kubeconfig}", f"--service-account-private-key-file={cluster.pki}/service-accounts.key",
        f"--root-ca-file={cluster.pki}/ca.crt", "--use-service-account-credentials",
        f"--flex-volume-plugin-dir={cluster.folder}/volume-plugins", "--leader-elect=false", "--secure-port=0"])


def scheduler(cluster):
    kubeconfig = cluster.kubeconfig("kube-scheduler")
    return Part(cluster.bed, f"{cluster.name}/kube-scheduler", [
        cluster.bed.bin / "kube-scheduler", f"--kubeconfig={kubeconfig}", f"--authentication-kubeconfig={kubeconfig}",
        f"--authorization-kubeconfig={kubeconfig}", "--leader-elect=false", "--secure-port=0"])


def kwok(cluster):
    return Part(cluster.bed, f"{cluster.name}/kwok", [
        cluster.bed.bin / "kwok", f"--kubeconfig={cluster.kubeconfig('kwok')}", f"--config={SOURCES / 'kwok-stages.yaml'}",
        "--manage-all-nodes=false", "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
        f"--node-ip={NODE_ADDRESS}", "--node-lease-duration-seconds=40", "--cidr=10.244.0.0/16"])


def start_store_and_api(cluster):
    api = Api(cluster)
    store = etcd(cluster)
    store.start()
    server = apiserver(cluster)
    server.start()
    wait_ready(server, api.is_ready, 120, f"{cluster.name}: the API server's readiness")
    say(f"{cluster.name}: API server ready")
    return api


def start_rest(cluster):
    """What needs a ready API server. Without the controller manager a whole cluster has no service accounts."""
    parts = [kwok(cluster)] if cluster.with_kwok else []
    if cluster.whole:
        parts += [controller_manager(cluster), scheduler(cluster)]
    for part in parts:
        part.start()


def grant(cluster, api):
    """Rights of the users that the kubeconfig's restricted contexts name."""
    rbac = "/apis/rbac.authorization.k8s.io/v1"
    grants = {"nodes-viewer": ["nodes"]} if cluster.whole else {"exec-viewer": ["nodes", "pods", "namespaces"]}
    for user, resources in grants.items():
        name = f"fairlead-bed-{user}"
        api.apply(f"{rbac}/clusterroles", {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": name},
                                           "rules": [{"apiGroups": [""], "resources": resources, "verbs": ["get", "list", "watch"]}]})
        api.apply(f"{rbac}/clusterrolebindings", {
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": name},
            "subjects": [{"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": user}],
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": name}})
