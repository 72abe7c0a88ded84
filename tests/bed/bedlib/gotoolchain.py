# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Finds a Go that is new enough for our modules; failing that, fetches one as a module through whatever Go there is."""

import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

from .layout import SOURCES, invoker
from .reports import BedError, say

FETCHED = "1.26.8"


def as_invoker():
    """Arguments for subprocess that make the person behind sudo, not root, the owner of Go's caches."""
    uid, gid, home = invoker()
    if uid == os.getuid():
        return {}
    return {"user": uid, "group": gid, "extra_groups": [], "env": {**os.environ, "HOME": str(home)}}


def _numbers(version):
    return tuple(int(part) for part in version.split("."))


def _version(go):
    answer = subprocess.run([go, "version"], capture_output=True, text=True, cwd="/").stdout
    match = re.search(r"go version go(\d+(?:\.\d+)*)", answer)
    return _numbers(match[1]) if match else (0,)


def _wanted():
    versions = [re.search(r"^go (\S+)", module.read_text(), re.M)[1] for module in SOURCES.glob("**/go.mod")]
    return max(map(_numbers, versions))


def find():
    wanted = _wanted()
    candidates = [found for found in (shutil.which("go"), "/usr/local/go/bin/go", "/usr/lib/go/bin/go") if found and Path(found).exists()]
    for candidate in candidates:
        if _version(candidate) >= wanted:
            return candidate
    if not candidates:
        say("no Go here: installing Debian's golang-go to fetch a newer one with")
        if subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "golang-go", "ca-certificates"], stdout=2).returncode:
            raise BedError("Go is missing and could not be installed", "install golang-go (any version), or name prebuilt programs in FAIRLEAD_BED_BINARIES")
        candidates = ["/usr/bin/go"]
    return fetch(candidates[0])


def fetch(old_go):
    """Go's releases are modules too; `go mod download` checks them against the checksum database."""
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    module = f"golang.org/toolchain@v0.0.1-go{FETCHED}.linux-{machine}"
    say(f"fetching {module}")
    options = as_invoker()
    options["env"] = {**options.get("env", os.environ), "GOTOOLCHAIN": "local", "GOFLAGS": ""}
    done = subprocess.run([old_go, "mod", "download", "-json", module], capture_output=True, text=True, cwd="/", **options)
    folder = json.loads(done.stdout).get("Dir") if done.stdout.startswith("{") else None
    if done.returncode or not folder:
        raise BedError(f"cannot fetch {module}: {done.stderr.strip() or done.stdout.strip()}", f"install Go {FETCHED} or newer by hand")
    for program in [*Path(folder, "bin").iterdir(), *Path(folder, "pkg/tool").glob("*/*")]:
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)  # module archives carry no such bits
    return f"{folder}/bin/go"


def build(output, arguments, module=SOURCES, environment=None):
    """Runs one `go build`, its progress on standard error."""
    options = as_invoker()
    options["env"] = {**options.get("env", os.environ), "CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOFLAGS": "-buildvcs=false",
                      "GOWORK": "off", **(environment or {})}
    done = subprocess.run([find(), "build", "-p", "2", "-o", output, *arguments], cwd=module, stdout=2, **options)
    if done.returncode:
        raise BedError(f"go build {' '.join(arguments)} failed", "the compiler's words are above; without a network, name prebuilt programs in FAIRLEAD_BED_BINARIES")
