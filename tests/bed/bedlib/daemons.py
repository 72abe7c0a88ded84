# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Docker daemons: `local` on a unix socket, `remote` also on a TCP port that wants a certificate of our authority, and
`newest`, of today, with containerd's image store and devices by name (CDI)."""

import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess

from . import certificates
from .layout import BASIC_REGISTRY, DOCKER_TLS_ADDRESS, NODE_ADDRESS, TOKEN_REGISTRY, invoker
from .processes import Part, wait_ready
from .reports import say

# dockerd insists on places of the machine's own, whatever its flags say: /etc/docker (its key; whom it trusts in certs.d),
# /run/containerd (sockets of shims), /run/docker (plugins), /opt/containerd. In a mount namespace these are the bed's, and
# the mounts of all containers end with the last process. No overlay upon an overlay, as in a container: then dockerd copies.
_PRIVATE_MOUNTS = """set -e
docker="$1" authority="$2"
shift 2
for folder in /etc/docker /run /opt; do mount -t tmpfs -o mode=755 fairlead-bed "$folder"; done
for address; do
    mkdir -p "/etc/docker/certs.d/$address"
    cp "$authority" "/etc/docker/certs.d/$address/ca.crt"
done
mkdir "$docker/trial" && cd "$docker/trial" && mkdir lower upper work merged
driver=vfs
case $(stat -f -c %T .) in
overlayfs | aufs | ecryptfs | nfs | zfs) ;;
*) mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay merged 2>/dev/null && umount merged && driver=overlay2 ;;
esac
cd / && rm -rf "$docker/trial"
echo "$driver" >"$docker/storage-driver"
exec sleep infinity"""

# After a crash dockerd takes the containerd that its file names for alive as long as nobody has buried it, and waits for it.
_START = 'rm -f "$0/exec/containerd/containerd.pid"; exec dockerd "$@"'
# Debian's programs that may work for a bed though no record names them.
PROGRAMS = ("dockerd", "containerd", "containerd-shim-runc-v2", "docker-registry", "podman", "conmon")
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"  # without the bed's own containerd, which is too new for this dockerd
# What Debian's 20.10 has nothing of. An image there has the Id that is its digest; the devices are nothing but names, which
# a container that asks for one finds in its environment.
_NEWEST = {"features": {"containerd-snapshotter": True, "cdi": True}, "ip6tables": False}
_DEVICES = {"cdiVersion": "0.6.0", "kind": "nvidia.com/gpu", "devices": [
    {"name": name, "containerEdits": {"env": [f"BED_DEVICE={name}"]}} for name in ("0", "1", "all")]}


def programs():
    return {os.path.realpath(found) for found in (shutil.which(name, path=_PATH) for name in PROGRAMS) if found}


def _mounts(bed):
    return Part(bed, "docker/mounts", ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", _PRIVATE_MOUNTS, "mounts",
                                       bed.docker, bed.docker_pki / "ca.crt", BASIC_REGISTRY, TOKEN_REGISTRY])


def _bridge(name):
    return f"docker-{name}"


def _create_bridge(bed, name, address):
    """In the bed's network, without a way out. With --bridge=none BuildKit refuses every RUN."""
    for arguments in (["link", "add", _bridge(name), "type", "bridge"], ["addr", "add", address, "dev", _bridge(name)], ["link", "set", _bridge(name), "up"]):
        subprocess.run(["ip", "-n", bed.name, *arguments], check=True)


def _daemon(bed, name, mounts_part, driver, more, environment=None):
    folder = bed.docker / name
    # An empty `container` would have dockerd load a profile into the machine's AppArmor, which stays there.
    return Part(bed, f"docker/{name}", [
        "/usr/bin/nsenter", f"--mount=/proc/{mounts_part.pid}/ns/mnt", "--", "/bin/sh", "-c", _START, folder, f"--config-file={folder}/daemon.json",
        f"--data-root={folder}/data", f"--exec-root={folder}/exec", "--pidfile=", f"--host=unix://{bed.docker_socket(name)}",
        f"--group={invoker()[1]}", "--iptables=false", "--ip-forward=false", f"--bridge={_bridge(name)}", "--userland-proxy=false",
        f"--storage-driver={driver}", "--exec-opt=native.cgroupdriver=cgroupfs", f"--cgroup-parent=/{bed.cgroup}/docker-{name}",
        "--log-level=warn", *more], {"PATH": _PATH, "container": "fairlead-bed", **(environment or {})})


