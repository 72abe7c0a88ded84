# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Removes a bed, whole or half, known or left behind by a killed run: by its name alone, and until nothing is left."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from . import cgroups, daemons, namespaces
from .processes import recorded_parts, signal_process, wait_until
from .reports import BedError


def _mine(bed):
    """Processes that work for this bed though no record names them, above all the shims of containerd and docker: their
    arguments name the bed's folder, and their program is one that the bed uses."""
    here, found = f"{bed.state}/".encode(), []
    own_programs = daemons.programs() | ({os.path.realpath(link) for link in bed.bin.iterdir()} if bed.bin.is_dir() else set())
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                program = os.readlink(entry / "exe").removesuffix(" (deleted)")
                if here in (entry / "cmdline").read_bytes() and (program in own_programs or program.startswith(f"{bed.cache}/")):
                    found.append(int(entry.name))
            except OSError:
                pass  # gone, or a kernel thread
    return found


def _kill_everything(bed):
    for part in recorded_parts(bed):
        if part.is_running():
            signal_process(part.pid, signal.SIGKILL)

    def nothing_runs():
        processes = _mine(bed)
        for pid in processes:
            signal_process(pid, signal.SIGKILL)
        recorded = [part for part in recorded_parts(bed) if part.is_running()]
        return not processes and not recorded and cgroups.kill(bed) == 0
    if not wait_until(nothing_runs, 30, 0.1):
        raise BedError(f"processes of {bed.name} do not end", f"look for them: grep -l {bed.state} /proc/*/cmdline")


def _mount_points(bed):
    below, points = f"{bed.state}/", []
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        point = line.split()[4].encode().decode("unicode_escape")
        if point.startswith(below):
            points.append(point)
    return points


def _unmount(bed):
    for _ in range(5):  # a mount may hide others
        points = _mount_points(bed)
        if not points:
            return
        for point in reversed(points):
            subprocess.run(["umount", "--lazy", point], capture_output=True)


def is_present(bed):
    return bed.state.exists() or bed.netns.exists() or bool(cgroups.remaining(bed))


def remove(bed):
    if bed.state.exists() and not bed.marker.exists() and any(bed.state.iterdir()):
        raise BedError(f"{bed.state} exists and is no bed", "choose another name with FAIRLEAD_BED")
    _kill_everything(bed)
    _unmount(bed)
    namespaces.delete(bed)
    cgroups.delete(bed)
    points = _mount_points(bed)
    if points:
        raise BedError(f"cannot unmount {points[0]}", f"umount {points[0]}, then `bed down` again")
    if bed.state.exists():
        for entry in bed.state.iterdir():
            if entry != bed.marker:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        shutil.rmtree(bed.state)
    left = leftovers(bed)
    if left:
        raise BedError(f"left behind: {', '.join(left)}", "remove these by hand and say how it came about")


def leftovers(bed):
    """What a removed bed still occupies: empty when all is well."""
    return ([f"process {pid}" for pid in _mine(bed)] + [f"mount {point}" for point in _mount_points(bed)]
            + [f"file {path}" for path in (bed.state, bed.netns) if path.exists()]
            + [f"control group {path}" for path in cgroups.remaining(bed)])
