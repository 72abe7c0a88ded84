# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""A simulated cluster in a process of its own, in place of the test bed: for sizes where a real API server is the bottleneck."""

import contextlib
import subprocess
import tempfile
from pathlib import Path

from .reports import BenchError, say

PATIENCE = 30  # seconds to end


@contextlib.contextmanager
def clusters(build, nodes, pods, events=0, contexts=1):
    """Gives the path of a kubeconfig with the contexts simulator-0 and on, each a cluster of this size with so many events
    in a second. The simulator ends with its input, also when this process is killed."""
    program = build / "tests" / "bench" / "simulator"
    if not program.exists():
        raise BenchError("simulator is not built: ./dev bench builds it, --build names another folder")
    with tempfile.TemporaryDirectory(prefix="fairlead-simulator-") as folder:
        kubeconfig = Path(folder) / "kubeconfig"
        say(f"starting the simulator: {contexts} x {nodes} nodes, {pods} pods, {events} events/s")
        command = [program, "--kubeconfig", kubeconfig, "--nodes", str(nodes), "--pods", str(pods), "--events", str(events),
                   "--contexts", str(contexts)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                if process.stdout.readline().strip() != "ready":
                    raise BenchError("the simulator did not start; its words are above")
                yield str(kubeconfig)
            finally:
                process.stdin.close()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
