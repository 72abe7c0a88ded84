# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Names, folders and ports of one bed. Everything that a bed owns is found from its name alone, so that a bed left
behind by a killed run can be removed by the next one."""

import os
import pwd
import re
from pathlib import Path

from .reports import BedError

SOURCES = Path(__file__).resolve().parent.parent
NODE_ADDRESS = "10.99.0.1"
REAL_NODE = "real-1"
DEAD_PORT, SILENT_PORT = 9, 7999
DOCKER_TLS_ADDRESS = "127.0.0.1:2376"
# Not on a loopback address: docker speaks to a registry there without checking its certificate.
BASIC_REGISTRY, TOKEN_REGISTRY, REGISTRY_AUTH_ADDRESS = (f"{NODE_ADDRESS}:{port}" for port in (5000, 5001, 5002))


class ClusterLayout:
    """Where one cluster lives. `whole` clusters have controllers and a scheduler, others only KWOK or nothing."""

    def __init__(self, bed, name, api_port, etcd_port, whole=False, with_kwok=True, data=None):
        self.bed, self.name, self.whole, self.with_kwok = bed, name, whole, with_kwok
        self.api_port, self.etcd_port = api_port, etcd_port
        self.folder = bed.state / name
        self.pki = self.folder / "pki"
        self.etcd_data = data or self.folder / "etcd"
        self.audit_log = self.folder / "audit" / "audit.log"
        self.server = f"https://127.0.0.1:{api_port}"

    def kubeconfig(self, user):
        return self.folder / f"{user}.kubeconfig"


class Bed:
    def __init__(self, name=None):
        self.name = name or os.environ.get("FAIRLEAD_BED") or "fairlead-bed"
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,19}", self.name):
            raise BedError(f"FAIRLEAD_BED={self.name} is no name for a bed",
                           "use 1 to 20 lower-case letters, digits and '-', starting with a letter")
        self.state = Path("/var/lib") / self.name
        self.marker = self.state / ".fairlead-bed"
        self.netns = Path("/run/netns") / self.name
        self.lock = Path("/run") / f"{self.name}.lock"
        self.cgroup = self.name
        self.cni_network = f"{self.name}-pods"
        self.logs, self.parts, self.bin = self.state / "logs", self.state / "parts", self.state / "bin"
        self.node, self.shim_sockets = self.state / "node", self.state / "s"
        self.kubeconfig, self.bench_kubeconfig = self.state / "kubeconfig", self.state / "bench.kubeconfig"
        self.docker = self.state / "docker"
        self.docker_pki, self.credentials, self.registries = (self.docker / name for name in ("pki", "credentials.json", "registries.json"))
        self.console = self.docker / "console"
        self.cache = cache_folder()
        self.clusters = {
            "bed-a": ClusterLayout(self, "bed-a", 6443, 2379, whole=True),
            "bed-b": ClusterLayout(self, "bed-b", 7443, 3379),
        }
        self.bench = ClusterLayout(self, "bench", 8443, 4379, with_kwok=False)

    def cluster(self, name):
        return self.bench if name == "bench" else self.clusters[name]

    def docker_socket(self, daemon):
        return self.docker / "sockets" / f"{daemon}.sock"

    def docker_certificates(self, name):
        """A folder with ca.pem, cert.pem and key.pem for a client."""
        return self.docker / "certificates" / name

    def is_up(self):
        return self.marker.exists() and self.netns.exists() and self.kubeconfig.exists()


def invoker():
    """Who asked for the bed: the person behind sudo, else whoever runs it. Returns (uid, gid, home)."""
    uid = int(os.environ.get("SUDO_UID", os.getuid()))
    entry = pwd.getpwuid(uid)
    home = entry.pw_dir if "SUDO_UID" in os.environ else os.environ.get("HOME", entry.pw_dir)
    return uid, entry.pw_gid, Path(home)


def cache_folder():
    if "FAIRLEAD_CACHE" in os.environ:
        base = Path(os.environ["FAIRLEAD_CACHE"])
    elif "XDG_CACHE_HOME" in os.environ:
        base = Path(os.environ["XDG_CACHE_HOME"]) / "fairlead"
    else:
        base = invoker()[2] / ".cache" / "fairlead"
    return base.absolute() / "bed"


def make_invokers_folder(path):
    """Creates a folder, and those above it, for the person behind sudo instead of root."""
    uid, gid, _ = invoker()
    missing = [folder for folder in [path, *path.parents] if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        os.chown(folder, uid, gid)
