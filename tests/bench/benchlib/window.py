# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""`bench window`: how soon the window is there, how long it does not listen while a large cluster loads, and what it does
while clusters change or rest."""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from . import simulators
from .reports import BenchError, say

CONTEXTS = 20
NODES, PODS = 5000, 50000  # of the simulator
RATES = (1000, 5000)  # events in a second
BUDGETS = {"firstWindowMs": 300, "requests": 0, "longestGapMs": 50, "mostWorkMs": 50, "p99GapMs": 16, "cpuShare": 0.15,
           "idleCpuShare": 0.01}


def verdict(what, **figures):
    """One line of JSON: what was measured, the budget of each figure and whether all are met. The smoke run has none."""
    budgets = {name: BUDGETS[name] for name in figures if name in BUDGETS}
    print(json.dumps({"bench": "window", "verdict": what, **figures, "budgets": budgets,
                      "met": all(figures[name] <= most for name, most in budgets.items())}), flush=True)


def measure(options, kubeconfig, *arguments):
    """Runs the window; the lines that it printed, by phase."""
    program = options.build / "tests" / "bench" / "windowgap"
    if not program.exists():
        raise BenchError("windowgap is not built: ./dev bench builds it, --build names another folder")
    environment = {**os.environ, "KUBECONFIG": kubeconfig, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([program, *map(str, arguments)], env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise BenchError("windowgap failed; its words are above")
    print(done.stdout, end="", flush=True)
    return {each["phase"]: each for each in map(json.loads, done.stdout.splitlines())}


@contextlib.contextmanager
def silent_servers():
    """A kubeconfig whose servers only count who comes."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(CONTEXTS)]
    names = [f"silent-{number}" for number in range(CONTEXTS)]
    document = {"apiVersion": "v1", "kind": "Config", "users": [],
                "clusters": [{"name": name, "cluster": {"server": f"https://127.0.0.1:{each.getsockname()[1]}"}}
                             for name, each in zip(names, sockets)],
                "contexts": [{"name": name, "context": {"cluster": name, "user": ""}} for name in names]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kubeconfig"
        path.write_text(json.dumps(document))
        try:
            yield str(path), sockets
        finally:
            for each in sockets:
                each.close()


def visits(sockets):
    """How many connections wait to be accepted."""
    count = 0
    for each in sockets:
        each.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                each.accept()[0].close()
                count += 1
    return count


def start(options):
    times, requests = [], 0
    with silent_servers() as (kubeconfig, sockets):
        for number in range(options.rounds):
            say(f"start {number + 1} of {options.rounds}, {CONTEXTS} contexts configured")
            phase = measure(options, kubeconfig, "--first-window")["start"]
            if phase["contexts"] != CONTEXTS:
                raise BenchError(f"windowgap: expected {CONTEXTS} contexts, got {phase['contexts']}")
            times.append(phase["firstWindowMs"])
        requests = visits(sockets)
    verdict("start", contexts=CONTEXTS, firstWindowMs=statistics.median(times), requests=requests)


def load(options):
    rounds = []
    for number in range(options.rounds):
        say(f"load {number + 1} of {options.rounds}")
        rounds.append(measure(options, options.inside)["load"])
        if rounds[-1]["nodes"] != options.nodes:
            raise BenchError(f"windowgap: expected {options.nodes} nodes, got {rounds[-1]['nodes']}")
    verdict("load", pods=options.pods, longestGapMs=statistics.median(each["longestGapMs"]["window"] for each in rounds),
            idleThreadGapMs=statistics.median(each["longestGapMs"]["idle"] for each in rounds),
            mostWorkMs=max(each["mostWorkMs"] for each in rounds),
            loadSeconds=statistics.median(each["loadSeconds"] for each in rounds))


def stream(options):
    nodes, pods = (options.nodes, options.pods) if options.smoke else (NODES, PODS)
    for rate in RATES:
        with simulators.clusters(options.build, nodes, pods, rate) as kubeconfig:
            say(f"{rate} events/s for {options.watch} s")
            phase = measure(options, kubeconfig, "--watch", options.watch)["watch"]
        verdict(f"{rate} events/s", nodes=nodes, pods=pods, seconds=phase["seconds"],
                longestGapMs=phase["longestGapMs"]["window"], idleThreadGapMs=phase["longestGapMs"]["idle"],
                p99GapMs=phase["p99GapMs"]["window"], mostWorkMs=phase["mostWorkMs"], cpuShare=phase["cpuShare"],
                rssGrowthMiB=round(phase["rssMiB"]["after"] - phase["rssMiB"]["before"], 1))


def idle(options):
    contexts = [f"--context=simulator-{number}" for number in range(CONTEXTS)]
    with simulators.clusters(options.build, 20, 100, 0, CONTEXTS) as kubeconfig:
        say(f"{CONTEXTS} contexts open for {options.watch} s")
        phase = measure(options, kubeconfig, "--watch", options.watch, *contexts)["watch"]
    if phase["nodes"] != 20 * CONTEXTS:
        raise BenchError(f"windowgap: expected {20 * CONTEXTS} nodes, got {phase['nodes']}")
    verdict("idle", contexts=CONTEXTS, idleCpuShare=phase["cpuShare"])


def run(options):
    for part in (start, load, stream, idle):
        part(options)
        sys.stdout.flush()
    return 0
