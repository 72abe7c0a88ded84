# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""A large third cluster for benches: thousands of objects written straight into etcd before its API server starts, and
kept in the cache, so that the second time costs only a copy."""

import hashlib
import http.client
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from . import clusters, kubeconfigs
from .binaries import version_key
from .layout import SOURCES, make_invokers_folder
from .processes import recorded_parts, signal_process, wait_ready, wait_until
from .reports import BedError, say

SEED = 1


def _generator_digest():
    digest = hashlib.sha256(version_key().encode())
    for source in ("generate.go", "population.go"):
        digest.update((SOURCES / "scenario" / source).read_bytes())
    return digest.hexdigest()[:12]


def _data(bed, nodes, pods):
    """The folder in the cache with etcd's data for these sizes."""
    generator = _generator_digest()
    target = bed.cache / f"bench-{generator}-{nodes}-{pods}"
    if target.is_dir():
        return target
    make_invokers_folder(bed.cache)
    for outdated in bed.cache.glob("bench-*"):
        if not outdated.name.startswith(f"bench-{generator}-"):
            shutil.rmtree(outdated)
    say(f"bench: writing {nodes} nodes and {pods} pods into etcd")
    folder = Path(tempfile.mkdtemp(prefix=".filling-", dir=bed.cache))
    try:
        _fill(bed, folder / "etcd", nodes, pods)
        folder.chmod(0o755)
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _fill(bed, data, nodes, pods):
    cluster = bed.bench
    cluster.etcd_data = data
    store = clusters.etcd(cluster)
    store.start()
    try:
        wait_ready(store, lambda: _answers(cluster.etcd_port), 30, "bench: etcd's readiness")
        generator = subprocess.run([bed.bin / "bed-scenario", "generate-etcd", "--endpoint", f"127.0.0.1:{cluster.etcd_port}", "--nodes", str(nodes),
                                    "--pods", str(pods), "--seed", str(SEED)])
        if generator.returncode:
            raise BedError("bench: the cluster could not be generated", "its words are above", store.log)
        signal_process(store.pid, signal.SIGTERM)  # in peace, so that everything is on disk
        wait_until(lambda: not store.is_running(), 30)
    finally:
        store.kill()
        store.record.unlink(missing_ok=True)


def _answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def up(bed, nodes, pods):
    down(bed)
    cluster = bed.bench
    cluster.folder.mkdir()
    cached = _data(bed, nodes, pods)
    cluster.etcd_data = cluster.folder / "etcd"
    subprocess.run(["cp", "--archive", "--sparse=always", "--reflink=auto", cached / "etcd", cluster.etcd_data], check=True)
    clusters.prepare(cluster)
    clusters.start_store_and_api(cluster)
    kubeconfigs.write_bench(bed)


def down(bed):
    for part in recorded_parts(bed):
        if part.name.startswith("bench/"):
            part.kill()
            part.record.unlink()
            part.log.unlink(missing_ok=True)
    bed.bench_kubeconfig.unlink(missing_ok=True)
    if bed.bench.folder.exists():
        shutil.rmtree(bed.bench.folder)
