# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Container images made of files at hand, as the archive that `ctr images import` reads: no daemon, no registry."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
from pathlib import Path

BUSYBOX, PAUSE, DCGM_EXPORTER = "docker.io/bed/busybox:1", "docker.io/bed/pause:1", "docker.io/bed/dcgm-exporter:1"


def _file(archive, name, content, mode=0o644):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    archive.addfile(entry, io.BytesIO(content))


def _link(archive, name, target):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, target, 0o777
    archive.addfile(entry)


def _folder(archive, name, mode=0o755):
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode = tarfile.DIRTYPE, mode
    archive.addfile(entry)


def _layer(files, links, folders):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, mode in folders.items():
            _folder(archive, name, mode)
        for name, (content, mode) in files.items():
            _file(archive, name, content, mode)
        for name, target in links.items():
            _link(archive, name, target)
    return buffer.getvalue()


def _image(archive, reference, layer, entrypoint, command):
    layer_digest = hashlib.sha256(layer).hexdigest()
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    configuration = json.dumps({
        "architecture": machine, "os": "linux", "created": "2026-01-01T00:00:00Z",
        "config": {"Entrypoint": entrypoint, "Cmd": command, "Env": ["PATH=/bin"], "WorkingDir": "/"},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer_digest}"]},
        "history": [{"created": "2026-01-01T00:00:00Z", "created_by": "fairlead test bed"}]}).encode()
    configuration_name = f"{hashlib.sha256(configuration).hexdigest()}.json"
    _file(archive, configuration_name, configuration)
    _file(archive, f"{layer_digest}.tar", layer)
    return {"Config": configuration_name, "RepoTags": [reference], "Layers": [f"{layer_digest}.tar"]}


def write_archive(path, tool_folder):
    """Writes all images of the bed into one archive."""
    folders = {"bin": 0o755, "etc": 0o755, "tmp": 0o1777}
    users = {"etc/passwd": (b"root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n", 0o644), "etc/group": (b"root:x:0:\nnogroup:x:65534:\n", 0o644)}
    busybox = Path("/bin/busybox").read_bytes()
    applets = subprocess.run(["/bin/busybox", "--list"], capture_output=True, text=True, check=True).stdout.split()
    links = {f"bin/{applet}": "busybox" for applet in applets if applet != "busybox"}

    def tool(name):
        return {**users, f"bin/{name}": ((tool_folder / name).read_bytes(), 0o755)}

    with tarfile.open(path, "w") as archive:
        manifest = [
            _image(archive, BUSYBOX, _layer({**users, "bin/busybox": (busybox, 0o755)}, links, folders), None, ["/bin/sh"]),
            _image(archive, PAUSE, _layer(tool("pause"), {}, folders), ["/bin/pause"], None),
            _image(archive, DCGM_EXPORTER, _layer(tool("dcgmexporter"), {}, folders), ["/bin/dcgmexporter"], None),
        ]
        _file(archive, "manifest.json", json.dumps(manifest).encode())
