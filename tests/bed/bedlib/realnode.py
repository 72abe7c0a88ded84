# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The one node of bed-a that is real: containerd, a kubelet, and a device plugin with eight GPUs that are not."""

import json
import shutil
import subprocess

from . import cgroups, images
from .layout import BASIC_REGISTRY, NODE_ADDRESS, REAL_NODE, TOKEN_REGISTRY
from .processes import Part, wait_ready
from .reports import BedError, say

LABELS = {"nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3", "nvidia.com/gpu.memory": "81559", "nvidia.com/gpu.count": "8",
          "nvidia.com/gpu.replicas": "1", "nvidia.com/mig.strategy": "none", "node.kubernetes.io/instance-type": "bed"}


# The kubelet and CNI insist on folders of the machine's own: /var/lib/kubelet/device-plugins, /var/lib/cni, /var/log/containers.
# In a mount namespace of the node they are the bed's, two beds do not meet there, and all mounts end with the processes.
_PRIVATE_MOUNTS = """set -e
private="$1/node/private"
mkdir -p "$private"
mount -t tmpfs -o mode=755 fairlead-bed "$private"
mkdir -p "$private/kubelet/device-plugins" "$private/cni" "$private/$2"
mount --bind "$1" "$private/$2"
mount --rbind "$private" /var/lib
mount -t tmpfs -o mode=755 fairlead-bed /var/log
touch "$1/node/mounts-ready"
exec sleep infinity"""
_DEVICE_PLUGINS = "/var/lib/kubelet/device-plugins"


def _snapshotter(bed):
    kind = subprocess.run(["stat", "-f", "-c", "%T", bed.state], capture_output=True, text=True, check=True).stdout.strip()
    return "native" if kind == "overlayfs" else "overlayfs"  # no overlay upon an overlay, as in a container


def _containerd_configuration(bed, plugin_folder):
    folder = bed.node / "containerd"
    return f"""version = 3
root = "{folder}/root"
state = "{folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri-nri", "io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt", "io.containerd.internal.v1.tracing"]

[grpc]
  address = "{folder}/containerd.sock"

[plugins."io.containerd.shim.v1.manager"]
  socket_dir = "{bed.shim_sockets}"

[plugins."io.containerd.cri.v1.images"]
  snapshotter = "{_snapshotter(bed)}"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "{images.PAUSE}"
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "{bed.node}/registries"

[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
      Root = "{bed.node}/runc"
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["{plugin_folder}"]
    conf_dir = "{bed.node}/cni"
"""


def _trust_registries(bed):
    for address in (BASIC_REGISTRY, TOKEN_REGISTRY):
        folder = bed.node / "registries" / address
        folder.mkdir(parents=True)
        (folder / "hosts.toml").write_text(f'[host."https://{address}"]\n  ca = "{bed.docker_pki}/ca.crt"\n')


def _cni_configuration(bed):
    return {"cniVersion": "1.0.0", "name": bed.cni_network, "plugins": [{
        "type": "bridge", "bridge": "cni0", "isGateway": True, "ipMasq": False,
        "ipam": {"type": "host-local", "dataDir": str(bed.node / "cni-addresses"), "ranges": [[{"subnet": "10.88.0.0/16"}]],
                 "routes": [{"dst": "0.0.0.0/0"}]}}]}


def _kubelet_configuration(bed):
    pki = bed.clusters["bed-a"].pki
    return {
        "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration",
        "address": NODE_ADDRESS, "healthzPort": 0, "readOnlyPort": 0,
        "containerRuntimeEndpoint": f"unix://{bed.node}/containerd/containerd.sock",
        "tlsCertFile": f"{pki}/kubelet.crt", "tlsPrivateKeyFile": f"{pki}/kubelet.key",
        "authentication": {"anonymous": {"enabled": False}, "webhook": {"enabled": True}, "x509": {"clientCAFile": f"{pki}/ca.crt"}},
        "authorization": {"mode": "Webhook"},
        "cgroupDriver": "cgroupfs", "cgroupRoot": f"/{bed.cgroup}", "failCgroupV1": False, "enforceNodeAllocatable": [],
        "failSwapOn": False, "localStorageCapacityIsolation": False, "resolvConf": "", "podLogsDir": str(bed.node / "pod-logs"),
        "volumePluginDir": str(bed.node / "volume-plugins"), "nodeStatusUpdateFrequency": "5s",
        "imageGCHighThresholdPercent": 100, "imageGCLowThresholdPercent": 99,
        "evictionHard": {"memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%"},
    }


