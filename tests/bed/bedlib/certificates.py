# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Certificate authorities, servers' and users' certificates of one cluster or of docker, made by openssl and valid for a month."""

import os
import subprocess

from .layout import NODE_ADDRESS, REAL_NODE

DAYS = "30"
EC, RSA = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), ("rsa:2048",)


def _openssl(arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def create_authority(folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    _openssl(["req", "-x509", "-newkey", *EC, "-nodes", "-days", DAYS, "-subj", f"/CN={name}", "-keyout", folder / "ca.key", "-out", folder / "ca.crt",
              "-addext", "keyUsage=critical,keyCertSign,cRLSign"])
    os.chmod(folder / "ca.key", 0o600)


def create_certificate(folder, name, subject, usage, addresses="", key=EC):
    key_file = folder / f"{name}.key"
    extensions = [f"extendedKeyUsage={usage}", "basicConstraints=critical,CA:FALSE"]
    if addresses:
        extensions.append(f"subjectAltName={addresses}")
    added = [word for extension in extensions for word in ("-addext", extension)]
    _openssl(["req", "-x509", "-CA", folder / "ca.crt", "-CAkey", folder / "ca.key", "-newkey", *key,
              "-nodes", "-days", DAYS, "-subj", subject, "-keyout", key_file, "-out", folder / f"{name}.crt", *added])
    os.chmod(key_file, 0o600)


def create_cluster_certificates(cluster):
    folder = cluster.pki
    create_authority(folder, f"{cluster.name}-ca")
    create_certificate(folder, "apiserver", "/CN=kube-apiserver", "serverAuth", "IP:127.0.0.1,DNS:localhost,IP:10.96.0.1,DNS:kubernetes.default.svc")
    users = {
        "admin": "/O=system:masters/CN=admin",
        "kubelet-client": "/O=system:masters/CN=kube-apiserver-kubelet-client",
        "kwok": "/O=system:masters/CN=kwok",
        "kube-controller-manager": "/CN=system:kube-controller-manager",
        "kube-scheduler": "/CN=system:kube-scheduler",
        "nodes-viewer": "/CN=nodes-viewer",
        "nobody": "/CN=nobody",
    }
    for name, subject in users.items():
        create_certificate(folder, name, subject, "clientAuth")
    if cluster.whole:
        create_certificate(folder, "kubelet", f"/O=system:nodes/CN=system:node:{REAL_NODE}", "clientAuth,serverAuth",
                           f"IP:{NODE_ADDRESS},DNS:{REAL_NODE}")
    _openssl(["genrsa", "-out", folder / "service-accounts.key", "2048"])
    _openssl(["rsa", "-in", folder / "service-accounts.key", "-pubout", "-out", folder / "service-accounts.pub"])
    os.chmod(folder / "service-accounts.key", 0o600)
