# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Runs one program and measures it alone: wall clock, its own CPU time, the most memory it ever had."""

import os
import threading
import time
from dataclasses import dataclass, field

from .reports import BenchError, line, spread

LONGEST = 1800  # seconds; then it is killed


@dataclass
class Run:
    wall: float
    cpu: float
    peak_mib: float
    size: int  # bytes printed


@dataclass
class Contestant:
    """`command` is the program itself, never a wrapper: what is measured is one process and what it waited for."""
    name: str
    command: list
    environment: dict
    runs: list = field(default_factory=list)
    bytes: int = 0

    def figures(self, what):
        return [getattr(run, what) for run in self.runs]

    def report(self, options, **fields):
        line(**{"what": self.name, "nodes": options.nodes, "pods": options.pods, **fields}, rounds=len(self.runs),
             wallSeconds=spread(self.figures("wall")), cpuSeconds=spread(self.figures("cpu")),
             peakRssMiB=round(max(self.figures("peak_mib")), 1), bytes=self.bytes)


def run(contestant, output, errors):
    """Runs it once with its output in the file `output`. A program started by this one cannot be seen to have been smaller
    than it, which is why nothing here holds an answer in memory."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
             (os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o600), (os.POSIX_SPAWN_OPEN, 2, str(errors), flags, 0o600)]
    started = time.perf_counter()
    process = os.posix_spawnp(contestant.command[0], contestant.command, contestant.environment, file_actions=files)
    watchdog = threading.Timer(LONGEST, os.kill, (process, 9))
    watchdog.daemon = True
    watchdog.start()
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    watchdog.cancel()
    if code := os.waitstatus_to_exitcode(status):
        words = errors.read_text(errors="replace").strip().splitlines()[-5:]
        raise BenchError(f"{contestant.name} ended with {code} after {wall:.1f} s: {' | '.join(words)[:800]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.stat(output).st_size)
