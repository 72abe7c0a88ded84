# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""`bench window`: how long the window does not listen while a large cluster loads."""

import json
import os
import statistics
import subprocess
import sys

from .reports import BenchError, say

BUDGET = 50  # milliseconds


def run(options):
    program = options.build / "tests" / "bench" / "windowgap"
    if not program.exists():
        raise BenchError("windowgap is not built: ./dev bench builds it, --build names another folder")
    environment = {**os.environ, "KUBECONFIG": options.inside, "QT_QPA_PLATFORM": "offscreen"}
    rounds = []
    for number in range(options.rounds):
        say(f"round {number + 1} of {options.rounds}")
        done = subprocess.run([program], env=environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise BenchError("windowgap failed; its words are above")
        rounds.append(json.loads(done.stdout))
        if rounds[-1]["nodes"] != options.nodes:
            raise BenchError(f"windowgap: expected {options.nodes} nodes, got {rounds[-1]['nodes']}")
        print(done.stdout, end="", flush=True)
    gap = statistics.median(each["longestGapMs"]["window"] for each in rounds)
    work = max(each["mostWorkMs"] for each in rounds)
    json.dump({"bench": "window", "pods": options.pods, "medianLongestGapMs": gap, "mostWorkMs": work, "budget": BUDGET,
               "met": gap <= BUDGET and work <= BUDGET}, sys.stdout)
    print(flush=True)
    return 0
