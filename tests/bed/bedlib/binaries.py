# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Where the programs of a bed come from: FAIRLEAD_BED_BINARIES when it holds the pinned versions, else the cache, else
a build from pinned modules. Our own small tools are always built, once per version of their sources."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import gotoolchain
from .layout import SOURCES, invoker, make_invokers_folder
from .reports import BedError, say

KUBERNETES_PROGRAMS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl", "kwok")
PREBUILT = ("kubernetes", "etcd", "containerd", "containerd-shim-runc-v2", "ctr")
TOOLS = ("deviceplugin", "scenario", "pause", "dcgmexporter", "registryauth")
BUILDX, DOCKERD = SOURCES / "buildx", SOURCES / "dockerd"
KEPT_TOOLS = 3  # other checkouts and running beds may use older ones
CONTAINERD_TAGS = "no_btrfs,no_devmapper,no_zfs"
DEBIAN = {"runc": "runc", "ip": "iproute2", "openssl": "openssl", "zstd": "zstd", "busybox": "busybox-static", "iptables": "iptables",
          "dockerd": "docker.io", "docker": "docker.io", "docker-registry": "docker-registry", "podman": "podman"}


def _pin(module_file, module):
    return re.search(rf"^\s*(?:require )?{re.escape(module)} v(\S+)", module_file.read_text(), re.M)[1]


def pins():
    main, containerd = SOURCES / "go.mod", SOURCES / "containerd" / "go.mod"
    return {"kubernetes": _pin(main, "k8s.io/kubernetes"), "kwok": _pin(main, "sigs.k8s.io/kwok"),
            "etcd": _pin(main, "go.etcd.io/etcd/server/v3"), "containerd": _pin(containerd, "github.com/containerd/containerd/v2")}


def version_key():
    return "-".join(f"{name}-{version}" for name, version in pins().items()) + f"-linux-{os.uname().machine}"


def check_debian_programs():
    missing = [package for program, package in DEBIAN.items() if not shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin")]
    if not Path("/usr/lib/cni/bridge").exists():
        missing.append("containernetworking-plugins")
    if missing:
        raise BedError(f"not installed: {', '.join(sorted(set(missing)))}", "`./dev bed up` installs what is missing and starts no service of it")


def _stated_version(program, name):
    """Runs a program under a name of its own choice with --version. Returns what it says, or the reason why it cannot."""
    try:
        return subprocess.run([name, "--version"], executable=program, capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)


def wrong_version(folder):
    """Why the programs in `folder` are not the pinned ones, or None."""
    for program in PREBUILT:
        if not os.access(folder / program, os.X_OK):
            return f"{program} is missing"
    pinned = pins()
    for program, name, words in (("kubernetes", "kube-apiserver", rf"Kubernetes v{re.escape(pinned['kubernetes'])}\s"),
                                 ("etcd", "etcd", rf"etcd Version: {re.escape(pinned['etcd'])}\s"),
                                 ("containerd", "containerd", rf"\sv?{re.escape(pinned['containerd'])}[+\s]")):
        said = _stated_version(folder / program, name)
        if not re.search(words, said):
            return f"{program} says {said.strip()[:120]!r}, the bed pins {pinned[program]}"
    return None


def _unpack(archive, target):
    say(f"unpacking {archive.name}")
    make_invokers_folder(target.parent)
    folder = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=target.parent))
    try:
        if subprocess.run(["tar", "--use-compress-program=zstd", "--no-same-owner", "-xf", archive, "-C", folder]).returncode:
            raise BedError(f"cannot unpack {archive}", "FAIRLEAD_BED_BINARIES must name a folder or a .tar.zst archive")
        wrong = wrong_version(folder)
        if wrong:
            say(f"not using {archive}: {wrong}")
            return False
        _move_into_place(folder, target)
        return True
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move_into_place(folder, target):
    folder.chmod(0o755)
    subprocess.run(["chown", "-R", "{}:{}".format(*invoker()[:2]), folder], check=True)
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise  # otherwise another bed was faster with the same programs


def programs(bed):
    """The folder with the pinned programs."""
    cached = bed.cache / version_key()
    offered = os.environ.get("FAIRLEAD_BED_BINARIES")
    if offered:
        offered = Path(offered).absolute()
        if offered.is_dir():
            wrong = wrong_version(offered)
            if not wrong:
                return offered
            say(f"not using {offered}: {wrong}")
        elif not offered.is_file():
            say(f"not using {offered}: it does not exist")
        elif not cached.is_dir():
            _unpack(offered, cached)
    if not cached.is_dir():
        _build_programs(cached)
    return cached


