# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Brings a bed up: everything that does not wait for something else starts at once."""

import secrets
import threading
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from . import binaries, certificates, clusters, console, daemons, kubeconfigs, namespaces, podman, realnode, registries, teardown
from .layout import SILENT_PORT, SOURCES
from .processes import Part
from .reports import BedError, say


def _whole_cluster(bed, apis):
    cluster = bed.clusters["bed-a"]
    try:
        clusters.prepare(cluster)
        apis["bed-a"] = clusters.start_store_and_api(cluster)
    finally:
        apis["tried"].set()
    clusters.start_rest(cluster)
    clusters.grant(cluster, apis["bed-a"])


def _light_cluster(bed):
    cluster = bed.clusters["bed-b"]
    cluster.folder.mkdir()
    token = secrets.token_urlsafe(24)
    for path, text in ((bed.state / "exec-viewer.token", token), (cluster.folder / "tokens.csv", f"{token},exec-viewer,exec-viewer\n")):
        path.touch(0o600)
        path.write_text(text)
    clusters.prepare(cluster)
    api = clusters.start_store_and_api(cluster)
    clusters.start_rest(cluster)
    clusters.grant(cluster, api)


def _node(bed, tool_folder, apis):
    mounts_part = realnode.start_runtime(bed, tool_folder)
    apis["tried"].wait()
    if "bed-a" in apis:
        realnode.wait_for_node(bed, apis["bed-a"], realnode.start_node(bed, mounts_part))


def _docker(bed, tool_folder):
    bed.docker.mkdir()
    daemons.create_certificates(bed)
    docker_parts = [*daemons.start(bed), podman.start(bed)]
    registry_parts = registries.start(bed, tool_folder)
    console.write(bed)
    registries.wait_for(bed, registry_parts)
    daemons.wait_for(bed, docker_parts)


def _silent_port(bed):
    Part(bed, "bed/silent-port", ["/usr/bin/python3", "-I", SOURCES / "bedlib" / "silent.py", SILENT_PORT, f"{bed.state}/"]).start()


def up(bed):
    binaries.check_debian_programs()
    if bed.is_up():
        stopped = [part.name for part in teardown.recorded_parts(bed) if not part.is_running()]
        if not stopped:
            say(f"{bed.name} is up already")
            return
        say(f"{bed.name} is up but {', '.join(stopped)} stopped: making it anew")
    if teardown.is_present(bed):
        say(f"removing what is left of {bed.name}")
        teardown.remove(bed)
    program_folder, tool_folder = binaries.programs(bed), binaries.tools(bed)
    buildx_program, dockerd_program = binaries.buildx(bed), binaries.dockerd(bed)
    say(f"programs from {program_folder}")
    bed.state.mkdir(mode=0o755)
    bed.marker.touch()
    for folder in (bed.logs, bed.parts, bed.node):
        folder.mkdir()
    binaries.link_all(bed, program_folder, tool_folder, buildx_program, dockerd_program)
    namespaces.create(bed)
    namespaces.enter(bed)
    _start_all(bed, tool_folder)
    kubeconfigs.write_main(bed)


def _start_all(bed, tool_folder):
    apis = {"tried": threading.Event()}
    with ThreadPoolExecutor(max_workers=8) as pool:  # none of these may wait for another to end
        steps = [pool.submit(_whole_cluster, bed, apis), pool.submit(_light_cluster, bed), pool.submit(_node, bed, tool_folder, apis),
                 pool.submit(_docker, bed, tool_folder), pool.submit(_silent_port, bed),
                 pool.submit(certificates.create_authority, bed.state / "other-ca", "somebody-else")]
        wait(steps, return_when=FIRST_EXCEPTION)
    failures = [step.exception() for step in steps if step.exception()]
    if failures:
        raise next((failure for failure in failures if isinstance(failure, BedError)), failures[0])