def create_certificates(bed):
    """Our authority and what it signs, another authority, and folders for clients as docker wants them."""
    ours, other = bed.docker_pki, bed.docker / "other-pki"
    certificates.create_authority(ours, "bed-docker-ca")
    certificates.create_authority(other, "somebody-else")
    certificates.create_certificate(ours, "server", "/CN=bed", "serverAuth", f"IP:127.0.0.1,DNS:localhost,IP:{NODE_ADDRESS}")
    certificates.create_certificate(ours, "client", "/CN=bed-user", "clientAuth")
    certificates.create_certificate(other, "client", "/CN=bed-user", "clientAuth")
    for name, trusted, own in (("good", ours, ours), ("refused", ours, other), ("distrusting", other, ours)):
        folder = bed.docker_certificates(name)
        folder.mkdir(mode=0o700, parents=True)
        for source, target in ((trusted / "ca.crt", "ca.pem"), (own / "client.crt", "cert.pem"), (own / "client.key", "key.pem")):
            shutil.copy(source, folder / target)
            os.chown(folder / target, *invoker()[:2])
        os.chown(folder, *invoker()[:2])


def _start_newest(bed, mounts_part, driver):
    folder = bed.docker / "newest"
    (folder / "cdi").mkdir(parents=True)
    (folder / "cdi" / "bed.json").write_text(json.dumps(_DEVICES))
    (folder / "daemon.json").write_text(json.dumps({**_NEWEST, "cdi-spec-dirs": [str(folder / "cdi")]}))
    _create_bridge(bed, "newest", "10.92.0.1/24")
    snapshotter = {"overlay2": "overlayfs", "vfs": "native"}[driver]
    # With containerd's image store certs.d is for registries alone, not for who makes their tokens.
    part = _daemon(bed, "newest", mounts_part, snapshotter, [], {"PATH": f"{bed.bin}:{_PATH}", "SSL_CERT_FILE": str(bed.docker_pki / "ca.crt")})
    part.start()
    return part


def start(bed):
    """Returns the daemons' parts, of which none may be ready yet."""
    sockets = bed.docker_socket("local").parent
    sockets.mkdir(mode=0o700)  # who may use such a socket is root: the person who asked for the bed, not a group
    os.chown(sockets, *invoker()[:2])
    mounts_part = _mounts(bed)
    mounts_part.start()
    driver = bed.docker / "storage-driver"
    wait_ready(mounts_part, lambda: driver.exists() and driver.read_text().endswith("\n"), 10, "the mount namespace of the docker daemons")
    pki = bed.docker_pki
    tls = [f"--host=tcp://{DOCKER_TLS_ADDRESS}", "--tlsverify", f"--tlscacert={pki}/ca.crt", f"--tlscert={pki}/server.crt", f"--tlskey={pki}/server.key"]
    parts = []
    for name, address, more, settings in (("local", "10.89.0.1/24", [], {"runtimes": {"nvidia": {"path": "runc"}}}),
                                          ("remote", "10.90.0.1/24", tls, {})):
        _create_bridge(bed, name, address)
        (bed.docker / name).mkdir()
        (bed.docker / name / "daemon.json").write_text(json.dumps(settings))
        parts.append(_daemon(bed, name, mounts_part, driver.read_text().strip(), more))
        parts[-1].start()
        # Both read one key, as two of one machine do: begun at once, each would make its own, and another after a restart.
        wait_ready(parts[-1], pathlib.Path(f"/proc/{mounts_part.pid}/root/etc/docker/key.json").exists, 60, "the key of the docker daemons")
    return [*parts, _start_newest(bed, mounts_part, driver.read_text().strip())]


def wait_for(bed, parts):
    for part in parts:
        wait_ready(part, lambda: is_ready(bed, part), 60, f"{part.name}'s readiness")
    say("docker: all daemons and podman ready")


class _SocketConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("docker", timeout=5)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def is_ready(bed, part):
    name = part.name.partition("/")[2]
    if name.endswith("mounts"):
        return True
    connection = _SocketConnection(bed.docker_socket(name))
    try:
        connection.request("GET", "/_ping")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def describe(bed):
    return {"daemons": {"local": {"host": f"unix://{bed.docker_socket('local')}"},
                        "remote": {"host": f"unix://{bed.docker_socket('remote')}", "tlsHost": f"tcp://{DOCKER_TLS_ADDRESS}"},
                        "newest": {"host": f"unix://{bed.docker_socket('newest')}"},
                        "podman": {"host": f"unix://{bed.docker_socket('podman')}"}},
            "certificates": {name: str(bed.docker_certificates(name)) for name in ("good", "refused", "distrusting")}}


def environment(bed):
    """For what runs in the bed."""
    return {"FAIRLEAD_BED_DOCKER": f"unix://{bed.docker_socket('local')}", "FAIRLEAD_BED_DOCKER_TLS": f"tcp://{DOCKER_TLS_ADDRESS}",
            "FAIRLEAD_BED_DOCKER_CERTS": str(bed.docker_certificates("good")), "FAIRLEAD_BED_REGISTRIES": str(bed.registries),
            "FAIRLEAD_BED_DOCKER_NEWEST": f"unix://{bed.docker_socket('newest')}",
            "FAIRLEAD_BED_PODMAN": f"unix://{bed.docker_socket('podman')}", "FAIRLEAD_BED_BUILDX": str(bed.bin / "docker-buildx"),
            "FAIRLEAD_BED_CONSOLE": str(bed.console)}
