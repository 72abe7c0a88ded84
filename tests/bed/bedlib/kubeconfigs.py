# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Kubeconfigs: one per component, and the one that tests and people use, with a context for each way in which reaching
a cluster can go well or badly."""

import base64
import json
import os

from .layout import DEAD_PORT, SILENT_PORT, SOURCES, invoker


def _inline(path):
    return base64.b64encode(path.read_bytes()).decode()


def write_component(cluster, user):
    """JSON is YAML as well."""
    path = cluster.kubeconfig(user)
    path.write_text(json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": user,
        "clusters": [{"name": user, "cluster": {"server": cluster.server, "certificate-authority": str(cluster.pki / "ca.crt")}}],
        "users": [{"name": user, "user": {"client-certificate": str(cluster.pki / f"{user}.crt"), "client-key": str(cluster.pki / f"{user}.key")}}],
        "contexts": [{"name": user, "context": {"cluster": user, "user": user}}],
    }, indent=1))
    path.chmod(0o600)
    return path


def _cluster(name, server, authority_line):
    return f"- name: {name}\n  cluster:\n    server: {server}\n    {authority_line}\n"


def _inline_user(name, pki, certificate):
    return (f"- name: {name}\n  user:\n    client-certificate-data: {_inline(pki / f'{certificate}.crt')}\n"
            f"    client-key-data: {_inline(pki / f'{certificate}.key')}\n")


def _context(name, cluster, user):
    return f"- name: {name}\n  context:\n    cluster: {cluster}\n    user: {user}\n"


def _write(path, clusters, users, contexts, current):
    text = ("apiVersion: v1\nkind: Config\n" + "clusters:\n" + "".join(clusters) + "users:\n" + "".join(users)
            + "contexts:\n" + "".join(contexts) + f"current-context: {current}\n")
    temporary = path.with_suffix(".new")
    temporary.write_text(text)
    temporary.chmod(0o600)
    os.chown(temporary, *invoker()[:2])
    temporary.rename(path)


def write_main(bed):
    a, b = bed.clusters["bed-a"], bed.clusters["bed-b"]
    a_authority = f"certificate-authority-data: {_inline(a.pki / 'ca.crt')}"
    clusters = [
        _cluster("bed-a", a.server, a_authority),
        _cluster("bed-b", b.server, "certificate-authority: bed-b/pki/ca.crt"),
        _cluster("bed-a-again", f"https://localhost:{a.api_port}", a_authority),
        _cluster("wrong-ca", a.server, f"certificate-authority-data: {_inline(bed.state / 'other-ca' / 'ca.crt')}"),
        _cluster("dead", f"https://127.0.0.1:{DEAD_PORT}", a_authority),
        _cluster("silent", f"https://127.0.0.1:{SILENT_PORT}", a_authority),
    ]
    users = [
        _inline_user("bed-a-admin", a.pki, "admin"),
        "- name: bed-b-admin\n  user:\n    client-certificate: bed-b/pki/admin.crt\n    client-key: bed-b/pki/admin.key\n",
        _inline_user("nodes-viewer", a.pki, "nodes-viewer"),
        _inline_user("nobody", a.pki, "nobody"),
        "- name: exec-viewer\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1\n"
        f"      command: {json.dumps(str(SOURCES / 'exec-credential'))}\n      env:\n      - name: FAIRLEAD_BED_TOKEN_FILE\n"
        f"        value: {bed.state}/exec-viewer.token\n      interactiveMode: Never\n      provideClusterInfo: false\n",
    ]
    contexts = [_context(*row) for row in (
        ("bed-a", "bed-a", "bed-a-admin"), ("bed-b", "bed-b", "bed-b-admin"), ("bed-a-again", "bed-a-again", "bed-a-admin"),
        ("nodes-only", "bed-a", "nodes-viewer"), ("nothing", "bed-a", "nobody"), ("exec", "bed-b", "exec-viewer"),
        ("wrong-ca", "wrong-ca", "bed-a-admin"), ("dead", "dead", "bed-a-admin"), ("silent", "silent", "bed-a-admin"))]
    for name in ("bed-b/pki/admin.crt", "bed-b/pki/admin.key", "bed-b/pki/ca.crt", "exec-viewer.token"):
        os.chown(bed.state / name, *invoker()[:2])  # the kubeconfig's reader must be able to read these
    _write(bed.kubeconfig, clusters, users, contexts, "bed-a")


def write_bench(bed):
    pki = bed.bench.pki
    _write(bed.bench_kubeconfig, [_cluster("bench", bed.bench.server, f"certificate-authority-data: {_inline(pki / 'ca.crt')}")],
           [_inline_user("bench-admin", pki, "admin")], [_context("bench", "bench", "bench-admin")], "bench")
