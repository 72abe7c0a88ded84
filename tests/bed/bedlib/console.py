# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""What the console finds in the bed when it is looked at: a fairlead.yaml with the bed's daemons and registries, and base images."""

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


def _settings(bed):
    sockets = environment(bed)
    daemons = {"local": sockets["FAIRLEAD_BED_DOCKER"], "newest": sockets["FAIRLEAD_BED_DOCKER_NEWEST"], "podman": sockets["FAIRLEAD_BED_PODMAN"]}
    lines = ["apiVersion: fairlead/v1", "daemons:"]
    lines += [f"- {{id: d-{name}, name: {name}, host: \"{host}\"}}" for name, host in daemons.items()]
    lines += [f"- {{id: d-gpu, name: gpu-box, host: \"tcp://{DOCKER_TLS_ADDRESS}\", tlsVerify: true, certPath: \"{bed.docker_certificates('good')}\"}}"]
    lines += ["registries:"]
    lines += [f"- {{id: r-{name}, name: {name}, host: \"{address}\", repositoryPrefix: team, certificateAuthority: \"{bed.docker_pki}/ca.crt\"}}"
              for name, address in ADDRESSES.items()]
    return "\n".join(lines) + "\n" + RECIPES


def write(bed):
    """A folder for XDG_CONFIG_HOME that belongs to who asked for the bed: the console may write into it."""
    folder = bed.console / "fairlead"
    folder.mkdir(mode=0o700, parents=True)
    file = folder / "fairlead.yaml"
    file.write_text(_settings(bed))
    for path in (bed.console, folder, file):
        os.chown(path, *invoker()[:2])