def _build_programs(target):
    say("building Kubernetes, etcd and containerd from their modules; on two cores this takes about an hour, once")
    make_invokers_folder(target.parent)
    pinned = pins()
    kubernetes = pinned["kubernetes"]
    major, minor = kubernetes.split(".")[:2]
    stamp = " ".join([f"-s -w -X k8s.io/component-base/version.gitVersion=v{kubernetes}", f"-X k8s.io/component-base/version.gitMajor={major}",
                      f"-X k8s.io/component-base/version.gitMinor={minor}", f"-X k8s.io/client-go/pkg/version.gitVersion=v{kubernetes}"])
    containerd_stamp = f"-s -w -X github.com/containerd/containerd/v2/version.Version={pinned['containerd']}"
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    os.chown(folder, *invoker()[:2])
    try:
        for step, (name, arguments, module) in enumerate((
                ("etcd", ["-ldflags", "-s -w", "./etcd"], SOURCES),
                *((name, ["-tags", CONTAINERD_TAGS, "-ldflags", containerd_stamp, f"github.com/containerd/containerd/v2/cmd/{name}"],
                   SOURCES / "containerd") for name in ("containerd", "containerd-shim-runc-v2", "ctr")),
                ("kubernetes", ["-ldflags", stamp, "./kubernetes"], SOURCES)), 1):
            say(f"building {name} ({step} of {len(PREBUILT)})")
            gotoolchain.build(folder / name, arguments, module)
        wrong = wrong_version(folder)
        if wrong:
            raise BedError(f"the programs just built are not the pinned ones: {wrong}")
        _move_into_place(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _built_once(bed, prefix, sources, what, build):
    """The folder of the cache that `build` filled from `sources` as they are now."""
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(f"{path.relative_to(SOURCES)}\0".encode() + path.read_bytes())
    target = bed.cache / f"{prefix}-{digest.hexdigest()[:16]}"
    if target.is_dir():
        return target
    say(f"building {what}")
    make_invokers_folder(target.parent)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    os.chown(folder, *invoker()[:2])
    try:
        build(folder)
        _move_into_place(folder, target)
        for outdated in sorted(bed.cache.glob(f"{prefix}-*"), key=lambda path: path.stat().st_mtime)[:-KEPT_TOOLS]:
            shutil.rmtree(outdated)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def tools(bed):
    """The folder with our own small tools, built anew whenever a source of theirs changes."""
    sources = [SOURCES / "go.mod", SOURCES / "go.sum", *(source for tool in TOOLS for source in (SOURCES / tool).glob("*.go")
                                                         if not source.name.endswith("_test.go"))]
    return _built_once(bed, "tools", sources, ", ".join(TOOLS),
                       lambda folder: gotoolchain.build(folder, ["-ldflags", "-s -w", *(f"./{tool}" for tool in TOOLS)]))


def buildx(bed):
    """The program of `docker buildx`. Debian has none for its engine; no configuration of docker in the bed finds it."""
    version = f"v{_pin(BUILDX / 'go.mod', 'github.com/docker/buildx')}"
    stamp = f"-s -w -X github.com/docker/buildx/version.Version={version}"
    return _built_once(bed, f"buildx-{version}", BUILDX.iterdir(), f"docker buildx {version}; on two cores this takes two minutes, once",
                       lambda folder: gotoolchain.build(folder / "docker-buildx", ["-ldflags", stamp, "."], BUILDX)) / "docker-buildx"


def dockerd(bed):
    """The newest engine, which works with the bed's own containerd. It is no module yet: Go would take its language for that
    of 1.16, in which a loop has one variable for all rounds, and all images in a list would be the last."""
    version = _pin(DOCKERD / "go.mod", "github.com/docker/docker").removesuffix("+incompatible")
    stamp = f"-s -w -X github.com/docker/docker/dockerversion.Version={version}"
    arguments = ["-trimpath", "-gcflags=github.com/docker/docker/...=-lang=go1.24", "-ldflags", stamp, "github.com/docker/docker/cmd/dockerd"]
    return _built_once(bed, f"dockerd-{version}", DOCKERD.iterdir(), f"dockerd {version}; on two cores this takes four minutes, once",
                       lambda folder: gotoolchain.build(folder / "dockerd", arguments, DOCKERD)) / "dockerd"


def link_all(bed, program_folder, tool_folder, buildx_program, dockerd_program):
    """Fills the bed's bin folder, which is first in PATH of everything that runs in it."""
    bed.bin.mkdir(parents=True, exist_ok=True)
    targets = {name: program_folder / name for name in PREBUILT[1:]}
    targets.update({name: program_folder / "kubernetes" for name in KUBERNETES_PROGRAMS})
    targets.update({f"bed-{name}": tool_folder / name for name in TOOLS})
    targets.update({"docker": Path("/usr/bin/docker"), "docker-credential-bed": SOURCES / "docker-credential-bed",
                    "docker-buildx": buildx_program, "dockerd": dockerd_program})
    for name, target in targets.items():
        link = bed.bin / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
