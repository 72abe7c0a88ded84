# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""What runs, since when, and what it costs."""

import json
import os
import time
from pathlib import Path

from . import daemons, registries, teardown
from .api import Api
from .processes import recorded_parts, stat_fields

TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def is_ready(bed, part):
    cluster_name, _, kind = part.name.partition("/")
    if not part.is_running():
        return False
    if cluster_name in ("docker", "registry"):
        return (daemons if cluster_name == "docker" else registries).is_ready(bed, part)
    return Api(bed.cluster(cluster_name)).is_ready() if kind == "kube-apiserver" else True


def _row(bed, part):
    row = {"part": part.name, "pid": part.pid, "running": part.is_running(), "ready": is_ready(bed, part), "log": str(part.log)}
    fields = stat_fields(part.pid) if row["running"] else None
    if fields:
        resident = int(Path(f"/proc/{part.pid}/statm").read_text().split()[1]) * PAGE
        row.update(upSeconds=round(time.time() - part.started_at), residentBytes=resident,
                   cpuSeconds=round((int(fields[11]) + int(fields[12])) / TICKS, 1))
    return row


def collect(bed):
    """A plain structure; stable, for `status --json`."""
    up = bed.is_up()
    clusters = list(bed.clusters.values()) + ([bed.bench] if bed.bench_kubeconfig.exists() else [])
    return {"name": bed.name, "up": up, "incomplete": not up and teardown.is_present(bed), "state": str(bed.state), "networkNamespace": str(bed.netns), "logs": str(bed.logs),
            "kubeconfig": str(bed.kubeconfig), "benchKubeconfig": str(bed.bench_kubeconfig) if bed.bench_kubeconfig.exists() else None,
            "unhealthyDevices": str(bed.node / "unhealthy-devices"),
            "docker": {**daemons.describe(bed), **registries.describe(bed)} if up else None,
            "clusters": {cluster.name: {"server": cluster.server, "auditLog": str(cluster.audit_log)} for cluster in clusters} if up else {},
            "parts": [_row(bed, part) for part in recorded_parts(bed)] if up else []}


def as_table(status):
    if not status["up"]:
        return f"{status['name']} is " + ("half up or half down: run `bed up` or `bed down`" if status["incomplete"] else "down")
    lines = [f"{status['name']}   kubeconfig {status['kubeconfig']}   logs {status['logs']}",
             f"{'PART':32}{'PID':>8}{'UP':>9}{'RSS':>9}{'CPU':>9}  STATE"]
    total_bytes = total_cpu = 0
    for row in status["parts"]:
        state = "ready" if row["ready"] else "running, not ready" if row["running"] else "stopped"
        if row["running"]:
            total_bytes, total_cpu = total_bytes + row["residentBytes"], total_cpu + row["cpuSeconds"]
            cost = f"{row['upSeconds']:7} s{row['residentBytes'] >> 20:6} MB{row['cpuSeconds']:7.1f} s"
        else:
            cost = " " * 27
        lines.append(f"{row['part']:32}{row['pid']:8}{cost}  {state}")
    lines.append(f"{'all':32}{'':17}{total_bytes >> 20:6} MB{total_cpu:7.1f} s")
    return "\n".join(lines)


def as_json(status):
    return json.dumps(status, indent=2)
