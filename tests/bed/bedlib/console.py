# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""What the console finds in the bed when it is looked at: a fairlead.yaml with the bed's daemons and registries, base
images and runtime configs."""

import os

from .daemons import environment
from .layout import DOCKER_TLS_ADDRESS, invoker
from .registries import ADDRESSES

RECIPES = """\
baseImages:
- id: i-exec
  name: exec
  from: debian:12
  python: ["3.11", "3.12"]
  systemPackages: [git, curl, libgomp1]
  tag: base/exec:${version}
  version: "14.2"
  registries: [{id: r-basic, name: basic}, {id: r-token, name: token}]
- id: i-cuda
  name: exec-cuda
  from: ${recipe:exec}
  cuda: "12.4"
  tag: base/exec:${version}-cuda12.4
  version: "14.2"
  registries: [{id: r-token, name: token}]
- id: i-tiny
  name: tiny
  from: scratch
  files: [{source: /bin/busybox}]
  tag: base/tiny:1
  registries: [{id: r-basic, name: basic}]
"""

CONFIGS = """\
runtimeConfigs:
- id: c-train
  name: train-h100
  description: Two cards of one node, in whichever cluster has them.
  image: {baseImage: {id: i-cuda, name: exec-cuda}}
  kubernetes:
    contexts: [bed-a, bed-b]
    namespace: "dss-ns-${dssUserLogin}"
    createNamespace: true
    gpu: {product: H100, count: 2}
    requests: {cpu: "4", memory: 32Gi}
    limits: {memory: 64Gi}
    sharedMemory: {enabled: true, size: 16Gi}
- id: c-notebook
  name: notebooks
  workload: userCode
  usableBy: groups
  groups: [analysts]
  image: {baseImage: {id: i-exec, name: exec}}
  kubernetes:
    contexts: [bed-a]
    namespace: notebooks
    requests: {cpu: 500m, memory: 2Gi}
    limits: {memory: 4Gi}
- id: c-box
  name: gpu-box
  engine: docker
  workload: userCode
  image: {baseImage: {id: i-exec, name: exec}}
  docker: {daemon: {id: d-gpu, name: gpu-box}, gpus: {count: 1, runtime: nvidia}, shmSize: 8g, resources: {memory: 16g, cpus: "4"}}
- id: c-b200
  name: next-year
  image: {reference: "registry.example.com/team/exec:1"}
  kubernetes: {contexts: [bed-a, bed-b], gpu: {product: B200, count: 8}}
- id: c-wrong
  name: large-memory
  image: {baseImage: {id: i-exec, name: exec}}
  kubernetes: {contexts: [bed-b], requests: {memory: 64Gi}, limits: {memory: 32Gi}}
- id: c-off
  name: old-cluster
  enabled: false
  image: {reference: "registry.example.com/team/exec:0.9"}
  kubernetes: {contexts: [bed-gone], namespace: old}
- id: c-spare
  name: mi300x
  image: {reference: "rocm/pytorch:latest"}
  kubernetes: {contexts: [bed-b], gpu: {resource: amd.com/gpu, count: 1}, limits: {memory: 64Gi}}
users:
- {id: u-anna, login: anna, groups: [analysts]}
- {id: u-ben, login: ben, groups: [speech]}
projects:
- {id: p-churn, key: CHURN, runtimeConfig: {id: c-notebook, name: notebooks}}
- {id: p-speech, key: SPEECH, runtimeConfig: {id: c-train, name: train-h100}}
- {id: p-vision, key: VISION, runtimeConfig: {id: c-b200, name: next-year}}
defaults:
  userCode: {runtimeConfig: {id: c-box, name: gpu-box}}
  visual: {runtimeConfig: {id: c-notebook, name: notebooks}}
"""


def _settings(bed):
    sockets = environment(bed)
    daemons = {"local": sockets["FAIRLEAD_BED_DOCKER"], "newest": sockets["FAIRLEAD_BED_DOCKER_NEWEST"], "podman": sockets["FAIRLEAD_BED_PODMAN"]}
    lines = ["apiVersion: fairlead/v1", "daemons:"]
    lines += [f"- {{id: d-{name}, name: {name}, host: \"{host}\"}}" for name, host in daemons.items()]
    lines += [f"- {{id: d-gpu, name: gpu-box, host: \"tcp://{DOCKER_TLS_ADDRESS}\", tlsVerify: true, certPath: \"{bed.docker_certificates('good')}\"}}"]
    lines += ["registries:"]
    lines += [f"- {{id: r-{name}, name: {name}, host: \"{address}\", repositoryPrefix: team, certificateAuthority: \"{bed.docker_pki}/ca.crt\"}}"
              for name, address in ADDRESSES.items()]
    return "\n".join(lines) + "\n" + RECIPES + CONFIGS


def write(bed):
    """A folder for XDG_CONFIG_HOME that belongs to who asked for the bed: the console may write into it."""
    folder = bed.console / "fairlead"
    folder.mkdir(mode=0o700, parents=True)
    file = folder / "fairlead.yaml"
    file.write_text(_settings(bed))
    for path in (bed.console, folder, file):
        os.chown(path, *invoker()[:2])
