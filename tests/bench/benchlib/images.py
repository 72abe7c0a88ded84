# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""`bench docker`: how long a build context and a push take, for the docker client and for fairleadctl, on the bed's own
daemon and registry. Both have the same daemon do the same work; what differs is the client."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from . import contestants
from .contestants import Contestant
from .reports import BenchError, ratio, say

OURS, PEER = "fairleadctl", "docker client"
SETTINGS = """apiVersion: fairlead/v1
daemons: [{{id: d, name: bench, host: "{docker}"}}]
registries:
  - {{id: r, name: bench, host: "{registry}", repositoryPrefix: bench, certificateAuthority: "{ca}"}}
baseImages:
  - {{id: i, name: bench, tag: "bench-{what}:{number}", dockerfile: Dockerfile, context: "{context}", daemon: {{id: d}}, registries: [{{id: r}}]}}
"""


class Bed:
    """What the bed says of its daemon and of the registry with Basic authentication."""

    def __init__(self, folder):
        known = json.loads(Path(os.environ["FAIRLEAD_BED_REGISTRIES"]).read_text())
        self.docker = os.environ["FAIRLEAD_BED_DOCKER"]
        self.registry = known["registries"]["basic"]["address"]
        self.ca = known["registries"]["basic"]["ca"]
        home = folder / "home"
        home.mkdir()
        self.environment = {**os.environ, "HOME": str(home), "DOCKER_HOST": self.docker, "DOCKER_BUILDKIT": "0",
                            "DOCKER_CONFIG": known["configs"]["auths"]}

    def docker_client(self, *arguments):
        done = subprocess.run(["docker", *arguments], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise BenchError(f"docker {' '.join(arguments)}: {done.stderr.strip()[-400:]}")
        return done.stdout.strip()


def fill(context, files, large_bytes):
    """A folder for COPY: so many small files, and one large one that compresses as badly as a model does."""
    context.mkdir(parents=True)
    (context / "Dockerfile").write_text("FROM scratch\nCOPY Dockerfile /\n")
    for number in range(files):
        folder = context / f"folder-{number // 100}"
        folder.mkdir(exist_ok=True)
        (folder / f"file-{number}.py").write_bytes(os.urandom(512).hex().encode())
    with open(context / "large", "wb") as large:
        for _ in range(max(1, large_bytes >> 20)):
            large.write(os.urandom(min(large_bytes, 1 << 20)))


def layered(context, layers, layer_bytes):
    """A Dockerfile of which every line makes a layer of its own."""
    context.mkdir(parents=True)
    lines = ["FROM scratch"]
    for number in range(layers):
        (context / f"layer-{number}").write_bytes(os.urandom(layer_bytes))
        lines.append(f"COPY layer-{number} /")
    (context / "Dockerfile").write_text("\n".join(lines) + "\n")


def settings(bed, folder, context, what, number):
    path = folder / "fairlead.yaml"
    path.write_text(SETTINGS.format(docker=bed.docker, registry=bed.registry, ca=bed.ca, context=context, what=what, number=number))
    return str(path)


def race_contexts(bed, options, folder, racers):
    """The daemon has COPY in its cache after the warm-up: what is left is reading, packing and sending the context."""
    context = folder / "context"
    fill(context, options.files, options.context_bytes)
    path = settings(bed, folder, context, "context", 1)
    racers[OURS].command = [str(options.build / "app" / "fairleadctl"), "images", "build", "--force", "--config", path, "-o", "csv"]
    racers[PEER].command = ["docker", "build", "--quiet", "--tag", "bench-context:1", str(context)]
    for number in range(options.rounds + 1):
        for name in (OURS, PEER) if number % 2 else (PEER, OURS):
            run = contestants.run(racers[name], "/dev/null", folder / "errors")
            if number:  # the first one is the warm-up
                racers[name].runs.append(run)
                say(f"context, round {number}: {name:14} {run.wall:7.3f} s, {run.cpu:6.3f} s of CPU, {run.peak_mib:5.0f} MiB")


def race_pushes(bed, options, folder, racers):
    """Layers that the registry has never seen, for each its own: a registry that has them already is asked for nothing."""
    for number in range(options.rounds):
        for name in (OURS, PEER) if number % 2 else (PEER, OURS):
            context = folder / f"layers-{number}-{name.replace(' ', '-')}"
            layered(context, options.layers, options.layer_bytes)
            what = f"push-{'ours' if name == OURS else 'peer'}"
            path = settings(bed, folder, context, what, number)
            bed.docker_client("build", "--quiet", "--tag", f"bench-{what}:{number}", str(context))
            target = f"{bed.registry}/bench/bench-{what}:{number}"
            if name == OURS:
                # The image was not built by us: it is pushed as it is.
                racers[name].command = [str(options.build / "app" / "fairleadctl"), "images", "push", "--no-build", "--config", path, "-o", "csv"]
            else:
                bed.docker_client("tag", f"bench-{what}:{number}", target)
                racers[name].command = ["docker", "push", "--quiet", target]
            run = contestants.run(racers[name], "/dev/null", folder / "errors")
            racers[name].runs.append(run)
            say(f"push, round {number + 1}: {name:14} {run.wall:7.3f} s, {run.cpu:6.3f} s of CPU, {run.peak_mib:5.0f} MiB")


def compare(what, racers, options, rated):
    for racer in racers.values():
        racer.report(options, bench="docker", what=f"{what}: {racer.name}")
    ours, peer = racers[OURS], racers[PEER]
    if what == "context":
        ratio("docker client wall / fairleadctl wall, context", peer.figures("wall"), ours.figures("wall"), 0.9 if rated else None, at_least=True, bench="docker")
    else:
        ratio("fairleadctl wall / docker client wall, push", ours.figures("wall"), peer.figures("wall"), 1.05 if rated else None, bench="docker")
    ratio(f"fairleadctl CPU / docker client CPU, {what}", ours.figures("cpu"), peer.figures("cpu"), bench="docker")
    ratio(f"fairleadctl peak RSS / docker client peak RSS, {what}", ours.figures("peak_mib"), peer.figures("peak_mib"), bench="docker")


def run(options):
    smoke = options.smoke
    options.files, options.context_bytes = (100, 1 << 20) if smoke else (10_000, 1 << 30)
    options.layers, options.layer_bytes = (3, 1 << 16) if smoke else (10, 20 << 20)
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as temporary:
        folder = Path(temporary)
        bed = Bed(folder)
        for what, race in (("context", race_contexts), ("push", race_pushes)):
            racers = {name: Contestant(name, [], bed.environment) for name in (OURS, PEER)}
            race(bed, options, folder, racers)
            compare(what, racers, options, not smoke)
    return 0
