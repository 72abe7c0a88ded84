# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The test bed from outside: it is brought up when it is down, and left as it was found."""

import contextlib
import subprocess
from pathlib import Path

from .reports import BenchError

BED = Path(__file__).resolve().parents[2] / "bed" / "bed"


def _bed(*arguments):
    done = subprocess.run([BED, *arguments], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise BenchError(f"`bed {' '.join(arguments)}` failed; its words are above")
    return done.stdout.strip()


def _is_up():
    return subprocess.run([BED, "status", "--json"], stdout=subprocess.DEVNULL).returncode == 0


@contextlib.contextmanager
def bed(keep):
    """Its daemons and registries, without a bench cluster."""
    was_up = _is_up()
    if not was_up:
        _bed("up")
    try:
        yield
    finally:
        if not (keep or was_up):
            _bed("down")


@contextlib.contextmanager
def bench_cluster(nodes, pods, keep):
    """A filled cluster; gives the path of its kubeconfig."""
    was_up = _is_up()
    try:
        if not was_up:
            _bed("up")
        yield _bed("bench-cluster", "up", "--nodes", str(nodes), "--pods", str(pods))
    finally:
        if not keep:
            _bed("bench-cluster", "down") if was_up else _bed("down")


def execute(command):
    """Runs a command in the bed's network as whoever asked, with its tools in PATH; returns the exit code."""
    return subprocess.run([BED, "exec", *map(str, command)]).returncode
