# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""What is printed: one line of JSON for each contestant and for each ratio; progress goes to standard error."""

import json
import statistics
import sys


class BenchError(Exception):
    """Something did not run, or answered wrongly."""


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def line(bench="gpus", **fields):
    print(json.dumps({"bench": bench, **fields}), flush=True)


def spread(values, digits=3):
    return {"min": round(min(values), digits), "median": round(statistics.median(values), digits),
            "max": round(max(values), digits)}


def ratio(text, over, under, budget=None, at_least=False, bench="gpus"):
    """`over` and `under` are the figures of two contestants round by round; `value` compares their medians, `rounds` each
    with its neighbour. Without a budget for this size of cluster, nothing is said to be met."""
    value = statistics.median(over) / statistics.median(under)
    met = None if budget is None else value >= budget if at_least else value <= budget
    rounds = spread([a / b for a, b in zip(over, under)], 4)
    line(bench=bench, ratio=text, value=round(value, 4), rounds=rounds, budget=budget, met=met)
