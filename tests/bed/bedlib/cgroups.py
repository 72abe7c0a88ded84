# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The control group under which the kubelet of one bed keeps its pods, in each hierarchy that the machine has. Two beds
need two: a kubelet ends whatever it does not know under its own."""

import signal
from pathlib import Path

from .processes import signal_process

ROOT = Path("/sys/fs/cgroup")


def _is_unified():
    return (ROOT / "cgroup.controllers").exists()


def _folders(bed):
    if _is_unified():
        return [ROOT / bed.cgroup]
    return [hierarchy / bed.cgroup for hierarchy in ROOT.iterdir() if hierarchy.is_dir() and not hierarchy.is_symlink()]


def _enable_controllers(folder):
    for controller in ("cpuset", "cpu", "io", "memory", "hugetlb", "pids"):
        try:
            (folder / "cgroup.subtree_control").write_text(f"+{controller}")
        except OSError:
            pass  # the kubelet names the controllers that it misses


def _inherit_cpuset(folder):
    if (folder / "cpuset.cpus").exists():
        for name in ("cpuset.cpus", "cpuset.mems"):  # empty at birth, and then no process may enter
            (folder / name).write_text((folder.parent / name).read_text())


def create(bed):
    if _is_unified():
        _enable_controllers(ROOT)
    for folder in _folders(bed):
        folder.mkdir(exist_ok=True)
        if not _is_unified():
            _inherit_cpuset(folder)


def create_child(bed, name):
    """A group below the bed's for a part of it. Returns its folder in each hierarchy."""
    create(bed)
    children = [folder / name for folder in _folders(bed)]
    for child in children:
        if _is_unified():
            _enable_controllers(child.parent)
        child.mkdir(exist_ok=True)
        if not _is_unified():
            _inherit_cpuset(child)
    return children


def _process_ids(bed):
    found = set()
    for folder in _folders(bed):
        for listing in folder.rglob("cgroup.procs"):
            try:
                found.update(int(line) for line in listing.read_text().split())
            except OSError:
                pass  # the group went away meanwhile
    return found


def kill(bed):
    """Ends all pods' processes. Returns how many there were."""
    found = _process_ids(bed)
    for pid in found:
        signal_process(pid, signal.SIGKILL)
    return len(found)


def delete(bed):
    for top in _folders(bed):
        if top.exists():
            for folder in sorted((path for path in top.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts)):
                _remove(folder)
            _remove(top)


def _remove(folder):
    try:
        folder.rmdir()
    except OSError:
        pass  # `leftovers` reports what stays


def remaining(bed):
    return [folder for folder in _folders(bed) if folder.exists()]
