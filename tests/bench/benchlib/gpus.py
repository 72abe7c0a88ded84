# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""`bench gpus`: how long "which GPUs are free" takes, for the limit, for kubectl, for fairleadctl and for SkyPilot's client."""

import base64
import json
import os
import subprocess
import tempfile
from pathlib import Path

from . import check, contestants, skypilot
from .contestants import Contestant
from .reports import BenchError, line, ratio, say

LIMIT, OURS, KUBECTL = "bare client", "fairleadctl", "kubectl"
PATIENCE = 120  # seconds; a busy machine is no wrong answer


def written(folder, name, content):
    """The path of a file that only we can read."""
    path = folder / name
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
    return str(path)


def credentials(options, folder):
    """The server, and the files that the bare client wants: CA, then certificate and key, or the simulator's token."""
    if options.simulator:  # its kubeconfig is JSON
        view = json.loads(Path(options.inside).read_text())
    else:
        shown = subprocess.run(["kubectl", "config", "view", "--raw", "--output", "json"],
                               env={**os.environ, "KUBECONFIG": options.inside}, stdout=subprocess.PIPE, check=True)
        view = json.loads(shown.stdout)
    cluster, user = view["clusters"][0]["cluster"], view["users"][0]["user"]
    paths = [written(folder, "ca.pem", base64.b64decode(cluster["certificate-authority-data"]))]
    if options.simulator:
        paths.append(written(folder, "token", user["token"].encode()))
    else:
        paths.append(written(folder, "certificate.pem", base64.b64decode(user["client-certificate-data"])))
        paths.append(written(folder, "key.pem", base64.b64decode(user["client-key-data"])))
    return cluster["server"], paths


def enter(options, folder):
    """Everybody who takes part. All get the same empty home."""
    home = folder / "home"
    home.mkdir()
    environment = {**os.environ, "KUBECONFIG": options.inside, "HOME": str(home)}
    server, paths = credentials(options, folder)
    ours, bare = options.build / "app" / "fairleadctl", options.build / "tests" / "bench" / "bareclient"
    for program in (ours, bare):
        if not program.exists():
            raise BenchError(f"{program.name} is not built: ./dev bench builds it, --build names another folder")
    racers = [Contestant(LIMIT, [str(bare), server, *paths], environment),
              Contestant(OURS, [str(ours), "gpus", "--timeout", str(PATIENCE)], environment)]
    if options.kubectl:
        racers.insert(1, Contestant(KUBECTL, ["kubectl", "get", "nodes,pods", "-A", "-o", "json"], environment))
    return racers


def warm_up(racers, options, folder):
    """One run of each that does not count, and whose answers are looked at."""
    for racer in racers:
        say(f"warm-up: {racer.name}")
        output = folder / racer.name
        racer.bytes = contestants.run(racer, output, folder / "errors").size
        if racer.name == LIMIT:
            racer.bytes = int(output.read_text())
    answer = folder / "answer.json"
    by_name = {racer.name: racer for racer in racers}
    asked = by_name[OURS]
    contestants.run(Contestant(asked.name, [*asked.command, "-o", "json"], asked.environment), answer, folder / "errors")
    against = [str(folder / KUBECTL)] if KUBECTL in by_name else []
    checked = subprocess.run(["/usr/bin/python3", check.__file__, answer, str(options.nodes), *against])
    if checked.returncode:
        raise BenchError("a wrong answer")
    for racer in racers:
        (folder / racer.name).unlink()


def race(racers, options, folder):
    """Round by round, every round beginning with another one: what the machine does meanwhile hits all of them."""
    for number in range(options.rounds):
        first = number % len(racers)
        for racer in racers[first:] + racers[:first]:
            run = contestants.run(racer, "/dev/null", folder / "errors")
            racer.runs.append(run)
            say(f"round {number + 1} of {options.rounds}: {racer.name:12} {run.wall:7.3f} s, {run.cpu:7.3f} s of CPU, {run.peak_mib:6.0f} MiB")


def compare(racers, options):
    """Budgets of the design are for clusters of 1,000 and of 10,000 nodes."""
    by_name = {racer.name: racer for racer in racers}
    ours, bare, kubectl = by_name[OURS], by_name[LIMIT], by_name.get(KUBECTL)
    large, rated = options.nodes >= 10000, options.nodes >= 1000
    ratio("fairleadctl wall / bare client wall", ours.figures("wall"), bare.figures("wall"), (1.3 if large else 1.1) if rated else None)
    if large:
        peak = max(ours.figures("peak_mib"))
        line(figure="fairleadctl peakRssMiB", value=round(peak, 1), budget=120, met=peak <= 120)
    if kubectl is None:
        return
    for text, what, budget in (("CPU", "cpu", 1 / 20), ("wall", "wall", 1 / 10), ("peak RSS", "peak_mib", 1 / 10)):
        ratio(f"fairleadctl {text} / kubectl {text}", ours.figures(what), kubectl.figures(what), budget if rated else None)


def ask_skypilot(racers, options, folder):
    """Once: it takes minutes. That it cannot be had, or does not answer, is a line and no failure."""
    ours = next(racer for racer in racers if racer.name == OURS)
    try:
        with skypilot.client(options.sky_folder, options.inside) as client:
            client.runs.append(contestants.run(client, folder / "sky", folder / "errors"))
            client.bytes = client.runs[0].size
            skypilot.expect_gpus(folder / "sky")
    except (BenchError, OSError, subprocess.SubprocessError) as error:
        line(what=skypilot.NAME, nodes=options.nodes, pods=options.pods, error=str(error))
        return
    client.report(options)
    ratio("SkyPilot wall / fairleadctl wall", client.figures("wall"), ours.figures("wall"), 20 if options.nodes >= 1000 else None,
          at_least=True)

def run(options):
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as temporary:
        folder = Path(temporary)
        racers = enter(options, folder)
        warm_up(racers, options, folder)
        race(racers, options, folder)
        for racer in racers:
            racer.report(options)
        compare(racers, options)
        if options.sky_folder:
            ask_skypilot(racers, options, folder)
    return 0
