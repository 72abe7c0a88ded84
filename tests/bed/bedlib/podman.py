# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Podman's service: an engine that is not Docker's behind the same API, on a unix socket beside those of the daemons."""

from . import cgroups
from .layout import invoker
from .processes import Part, find_part, wait_ready

# Podman puts its containers under /libpod_parent, whatever it is told: in namespaces of its own that is a group of the
# bed's. What it keeps in /var/lib in spite of its flags (containers/cache, cni) ends with the last process, too.
_PRIVATE_GROUPS = """set -e
for group; do echo $$ >"$group/cgroup.procs"; done
exec unshare --cgroup --mount --propagation private /bin/sh -c "$SCRIPT" mounts "$@"
"""
_PRIVATE_MOUNTS = """set -e
for group; do mount --bind "$group" "${group%/*/*}"; done
mkdir -p /run/kept
mount --rbind "$STATE" /run/kept
mount -t tmpfs -o mode=755 fairlead-bed /var/lib
mkdir "$STATE"
mount --rbind /run/kept "$STATE"
umount --lazy /run/kept
[ ! -e /sys/fs/cgroup/cgroup.controllers ] || { mkdir /sys/fs/cgroup/service; echo $$ >/sys/fs/cgroup/service/cgroup.procs; }
echo >"$STATE/docker/podman/ready"
exec sleep infinity
"""
# The socket belongs to who asked for the bed, which podman itself would not have: it is handed over as systemd does.
_START = """
import glob, os, socket, sys
path, uid, gid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for group in glob.glob("/sys/fs/cgroup/service") or glob.glob("/sys/fs/cgroup/*/"):
    with open(group + "/cgroup.procs", "w") as processes:
        processes.write("0")
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
os.chown(path, uid, gid)
listener.listen(64)
os.dup2(listener.fileno(), 3)
os.set_inheritable(3, True)  # also where it was 3 already
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execvp("podman", ["podman", *sys.argv[4:]])
"""

# Limits that nobody has to be allowed to raise; podman 4.3 takes a soft one for the hard one, so they are the same. Locks
# in /dev/shm would be those of every podman of the machine. 10.88, podman's own choice, is the pods'.
_CONFIGURATION = """[containers]
netns = "none"
log_driver = "k8s-file"
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
apparmor_profile = ""
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
[network]
network_backend = "cni"
cni_plugin_dirs = ["/usr/lib/cni"]
network_config_dir = "{folder}/networks"
default_subnet = "10.91.0.0/24"
"""
_STORAGE = """[storage]
driver = "{driver}"
graphroot = "{folder}/root"
runroot = "{folder}/runroot"
"""


def _mounts(bed, docker_mounts):
    groups = cgroups.create_child(bed, "podman")
    return Part(bed, "docker/podman-mounts", ["/usr/bin/nsenter", f"--mount=/proc/{docker_mounts.pid}/ns/mnt", "--", "/bin/sh", "-c", _PRIVATE_GROUPS,
                                              "groups", *groups], {"SCRIPT": _PRIVATE_MOUNTS, "STATE": str(bed.state)})


def _service(bed, mounts_part, folder):
    namespaces = [f"--{kind}=/proc/{mounts_part.pid}/ns/{entry}" for kind, entry in (("mount", "mnt"), ("cgroup", "cgroup"))]
    return Part(bed, "docker/podman", [
        "/usr/bin/nsenter", *namespaces, "--", "/usr/bin/python3", "-I", "-c", _START, bed.docker_socket("podman"), *invoker()[:2],
        f"--tmpdir={folder}/libpod", "--log-level=warn", "system", "service", "--time=0"],
        {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "CONTAINERS_CONF": f"{folder}/containers.conf", "CONTAINERS_STORAGE_CONF": f"{folder}/storage.conf",
         "TMPDIR": f"{folder}/tmp"})


def start(bed):
    """Returns the service's part, which may not be ready yet. Needs the mounts of the docker daemons: /run, whom they trust."""
    folder = bed.docker / "podman"
    (folder / "tmp").mkdir(parents=True)
    driver = (bed.docker / "storage-driver").read_text().strip().removesuffix("2")
    for name, text in (("containers.conf", _CONFIGURATION), ("storage.conf", _STORAGE)):
        (folder / name).write_text(text.format(folder=folder, driver=driver))
    mounts_part = _mounts(bed, find_part(bed, "docker/mounts"))
    mounts_part.start()
    wait_ready(mounts_part, (folder / "ready").exists, 10, "the mount namespace of podman")
    part = _service(bed, mounts_part, folder)
    part.start()
    return part
