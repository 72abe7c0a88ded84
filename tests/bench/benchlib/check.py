# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Whether fairleadctl's answer is right: `check.py FAIRLEADCTL.json NODES [KUBECTL.json]` adds the GPUs up again, from
what kubectl printed. A program of its own, because it needs a lot of memory and the one that measures must stay small."""

import json
import sys
from collections import Counter

RESOURCE = "nvidia.com/gpu"  # the only one in a generated cluster


def gpus(container):
    return int(container.get("resources", {}).get("requests", {}).get(RESOURCE, 0))


def requested(pod):
    """The scheduler's rule: sidecars stay, other init containers run one after the other before the containers."""
    sidecars = largest = 0
    for container in pod["spec"].get("initContainers", []):
        if container.get("restartPolicy") == "Always":
            sidecars += gpus(container)
            largest = max(largest, sidecars)
        else:
            largest = max(largest, sidecars + gpus(container))
    return max(largest, sidecars + sum(map(gpus, pod["spec"]["containers"])))


def from_kubectl(path):
    """By node: GPUs that can be given out, GPUs requested."""
    with open(path) as file:
        items = json.load(file)["items"]
    allocatable = {item["metadata"]["name"]: int(item["status"]["allocatable"].get(RESOURCE, 0))
                   for item in items if item["kind"] == "Node"}
    taken = Counter()
    for item in items:
        if item["kind"] == "Pod" and item["spec"].get("nodeName") and item["status"].get("phase") not in ("Succeeded", "Failed"):
            taken[item["spec"]["nodeName"]] += requested(item)
    return {name: (total, taken[name]) for name, total in allocatable.items()}


def main(answer, nodes, kubectl=None):
    with open(answer) as file:
        document = json.load(file)
    clusters = document["clusters"]
    if len(clusters) != 1 or clusters[0]["state"] != "live":
        sys.exit(f"fairleadctl: expected one live cluster, got {[(c['context'], c['state'], c['error']) for c in clusters]}")
    rows = {node["name"]: node["devices"] for node in clusters[0]["nodes"]}
    if len(rows) != int(nodes):
        sys.exit(f"fairleadctl: expected {nodes} nodes, got {len(rows)}")
    ours = {name: (sum(d["allocatable"] for d in devices), sum(d["requested"] for d in devices)) for name, devices in rows.items()}
    total = sum(product["requested"] for product in document["totals"])
    if total != sum(taken for _, taken in ours.values()):
        sys.exit(f"fairleadctl: the nodes add up to {sum(taken for _, taken in ours.values())} requested GPUs, its totals to {total}")
    if kubectl is None:
        return
    theirs = from_kubectl(kubectl)
    wrong = [f"{name}: {ours.get(name)} instead of {theirs[name]}" for name in sorted(theirs) if ours.get(name) != theirs[name]]
    if wrong:
        sys.exit(f"fairleadctl: {len(wrong)} nodes with other (allocatable, requested) GPUs than kubectl's objects say: {'; '.join(wrong[:3])}")
    print(f"{len(theirs)} nodes, {total} requested GPUs: as added up from kubectl's objects", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
