# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""`bench log`: how fast a very long log streams into the log view, and how long the window does not listen meanwhile,
while all of it is searched, and while it is scrolled wrapped."""

import json
import os
import statistics
import subprocess

from .reports import BenchError, say

BUDGETS = {"megabytesPerSecond": 100, "longestGapMs": 50, "mostWorkMs": 50}
AT_LEAST = {"megabytesPerSecond"}


def measure(options):
    """The lines that the program printed, by phase."""
    program = options.build / "tests" / "bench" / "loggap"
    if not program.exists():
        raise BenchError("loggap is not built: ./dev bench builds it, --build names another folder")
    done = subprocess.run([program, "--lines", str(options.lines)], stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if done.returncode:
        raise BenchError("loggap failed; its words are above")
    print(done.stdout, end="", flush=True)
    phases = {each["phase"]: each for each in map(json.loads, done.stdout.splitlines())}
    if phases["stream"]["lines"] < options.lines:
        raise BenchError(f"loggap: expected {options.lines} lines, got {phases['stream']['lines']}")
    return phases


def verdict(options, what, **figures):
    budgets = {name: BUDGETS[name] for name in figures if name in BUDGETS} if not options.smoke else {}
    met = all(figures[name] >= limit if name in AT_LEAST else figures[name] <= limit for name, limit in budgets.items())
    print(json.dumps({"bench": "log", "verdict": what, "lines": options.lines, **figures, "budgets": budgets,
                      "met": met if budgets else None}), flush=True)


def run(options):
    rounds = []
    for number in range(options.rounds):
        say(f"log {number + 1} of {options.rounds}, {options.lines} lines")
        rounds.append(measure(options))
    for phase in ("stream", "search", "scroll"):
        each = [phases[phase] for phases in rounds]
        median = lambda name: round(statistics.median(name(one) for one in each), 2)  # noqa: E731
        figures = {}
        if phase == "stream":
            figures = {"megabytesPerSecond": median(lambda one: one["megabytesPerSecond"]),
                       "ratioToLimit": median(lambda one: one["megabytesPerSecond"] / one["limitMegabytesPerSecond"]),
                       "megabytesPerCpuSecond": median(lambda one: one["megabytesPerCpuSecond"]),
                       "rssMiB": max(one["rssMiB"] for one in each)}
        verdict(options, phase, seconds=median(lambda one: one["seconds"]), **figures,
                longestGapMs=median(lambda one: one["longestGapMs"]["window"]),
                idleThreadGapMs=median(lambda one: one["longestGapMs"]["idle"]),
                mostWorkMs=max(one["mostWorkMs"] for one in each))
    return 0