def mounts(bed):
    """Holds the node's mount namespace open."""
    return Part(bed, "bed-a/mounts", ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", _PRIVATE_MOUNTS,
                                      "mounts", bed.state, bed.name])


def _among(mounts_part, argv):
    return ["/usr/bin/nsenter", f"--mount=/proc/{mounts_part.pid}/ns/mnt", "--", *argv]


def containerd(bed, mounts_part):
    return Part(bed, "bed-a/containerd", _among(mounts_part, [bed.bin / "containerd", "--config", bed.node / "containerd.toml", "--log-level", "warn"]))


def kubelet(bed, mounts_part):
    labels = ",".join(f"{key}={value}" for key, value in LABELS.items())
    return Part(bed, "bed-a/kubelet", _among(mounts_part, [
        bed.bin / "kubelet", f"--config={bed.node}/kubelet.json", f"--kubeconfig={bed.clusters['bed-a'].kubeconfig('kubelet')}",
        f"--hostname-override={REAL_NODE}", f"--node-ip={NODE_ADDRESS}", f"--root-dir={bed.node}/kubelet",
        f"--cert-dir={bed.node}/kubelet-certificates", f"--node-labels={labels}"]))


def device_plugin(bed, mounts_part):
    return Part(bed, "bed-a/deviceplugin", _among(mounts_part, [
        bed.bin / "bed-deviceplugin", "-dir", _DEVICE_PLUGINS, "-unhealthy-file", bed.node / "unhealthy-devices"]))


def _plugin_folder():
    return "/usr/lib/cni" if shutil.which("/usr/lib/cni/bridge") else "/opt/cni/bin"


def start_runtime(bed, tool_folder):
    """containerd with the bed's images: needs no cluster. Returns the part that holds the node's mounts."""
    for folder in ("containerd", "cni", "kubelet", "pod-logs", "volume-plugins"):
        (bed.node / folder).mkdir(parents=True)
    bed.shim_sockets.mkdir()
    cgroups.create(bed)
    _trust_registries(bed)
    (bed.node / "containerd.toml").write_text(_containerd_configuration(bed, _plugin_folder()))
    (bed.node / "cni" / "10-pods.conflist").write_text(json.dumps(_cni_configuration(bed)))
    (bed.node / "kubelet.json").write_text(json.dumps(_kubelet_configuration(bed)))
    archive = bed.node / "images.tar"
    images.write_archive(archive, tool_folder)
    mounts_part = mounts(bed)
    mounts_part.start()
    wait_ready(mounts_part, (bed.node / "mounts-ready").exists, 10, "the node's mount namespace")
    part = containerd(bed, mounts_part)
    part.start()
    control = [bed.bin / "ctr", "--address", bed.node / "containerd" / "containerd.sock"]
    wait_ready(part, lambda: subprocess.run([*control, "version"], capture_output=True).returncode == 0, 60, "containerd's readiness")
    imported = subprocess.run([*control, "--namespace", "k8s.io", "images", "import", "--local", archive], capture_output=True, text=True)
    if imported.returncode:
        raise BedError(f"containerd refuses the bed's images: {imported.stderr.strip()}", log=part.log)
    archive.unlink()
    say("bed-a: containerd ready")
    return mounts_part


def start_node(bed, mounts_part):
    part = kubelet(bed, mounts_part)
    part.start()
    device_plugin(bed, mounts_part).start()
    return part


def wait_for_node(bed, api, part):
    def is_complete():
        node = api.get(f"/api/v1/nodes/{REAL_NODE}")
        if not node:
            return False
        ready = any(condition["type"] == "Ready" and condition["status"] == "True" for condition in node["status"].get("conditions", []))
        return ready and not node["spec"].get("taints") and node["status"]["allocatable"].get("nvidia.com/gpu") == "8"
    wait_ready(part, is_complete, 90, f"node {REAL_NODE} ready with 8 GPUs")
    say(f"bed-a: node {REAL_NODE} ready")
